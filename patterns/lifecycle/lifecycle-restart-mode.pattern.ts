import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleRestartMode = definePattern({
  id: 'lifecycle.restart-mode',
  class: 'other',
  role: 'context',
  routine: true,
  title: 'The gateway restarts: {mode}',
  description: 'Says what brings it back: the process itself in place, a process that it spawned, or the supervisor.',
  keywords: ['restart mode: '],
  subsystems: ['gateway'],
  match: /^restart mode: (?<mode>[^(]+?)(?: \((?:spawned pid (?<pid>\d+)|(?<detail>[^)]*))\))?$/,
  examples: {
    hits: [
      {
        line: '[gateway] restart mode: full process restart (spawned pid 21382)',
        fields: { mode: 'full process restart', pid: '21382' },
      },
      {
        line: '[gateway] restart mode: full process restart (supervisor restart)',
        fields: { detail: 'supervisor restart' },
      },
    ],
    misses: ['[cli] restart mode: full'],
  },
})
