import type { Facts } from '../src/model/cause.ts'

/** The gateway's own words for a refusal, in quotes; a sentence rather than a code. */
export function refusalWords(facts: Facts): string {
  const reasons = facts.values('reason').filter((reason) => reason !== 'connect failed')
  const said = reasons.find((reason) => reason.includes(' ')) ?? reasons[0]
  return said === undefined ? '' : ` The gateway says: "${said}".`
}
