import { definePattern } from '../../src/model/pattern.ts'

export const supervisorStarted = definePattern({
  id: 'supervisor.started',
  class: 'other',
  role: 'context',
  sets: [
    { track: 'supervisor', state: 'running', key: ['unit'] },
    { track: 'package.version', state: { attribute: 'version' } },
  ],
  title: 'A supervisor started {unit}',
  description: "systemd's line, or Compose's.",
  keywords: [
    'Started openclaw',
    'Started clawd',
    'Started OpenClaw',
    'Started Clawd',
    'OpenClaw Gateway',
    'Clawdbot Gateway',
  ],
  match:
    /^(?:(?:systemd: )?Started (?<unit>(?:openclaw|clawdbot|moltbot|clawbox)[\w@.-]*)(?: - [^(]*| ?)(?:\(v(?<version>[^)]+)\))?|Started (?<title>OpenClaw Gateway|Clawdbot Gateway|[\w@.-]+\.service - (?:\w+ )?(?:OpenClaw|Clawdbot) Gateway)[^(]*(?:\(v(?<version2>[^)]+)\))?)/,
  fields: ({ unit, version, title, version2 }) => ({
    unit: unit?.replace(/[.:,]$/, '') ?? title?.split(' - ')[0],
    version: version ?? version2,
  }),
  examples: {
    hits: [
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
