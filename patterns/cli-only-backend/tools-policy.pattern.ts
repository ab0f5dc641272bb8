import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const toolsPolicy = definePattern({
  id: 'tools.policy',
  class: 'other',
  role: 'context',
  title: 'Tool policy: {what}',
  description: 'The tool policy, the sandbox, or an allowlist with unknown entries removed or blocked tools.',
  keywords: [
    'sandbox tool policy blocked',
    'tool policy removed',
    'allowlist contains unknown entries',
    'blocked by sandbox tool policy',
    'exec denied:',
    'SYSTEM_RUN_DENIED',
  ],
  match: sequence(
    anyOf(
      /(?<what>sandbox tool policy blocked|blocked by sandbox tool policy|tool policy removed)/,
      /(?<what>allowlist contains unknown entries|exec denied|SYSTEM_RUN_DENIED)/,
    ),
    /(?:[: ]+(?<detail>[^\n]*))?/,
  ),
  examples: {
    hits: [
      { line: '[tools] exec blocked by sandbox tool policy', fields: { what: 'blocked by sandbox tool policy' } },

      {
        line: '[tools] tools.profile (coding) allowlist contains unknown entries (apply_patch).',
        fields: { what: 'allowlist contains unknown entries' },
      },
      { line: '[tools] exec failed: exec denied: allowlist miss', fields: { detail: 'allowlist miss' } },
    ],
    misses: ['policy is fine'],
  },
})
