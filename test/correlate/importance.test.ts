import { expect, test } from 'vitest'
import { inOrderOfImportance } from '../../src/correlate/importance.ts'
import type { Severity } from '../../src/model/cause.ts'
import type { Incident } from '../../src/model/incident.ts'

function incident(severity: Severity, confidence: number, records: number, openedAt = 0n, id = 'a'): Incident {
  const impact = { records, connections: 0 }
  return {
    id,
    gateway: 'gateway',
    state: 'open',
    severity,
    openedAt,
    finding: { confidence },
    impact,
  } as unknown as Incident
}

test.each([
  ['the more severe', incident('critical', 0.7, 1), incident('high', 0.8, 1)],
  ['the surer', incident('high', 0.8, 1), incident('high', 0.7, 1)],
  ['the one with more records', incident('high', 0.7, 16), incident('high', 0.7, 1)],
  ['a nearly certain one before a doubtful one that is more severe', incident('high', 0.99, 1000), incident('critical', 0.3, 1)], // prettier-ignore
  ['the earlier of two storms, since more than a thousand records are no worse', incident('high', 0.7, 1_100, 0n), incident('high', 0.7, 1_000_000, 1n)], // prettier-ignore
  ['the earlier', incident('high', 0.7, 1, 1n), incident('high', 0.7, 1, 2n)],
  ['the lower id when all else is equal', incident('high', 0.7, 1, 1n, 'a'), incident('high', 0.7, 1, 1n, 'b')],
])('the more important incident is %s', (_, more, less) => {
  expect(inOrderOfImportance([less, more])).toEqual([more, less])
  expect(inOrderOfImportance([more, less])).toEqual([more, less])
})

test('What is open comes before what is over, however severe that was.', () => {
  const over = { ...incident('critical', 0.9, 100), state: 'resolved' as const }
  const open = incident('low', 0.5, 1, 5n, 'b')
  expect(inOrderOfImportance([over, open])).toEqual([open, over])
})

test('What hits thirteen connections comes before what hits one, though that is a step more severe.', () => {
  const hits = (connections: number, given: Incident): Incident => ({
    ...given,
    impact: { ...given.impact, connections },
  })
  const one = hits(1, incident('high', 0.8, 1))
  const thirteen = hits(13, incident('medium', 0.8, 13, 5n, 'b'))
  expect(inOrderOfImportance([one, thirteen])).toEqual([thirteen, one])
})
