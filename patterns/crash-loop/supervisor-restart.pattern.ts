import { definePattern } from '../../src/model/pattern.ts'
import { foreignUnit } from './foreign-processes.ts'

export const supervisorRestart = definePattern({
  id: 'supervisor.restart',
  class: 'crash-loop',
  role: 'context',
  sets: [{ track: 'supervisor', state: 'restarting', key: ['unit'], details: ['times'] }],
  title: 'systemd restarts {unit} (restart {times})',
  description: 'systemd counts the restarts since somebody last started the unit.',
  keywords: ['restart counter is at'],
  match: /(?<unit>[\w@.-]+\.service): Scheduled restart job, restart counter is at (?<times>\d+)/,
  fields: ({ unit, times }) => (foreignUnit(unit) ? undefined : { unit, times: Number(times) }),
  roleOf: ({ times }) => (Number(times) >= 3 ? 'symptom' : 'context'),
  examples: {
    hits: [
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: openclaw-gateway.service: Scheduled restart job, restart counter is at 1.',
        fields: { times: 1 },
      },
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: openclaw-gateway.service: Scheduled restart job, restart counter is at 4.',
        fields: { unit: 'openclaw-gateway.service', times: 4 },
      },
    ],
    misses: ['Nov 22 10:00:01 host systemd[1]: cups.service: Scheduled restart job, restart counter is at 4.'],
  },
})
