import { clipCharacters, count, formatNumber } from '../base/text.ts'
import type { Verdict } from '../model/decision.ts'
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
  'none-needed': 'Nothing to do',
  undecidable: 'Not decidable from this log',
} as const satisfies Record<Verdict, string>

/** A verdict as it is shown. Documents of a later version may hold other verdicts, which are shown as they are. */
export function verdictText(verdict: string): string {
  return Object.hasOwn(verdictWords, verdict) ? verdictWords[verdict as Verdict] : verdict
}

/** The beginning of an incident's id, which `oclog` accepts in place of the whole. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

/** `a, b and 3 more`; `undefined` when there are none. No name is longer than 80 characters. */
export function listed(names: readonly string[], most: number): string | undefined {
  if (names.length === 0) return undefined
  const shown = names.slice(0, most).map((name) => clipCharacters(name, 80))
  return `${shown.join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`
}

/** ` ×400` behind an event that stands for several records, else nothing. */
export function timesText(records: number): string {
  return records > 1 ? ` ×${formatNumber(records)}` : ''
}

/** `13 events, 400 records`; the records are left out where they are no more than the events. */
export function sizeText(events: number, records: number): string {
  return `${count(events, 'event')}${records > events ? `, ${count(records, 'record')}` : ''}`
}

/** A pattern's title with the event's attributes in place of its {placeholders}. */
export function titleOf(template: string, attributes: Attributes): string {
  return template.replace(
    / \([^(){}]*\{(\w+)\}\)|:? ?\{(\w+)\}/g,
    (whole, bracketed: string | undefined, bare: string) => {
      const name = bracketed ?? bare
      const value = attributes[name]
      return value === undefined ? '' : whole.replace(`{${name}}`, () => String(value))
    },
  )
}
