import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const modelFallback = definePattern({
  id: 'model.fallback',
  class: 'model-auth',
  role: 'context',
  title: 'Model {candidate} failed ({reason}), next {next}',
  description: 'Since 2026.3.13. The console and the file log word it differently.',
  keywords: ['model fallback decision', 'model_fallback_decision', 'model fallback chain stopped'],
  match: anyOf(
    sequence(
      /model[ _]fallback[ _]decision: (?:decision=)?(?<decision>\w+)/,
      /(?: requested=\S+ candidate=(?<candidate>\S+))? reason=(?<reason>\S+)(?:.*? next=(?<next>\S+))?/,
    ),
    /model[ _]fallback[ _]decision/,
    /model fallback chain stopped: reason=(?<reason>\S+)/,
  ),
  fields: (groups, { attributes }) => {
    const meta = (name: string): string | undefined =>
      typeof attributes[name] === 'string' ? attributes[name] : undefined
    return {
      decision: groups['decision'] ?? meta('decision'),
      candidate: groups['candidate'] ?? meta('candidateModel'),
      reason: groups['reason'] ?? meta('reason'),
      next: groups['next'],
    }
  },
  roleOf: ({ reason, decision }) =>
    decision !== 'candidate_succeeded' &&
    typeof reason === 'string' &&
    /^(?:auth|auth_permanent|billing|rate_limit)$/.test(reason)
      ? 'symptom'
      : 'context',
  examples: {
    hits: [
      {
        line: '[model-fallback/decision] model fallback decision: decision=candidate_succeeded requested=a/b candidate=c/d reason=unknown next=none',
        fields: { decision: 'candidate_succeeded', candidate: 'c/d' },
      },
      {
        line: '[model-fallback/decision] model fallback chain stopped: reason=auth candidate=a/b',
        fields: { reason: 'auth' },
      },
      {
        line: '[model-fallback/decision] model fallback decision: decision=candidate_failed requested=a/b candidate=a/b reason=auth next=none',
        fields: { decision: 'candidate_failed', reason: 'auth', next: 'none' },
      },
    ],
    misses: ['fallback decision'],
  },
})
