import * as fc from 'fast-check'
import { expect, it, test } from 'vitest'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'
import { mergeRelated } from '../../src/correlate/merge.ts'
import { PrecedenceOrder } from '../../src/correlate/precedence.ts'
import { cause, causesOf, event, hypothesis, minute, signal } from './given.ts'

const closed = signal('ws.closed')
const reload = signal('config.reload', 'context')
const [crash, drop, leak, other] = ['crash', 'drop', 'leak', 'other'].map((id) => cause(id)) as [Cause, Cause, Cause, Cause] // prettier-ignore
type Cause = ReturnType<typeof cause>
const precedence = new PrecedenceOrder([
  { winner: crash, relation: 'explains', losers: [drop], why: 'a crash drops clients' },
  { winner: leak, relation: 'absorbs', losers: [crash], why: 'a leak ends in a crash' },
])
const at = (of: Cause, from: number, to = from): Hypothesis =>
  hypothesis(of, [event(closed, from, { id: `${of.id}@${from}`, lastAt: minute(to) })])
const shared = event(closed, 0)
const change = event(reload, 0)

test.each<[string, Hypothesis[], string[][]]>([
  ['nothing makes no group', [], []],
  ['hypotheses that share no event and no precedence stay apart', [at(crash, 0), at(other, 0)], [['crash'], ['other']]],
  [
    'those that share an event are about one incident',
    [hypothesis(crash, [shared]), at(drop, 100), hypothesis(other, [shared])],
    [['crash', 'other'], ['drop']],
  ],
  [
    'context that both claim does not make them one',
    [
      hypothesis(crash, [event(closed, 0)], { claimed: [change] }),
      hypothesis(other, [event(closed, 1)], { claimed: [change] }),
    ],
    [['crash'], ['other']],
  ],
  ['context that triggers both does', [hypothesis(crash, [change]), hypothesis(other, [change])], [['crash', 'other']]],
  ['one that explains another ten minutes later is about the same', [at(crash, 0), at(drop, 10)], [['crash', 'drop']]],
  ['also when it comes ten minutes after it', [at(crash, 10), at(drop, 0)], [['crash', 'drop']]],
  ['not when they are further apart', [at(crash, 0), at(drop, 10.1)], [['crash'], ['drop']]],
  [
    'the distance is from the end of one to the begin of the other',
    [at(crash, 0, 60), at(drop, 70)],
    [['crash', 'drop']],
  ],
  ['one that absorbs another is about the same', [at(leak, 0), at(crash, 1)], [['leak', 'crash']]],
  ['links join into a chain', [at(drop, 20), at(leak, 0), at(crash, 10)], [['drop', 'leak', 'crash']]],
  ['a chain does not skip a link', [at(drop, 0), at(leak, 0)], [['drop'], ['leak']]],
])('%s', (_, found, expected) => {
  expect(mergeRelated(found, precedence).map(causesOf)).toEqual(expected)
})

/** The same by the definition: all are compared with all. */
function byDefinition(found: readonly Hypothesis[]): Hypothesis[][] {
  const reach = minute(10)
  const isLinked = (a: Hypothesis, b: Hypothesis): boolean =>
    a.triggers.some((each) => b.triggers.includes(each)) ||
    ((precedence.supersedes(a.cause, b.cause) || precedence.supersedes(b.cause, a.cause)) &&
      a.from <= b.to + reach &&
      b.from <= a.to + reach)
  let labels = [...found.keys()]
  for (const [i, a] of found.entries()) {
    for (const [j, b] of found.entries()) {
      const [mine, others] = [labels[i]!, labels[j]!]
      if (isLinked(a, b)) labels = labels.map((label) => (label === others ? mine : label))
    }
  }
  return [...Map.groupBy(found, (_, index) => labels[index]).values()]
}

it('finds the same groups as comparing all with all', () => {
  const events = Array.from({ length: 8 }, (_, index) => event(closed, index * 7, { id: `shared-${index}` }))
  const causes = fc.constantFrom(crash, drop, leak, other)
  const hypotheses = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(causes, fc.nat(300), fc.nat(40)).map(([of, from, length]) => at(of, from, from + length)),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(causes, fc.constantFrom(...events)).map(([of, each]) => hypothesis(of, [each])),
      },
    ),
    { minLength: 10, maxLength: 40, size: 'max' },
  )
  fc.assert(
    fc.property(hypotheses, (found) => {
      expect(mergeRelated(found, precedence)).toEqual(byDefinition(found))
    }),
  )
})
