import { definePattern } from '../../src/model/pattern.ts'

export const reportProbe = definePattern({
  id: 'report.probe',
  class: 'false-green',
  role: 'context',
  sets: [{ track: 'probe', state: { attribute: 'state' } }],
  title: 'Probe: {state}',
  description:
    '`Connectivity probe` since 2026.4.29, `RPC probe` before. It shows what the operator saw at that moment.',
  keywords: ['RPC probe: ', 'Connectivity probe: ', 'Reachable: '],
  match: /^(?:RPC probe|Connectivity probe|Reachable): (?<state>ok|failed|timeout|yes|no)\b/,
  fields: ({ state }) => ({ state: state === 'yes' ? 'ok' : state === 'no' ? 'failed' : state }),
  examples: {
    hits: [
      { line: 'RPC probe: ok', fields: { state: 'ok' } },
      { line: 'Connectivity probe: failed', fields: { state: 'failed' } },
    ],
    misses: ['probe: ok'],
  },
})
