import { definePattern } from '../../src/model/pattern.ts'

export const modelAllFailed = definePattern({
  id: 'model.all-failed',
  class: 'model-auth',
  role: 'context',
  title: 'All models failed',
  description: 'The user reads "Something went wrong".',
  keywords: ['All models failed ('],
  match: /All models failed \((?<tried>\d+)\)/,
  examples: {
    hits: [
      { line: 'Embedded agent failed before reply: All models failed (2): a/b: x | c/d: y', fields: { tried: '2' } },
    ],
    misses: ['All models failed'],
  },
})
