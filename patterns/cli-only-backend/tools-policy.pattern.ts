import { definePattern } from '../../src/model/pattern.ts'

export const toolsPolicy = definePattern({
  id: 'tools.policy',
  class: 'other',
  role: 'context',
  title: 'Tool policy: {what}',
  description: 'Tools that were removed or blocked by the policy, the sandbox or an allow-list with unknown entries.',
  keywords: [
    'sandbox tool policy blocked',
    'tool policy removed',
    'allowlist contains unknown entries',
    'blocked by sandbox tool policy',
    'exec denied:',
    'SYSTEM_RUN_DENIED',
  ],
  match:
    /(?<what>sandbox tool policy blocked|tool policy removed|allowlist contains unknown entries|blocked by sandbox tool policy|exec denied|SYSTEM_RUN_DENIED)(?:[: ]+(?<detail>[^\n]*))?/,
  examples: {
    hits: [
      {
        line: '[tools] tools.profile (coding) allowlist contains unknown entries (apply_patch).',
        fields: { what: 'allowlist contains unknown entries' },
      },
      { line: '[tools] exec failed: exec denied: allowlist miss', fields: { detail: 'allowlist miss' } },
    ],
    misses: ['policy is fine'],
  },
})
