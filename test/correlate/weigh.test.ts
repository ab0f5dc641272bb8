import { describe, expect, it, test } from 'vitest'
import { Episode } from '../../src/correlate/episode.ts'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'
import { weigh } from '../../src/correlate/weigh.ts'
import type { Cause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { cause, event, ids, minute, signal } from './given.ts'

const refused = signal('auth.refused')
const started = signal('lifecycle.start', 'context')
const connected = signal('client.connected', 'recovery')
const closed = signal('ws.closed')

/** The cause judged by two triggers, at minute 0 and 1, among other events. */
function weighed(given: Partial<Cause>, others: readonly Event[], last: Partial<Event> = {}): Hypothesis | undefined {
  const triggers = [event(refused, 0, { attributes: { conn: 'a' } }), event(refused, 1, last)]
  return weigh(
    cause('any', { trigger: [refused], ...given }),
    triggers,
    new Episode('gateway', [...triggers, ...others]),
  )
}

describe('a clue', () => {
  const clue = { events: [started], weight: 5, why: 'it was started' }

  test.each<
    [
      string,
      Partial<
        typeof clue & { before: string; after: string; only: 'before' | 'after'; atLeast: number; sharing: string }
      >,
      Event[],
      boolean,
    ]
  >([
    ['counts ten minutes before the first trigger', {}, [event(started, -10)], true],
    ['does not count earlier', {}, [event(started, -10.1)], false],
    ['counts ten minutes after the last trigger', {}, [event(started, 11)], true],
    ['does not count later', {}, [event(started, 11.1)], false],
    ['can reach further back', { before: '1h' }, [event(started, -60)], true],
    ['can reach further on', { after: '1h' }, [event(started, 61)], true],
    ['counts only before the first trigger when it says so', { only: 'before' }, [event(started, 0.5)], false],
    ['counts only after the last trigger when it says so', { only: 'after' }, [event(started, 0.5)], false],
    ['needs as many records as it says', { atLeast: 2 }, [event(started, 0)], false],
    ['counts the records that an event stands for', { atLeast: 2 }, [event(started, 0, { count: 2 })], true],
    [
      'may have to share an attribute with a trigger',
      { sharing: 'conn' },
      [event(started, 0, { attributes: { conn: 'a' } })],
      true,
    ],
    [
      'does not count when the attribute differs',
      { sharing: 'conn' },
      [event(started, 0, { attributes: { conn: 'b' } })],
      false,
    ],
    ['does not count when the attribute is missing', { sharing: 'conn' }, [event(started, 0)], false],
  ])('%s', (_, given, others, counts) => {
    const supported = weighed({ supports: [{ ...clue, ...given }] }, others)!
    expect([supported.strength, supported.supports, ids(supported.evidence)]).toEqual(
      counts ? [75, ['it was started'], ids(others)] : [70, [], []],
    )
    const opposed = weighed({ against: [{ ...clue, ...given }] }, others)!
    expect([opposed.strength, opposed.against]).toEqual(counts ? [65, ['it was started']] : [70, []])
    expect(weighed({ requires: [{ ...clue, ...given }] }, others)?.supports).toEqual(
      counts ? ['it was started'] : undefined,
    )
  })

  it('is not the trigger itself when it must come before', () => {
    expect(
      weighed({ supports: [{ events: [refused], only: 'before', weight: 5, why: 'before' }] }, [])!.supports,
    ).toEqual([])
  })

  it('names attributes of the first event that has them', () => {
    const why = 'pid {pid} under {unit}'
    const others = [event(started, -2), event(started, -1, { attributes: { pid: 7 } })]
    expect(weighed({ supports: [{ ...clue, why }] }, others)!.supports).toEqual(['pid 7 under ?'])
  })
})

describe('the strength', () => {
  it('stays below certainty and above nothing', () => {
    const clue = { events: [refused], weight: 80, why: 'refused' }
    expect(weighed({ supports: [clue] }, [])!.strength).toBe(99)
    expect(weighed({ against: [clue] }, [])!.strength).toBe(0)
  })
})

describe('a hypothesis', () => {
  it('claims symptoms from two minutes before the first trigger to two after the last', () => {
    const others = [-2.1, -2, 3, 3.1].map((at) => event(closed, at))
    expect(ids(weighed({ claims: [closed] }, others)!.claimed)).toEqual(
      ['ws.closed@-2', 'auth.refused@0', 'auth.refused@1', 'ws.closed@3'], // prettier-ignore
    )
  })

  it('counts the lines about one connection as one occasion, and records that were only counted', () => {
    expect(weighed({}, [], { attributes: { conn: 'a' } })!.occasions).toBe(1)
    expect(weighed({}, [], { attributes: { conn: 'b' }, count: 8 })!.occasions).toBe(9)
    expect(weighed({}, [])!.occasions).toBe(2)
  })

  it('lasts until the last record that a trigger stands for', () => {
    expect(weighed({}, [], { lastAt: minute(20) })!.to).toBe(minute(20))
  })
})

describe('the recovery', () => {
  test.each<[string, Event, boolean]>([
    ['comes after the last trigger', event(connected, 2), true],
    ['does not come between the triggers', event(connected, 0.5), false],
    ['can be a later line of the same moment', event(connected, 1, { offset: 101_000 }), true],
    ['is no earlier line of the same moment', event(connected, 1, { offset: 0 }), false],
    ['is no line of the same moment in another log', event(connected, 1, { offset: 101_000, logId: 'other' }), false],
  ])('%s', (_, recovery, expected) => {
    expect(weighed({ recovery: [connected] }, [recovery])!.recovery).toEqual(expected ? recovery : undefined)
  })

  it('is the first of several', () => {
    const found = weighed({ recovery: [connected] }, [event(connected, 5), event(connected, 3)])
    expect(found!.recovery?.id).toBe('client.connected@3')
  })
})
