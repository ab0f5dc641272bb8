import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const reportStillStarting = definePattern({
  id: 'report.still-starting',
  class: 'false-green',
  role: 'symptom',
  title: 'A command waits for the gateway: {phase}',
  description:
    'Commands of 2026.9 and later wait for a gateway that does not answer, and print what they wait for. ' +
    '"waiting for Gateway health and identity" means that the service runs, the port is taken, and nothing comes back.',
  keywords: ['is still starting (phase: ', 'is still starting after '],
  match: anyOf(
    /^Gateway is still starting \(phase: (?<phase>[\w ]+)\)/,
    /^Gateway service is still starting after (?<seconds>\d+)s\. Last observed startup phase: (?<phase>[\w ]+)\./,
  ),
  examples: {
    hits: [
      {
        line: 'Gateway is still starting (phase: waiting for Gateway health and identity).',
        fields: { phase: 'waiting for Gateway health and identity' },
      },
      {
        line: 'Gateway service is still starting after 90s. Last observed startup phase: waiting for Gateway listener. Run openclaw gateway status --deep.',
        fields: { phase: 'waiting for Gateway listener', seconds: '90' },
      },
    ],
    misses: ['[telegram] still starting (phase: login)'],
  },
})
