import { definePattern } from '../../src/model/pattern.ts'

export const supervisorStopping = definePattern({
  id: 'supervisor.stopping',
  class: 'other',
  role: 'context',
  sets: [{ track: 'supervisor', state: 'stopping', key: ['unit'] }],
  title: 'systemd stops {unit}',
  description: 'Logged by systemd.',
  keywords: [
    'Stopping openclaw',
    'Stopping clawdbot',
    'Stopped openclaw',
    'Stopped clawdbot',
    'Stopping OpenClaw',
    'Stopped OpenClaw',
  ],
  match: /^(?<what>Stopping|Stopped) (?<unit>(?:openclaw|clawdbot|OpenClaw)[\w@.-]*)/,
  examples: {
    hits: [
      {
        line: 'Sep 07 09:40:02 host systemd[1345]: Stopping openclaw-gateway.service - OpenClaw Gateway (v2026.9.2)...',
        fields: { what: 'Stopping', unit: 'openclaw-gateway.service' },
      },
    ],
    misses: ['Stopping ssh.service'],
  },
})
