import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const supervisorStarted = definePattern({
  id: 'supervisor.started',
  class: 'other',
  role: 'context',
  sets: [
    { track: 'supervisor', state: 'running', key: ['unit'] },
    { track: 'package.version', state: { attribute: 'version' } },
  ],
  title: 'A supervisor started {unit}',
  description: 'Logged by systemd or Compose.',
  keywords: [
    'Started openclaw',
    'Started clawd',
    'Started OpenClaw',
    'Started Clawd',
    'OpenClaw Gateway',
    'Clawdbot Gateway',
  ],
  match: anyOf(
    sequence(
      /^(?:systemd: )?Started (?<unit>(?:openclaw|clawdbot|moltbot|clawbox)[\w@.-]*)/,
      /(?: - [^(]*| ?)(?:\(v(?<version>[^)]+)\))?/,
    ),
    /^Started (?<unit>(?:OpenClaw|Clawdbot) Gateway)[^(]*(?:\(v(?<version>[^)]+)\))?/,
    /^Started (?<unit>[\w@.-]+\.service) - (?:\w+ )?(?:OpenClaw|Clawdbot) Gateway[^(]*(?:\(v(?<version>[^)]+)\))?/,
  ),
  fields: ({ unit, version }) => ({ unit: unit?.replace(/[.:,]$/, ''), version }),
  examples: {
    hits: [
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: Started gateway.service - OpenClaw Gateway (v2026.9.6).',
        fields: { unit: 'gateway.service', version: '2026.9.6' },
      },

      {
        line: 'Nov 22 10:00:01 host systemd[1345]: Started OpenClaw Gateway (v2026.4.2).',
        fields: { version: '2026.4.2' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: Started openclaw-gateway.service - OpenClaw Gateway (v2026.9.6).',
        fields: { unit: 'openclaw-gateway.service', version: '2026.9.6' },
      },
      {
        line: '22:36:43 Started openclaw-gateway.service (v2026.7.2)',
        fields: { unit: 'openclaw-gateway.service', version: '2026.7.2' },
      },
    ],
    misses: ['Started ssh.service'],
  },
})
