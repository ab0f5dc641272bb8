import { definePattern } from '../../src/model/pattern.ts'
import { foreignContainer, foreignUnit } from './foreign-processes.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const supervisorExit = definePattern({
  id: 'supervisor.exit',
  class: 'other',
  role: 'symptom',
  sets: [{ track: 'supervisor', state: 'saw-exit', key: ['unit'], details: ['status', 'then'] }],
  title: 'The process exited with {status} ({unit})',
  description:
    'Reported by systemd, Docker, Compose, pm2 or a wrapper. Since 2026.4.15 units do not restart after 78 ' +
    '(CONFIG). 137 and 9/KILL may come from the OOM killer.',
  keywords: [
    'Main process exited',
    'exited with code',
    'child exited',
    'exited (code',
    'exited with status',
    'exited with exit code',
    'process exited',
  ],
  match: anyOf(
    // systemd
    /(?<unit>[\w@.-]+\.service): Main process exited, code=(?<how>\w+), status=(?<status>\d+)(?:\/(?<name>\w+))?/,
    // Compose
    /^(?<container>[\w.-]+) exited with code (?<status>\d+)(?: \((?<then>\w+)\))?/,
    // apps and scripts that run a gateway
    /[Gg]ateway (?:child |process )?exited (?:with (?:code|status) |\(code[= ])(?<status>\d+)/,
    // Fly.io
    /machine exited with exit code (?<status>\d+)/,
    // pm2
    /App \[(?<app>[^\]]+)\] exited with code \[(?<status>\d+)\]/,
  ),
  fields: ({ unit, how, status, name, container, then, app }, { attributes }) =>
    foreignUnit(unit) || foreignContainer(container)
      ? undefined
      : { unit, container: container ?? attributes['container.name'], app, how, status, name, then },
  roleOf: ({ status, how }) =>
    status === '0' || (how === 'killed' && status === '15') || status === '143' ? 'context' : 'symptom',
  examples: {
    hits: [
      {
        line: '[2026-03-12T14:46:34.149Z] [WARN ] Gateway process exited (code=1, expected=no)',
        fields: { status: '1' },
      },
      {
        line: 'PM2      | App [openclaw:0] exited with code [1] via signal [SIGINT]',
        fields: { app: 'openclaw:0', status: '1' },
      },
      { line: 'openclaw exited with code 1 (restarting)', fields: { status: '1', then: 'restarting' } },
      { line: 'machine exited with exit code 139, oom_killed=false', fields: { status: '139' } },
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: openclaw-gateway.service: Main process exited, code=exited, status=78/CONFIG',
        fields: { status: '78', name: 'CONFIG' },
      },
      { line: 'openclaw-gateway-1 exited with code 137', fields: { status: '137' } },
      { line: '2026-03-23T22:10:25.891266Z [INFO] Gateway exited with code 1 (uptime: 16s)', fields: { status: '1' } },
    ],
    misses: [
      'Command exited with code 1',
      {
        line: 'Nov 22 10:00:01 host systemd[1]: cups.service: Main process exited, code=exited, status=1/FAILURE',
        note: "another unit's `code=exited` is no close code",
      },
    ],
  },
})
