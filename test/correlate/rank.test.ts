import { describe, expect, it, test } from 'vitest'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'
import { PrecedenceOrder } from '../../src/correlate/precedence.ts'
import { rank } from '../../src/correlate/rank.ts'
import { cause, causesOf, event, hypothesis, signal } from './given.ts'

const closed = signal('ws.closed')
const [crash, drop, leak, other] = ['crash', 'drop', 'leak', 'other'].map((id) => cause(id)) as [Cause, Cause, Cause, Cause] // prettier-ignore
type Cause = ReturnType<typeof cause>
const precedence = new PrecedenceOrder([
  { winner: crash, relation: 'explains', losers: [drop], why: 'a crash drops clients' },
  { winner: leak, relation: 'absorbs', losers: [crash], why: 'a leak ends in a crash' },
])
const at = (of: Cause, from: number, strength = 70): Hypothesis => hypothesis(of, [event(closed, from)], { strength })

test.each<[string, Hypothesis[], string]>([
  ['the likeliest is first', [at(other, 0, 60), at(drop, 1, 61)], 'drop'],
  ['of equally likely ones the earliest is first', [at(other, 1), at(drop, 0)], 'drop'],
  ['of equally likely ones of the same time the id decides', [at(other, 0), at(drop, 0)], 'drop'],
  ['one that explains another is first', [at(drop, 0, 80), at(crash, 1, 65)], 'crash'],
  ['but not when it is much less likely', [at(drop, 0, 80), at(crash, 1, 64)], 'drop'],
  ['one that absorbs another is first', [at(crash, 0, 80), at(leak, 1, 70)], 'leak'],
])('%s', (_, related, expected) => {
  expect(rank(related, precedence).first.cause.id).toBe(expected)
})

describe('the others of a group', () => {
  it('are repeats when they have the same cause', () => {
    const { repeats, consequences, rivalsThatLost } = rank([at(crash, 0), at(crash, 50)], precedence)
    expect([repeats.length, consequences, rivalsThatLost]).toEqual([1, [], []])
  })

  it('are consequences when they explain other lines', () => {
    const { consequences, rivalsThatLost } = rank([at(crash, 0, 80), at(other, 1)], precedence)
    expect([causesOf(consequences), rivalsThatLost]).toEqual([['other'], []])
  })

  it('lost when they explain the same lines only', () => {
    const { consequences, rivalsThatLost } = rank([at(crash, 0, 80), at(other, 0)].map(sameEvent), precedence)
    expect([consequences, causesOf(rivalsThatLost)]).toEqual([[], ['other']])
  })

  it('are consequences of the same lines when the first one explains them', () => {
    expect(causesOf(rank([at(crash, 0, 80), at(drop, 0)].map(sameEvent), precedence).consequences)).toEqual(['drop'])
  })

  it('lost when the first one absorbs them, whatever lines they explain', () => {
    expect(causesOf(rank([at(leak, 0, 80), at(crash, 5)], precedence).rivalsThatLost)).toEqual(['crash'])
  })

  it('are consequences once each, the likeliest time of it', () => {
    const { consequences } = rank([at(crash, 0, 80), at(drop, 1, 60), at(drop, 2, 65)], precedence)
    expect(consequences.map(({ cause: { id }, strength }) => [id, strength])).toEqual([['drop', 65]])
  })

  const line = event(closed, 0)
  function sameEvent(each: Hypothesis): Hypothesis {
    return { ...each, triggers: [line], claimed: [line] }
  }
})
