import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleServing = definePattern({
  id: 'lifecycle.serving',
  class: 'other',
  role: 'recovery',
  routine: true,
  sets: [{ track: 'gateway.process', state: 'serving' }],
  title: 'The gateway answers {method}',
  description: 'A health or status call succeeded, which is a sign of life.',
  keywords: ['res ✓ health', 'res ✓ status'],
  subsystems: ['ws'],
  tagged: true,
  match: /^⇄ res ✓ (?<method>health|status) (?<ms>\d+)ms/,
  examples: {
    hits: [
      { line: '[ws] ⇄ res ✓ health 3ms conn=65651c7a…dac5 id=063f12c8…0aa0', fields: { method: 'health', ms: '3' } },
    ],
    misses: ['[ws] ⇄ res ✗ health 3ms errorCode=UNAVAILABLE'],
  },
})
