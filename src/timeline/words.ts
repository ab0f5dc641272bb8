import type { Verdict } from '../model/cause.ts'
import type { Attributes } from '../model/record.ts'

/** Verdicts as they are shown. */
export const verdictWords = {
  'restart-and-validate': 'Restart and validate',
  'config-rollback': 'Config rollback',
  'align-credentials': 'Align credentials',
  'approve-access': 'Approve access',
  'stop-duplicate': 'Stop the duplicate',
  'fix-environment': 'Fix the environment',
  wait: 'Wait',
  undecidable: 'Not decidable from this log',
} as const satisfies Record<Verdict, string>

/** A verdict as it is shown; documents of a later version may know more. */
export function verdictText(verdict: string): string {
  return Object.hasOwn(verdictWords, verdict) ? verdictWords[verdict as Verdict] : verdict
}

/** The title of an event's pattern with what the event says in place of its {placeholders}. */
export function titleOf(
  event: { readonly pattern: string; readonly attributes: Attributes },
  titles: ReadonlyMap<string, string>,
): string {
  const template = titles.get(event.pattern) ?? event.pattern
  return template.replace(
    / \([^(){}]*\{(\w+)\}\)|:? ?\{(\w+)\}/g,
    (whole, bracketed: string | undefined, bare: string) => {
      const name = bracketed ?? bare
      const value = event.attributes[name]
      return value === undefined ? '' : whole.replace(`{${name}}`, () => String(value))
    },
  )
}
