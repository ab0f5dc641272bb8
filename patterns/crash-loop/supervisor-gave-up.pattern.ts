import { definePattern } from '../../src/model/pattern.ts'
import { foreignUnit } from './foreign-processes.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const supervisorGaveUp = definePattern({
  id: 'supervisor.gave-up',
  class: 'crash-loop',
  role: 'cause',
  sets: [{ track: 'supervisor', state: 'gave-up', key: ['unit'], details: ['what'] }],
  title: 'The supervisor gave up: {what}',
  description: 'There were too many starts in too short a time. The gateway stays down until somebody starts it.',
  keywords: [
    'Start request repeated too quickly',
    'start-limit-hit',
    'systemd stopped restarting the gateway',
    'too many unstable restarts',
    'CrashLoopBackOff',
    'Back-off restarting failed container',
    'Auto-restarting in',
    'giving up after',
  ],
  match: anyOf(
    // systemd
    /(?<unit>[\w@.-]+\.service): (?<what>Start request repeated too quickly|Failed with result 'start-limit-hit')/,
    // OpenClaw about systemd, pm2, Kubernetes
    /(?<what>systemd stopped restarting the gateway|too many unstable restarts|CrashLoopBackOff)/,
    /(?<what>Back-off restarting failed container)/,
    // apps and scripts that run a gateway
    /(?<what>Auto-restarting) in \d+\w* \(attempt (?<times>\d+)\/(?<most>\d+)\)/,
  ),
  fields: ({ unit, what, times, most }) =>
    foreignUnit(unit) ? undefined : { unit, what, times: times === undefined ? undefined : Number(times), most },
  roleOf: ({ times }) => (times !== undefined && Number(times) < 2 ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'Back-off restarting failed container gateway in pod openclaw-0',
        fields: { what: 'Back-off restarting failed container' },
      },

      {
        line: 'systemd stopped restarting the gateway after repeated crashes.',
        fields: { what: 'systemd stopped restarting the gateway' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd[1]: openclaw.service: Start request repeated too quickly.',
        fields: { what: 'Start request repeated too quickly' },
      },
      {
        line: '2026-03-23T22:10:25.891346Z [INFO] Auto-restarting in 8s (attempt 3/5)...',
        fields: { times: 3, most: '5' },
      },
    ],
    misses: [
      'Nov 22 10:00:01 host systemd[1]: cups.service: Start request repeated too quickly.',
      '[telegram] [default] giving up after 10 restart attempts',
    ],
  },
})
