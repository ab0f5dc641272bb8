import type { Clause, Facts } from '../../src/model/cause.ts'

/** Two marks are two secrets: that the sides differ can be seen without knowing either. */
export function differentSecrets(facts: Facts): Clause | undefined {
  const marks = facts.fingerprints
  if (marks.length < 2) return undefined
  const on = facts.events.filter(({ body }) => marks.some((mark) => body.includes(mark)))
  return facts.clause(
    on.length > 0 ? on : facts.events,
    `The lines show ${marks.length} different secrets: ${marks.slice(0, 4).join(', ')}.`,
  )
}
