import { describe, expect, it, test } from 'vitest'
import { describe as describeIncident } from '../../src/correlate/describe.ts'
import { Episode } from '../../src/correlate/episode.ts'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'
import { PrecedenceOrder } from '../../src/correlate/precedence.ts'
import { rank } from '../../src/correlate/rank.ts'
import { Implausible } from '../../src/correlate/ruled-out.ts'
import { situationOf } from '../../src/correlate/situation.ts'
import type { Event } from '../../src/model/event.ts'
import type { Incident } from '../../src/model/incident.ts'
import { cause, event, hypothesis, ids, minute, operations, signal } from './given.ts'

const crashed = signal('crash.exception', 'cause')
const closed = signal('ws.closed')
const reload = signal('config.reload', 'context')
const ready = signal('lifecycle.ready', 'recovery')
const crash = cause('crash', { class: 'crash-loop', recovery: [ready], also: ['false-green'], severity: 'critical' })
const drop = cause('drop', { class: 'close-code' })
const proxy = cause('proxy', { class: 'proxy-timeout' })
const precedence = new PrecedenceOrder([
  { winner: crash, relation: 'explains', losers: [drop], why: 'a crash drops clients' },
  {
    winner: crash,
    relation: 'rival',
    losers: [{ cause: proxy, telltale: 'line of a proxy' }],
    why: 'both cut clients',
  },
])

/** The incident of a crash at minute 0 that dropped a client at minute 1, among other events. */
function incident(others: readonly Event[] = [], given: Partial<Event> = {}): Incident {
  const [first, second] = [event(crashed, 0, given), event(closed, 1, given)]
  const recovery = others.find(({ role }) => role === 'recovery')
  const hypotheses = [hypothesis(crash, [first], { strength: 80, recovery }), hypothesis(drop, [second])]
  const episode = new Episode('gateway', [first, second, ...others])
  const known = { changes: [reload], precedence, settings: new Map(), operations }
  return describeIncident(
    rank(hypotheses, precedence),
    episode,
    new Implausible([]),
    situationOf(episode, known),
    known,
  )
}

it('an incident tells its causes, classes and events', () => {
  const { severity, finding, consequences, classes, events, counts } = incident()
  expect({ severity, finding, consequences, classes, events: ids(events), counts }).toEqual({
    severity: 'critical',
    finding: expect.objectContaining({ cause: crash, confidence: 0.8, explanation: 'It is crash.' }),
    consequences: [expect.objectContaining({ cause: drop, confidence: 0.7, explanation: 'It is drop.' })],
    classes: ['crash-loop', 'false-green', 'close-code', 'other'],
    events: ['crash.exception@0', 'ws.closed@1'],
    counts: { 'crash.exception': 1, 'ws.closed': 1 },
  })
})

it('an incident keeps its id when more becomes known', () => {
  expect(incident([event(ready, 5), event(reload, -1)]).id).toBe(incident().id)
})

describe('the course of an incident', () => {
  test.each<[string, Event[], Partial<Incident>]>([
    ['is open without a sign of recovery', [], { state: 'open', resolvedAt: undefined, lastEventAt: minute(1) }],
    [
      'is resolved by the first sign after all trouble',
      [event(ready, 3), event(ready, 5)],
      { state: 'resolved', resolvedAt: minute(3) },
    ],
    ['is open when the sign comes before the last trouble', [event(ready, 0.5)], { state: 'open' }],
    ['begins with the first trouble, not with what explains it', [event(reload, -1)], { openedAt: minute(0) }],
  ])('%s', (_, others, expected) => {
    expect(incident(others)).toMatchObject(expected)
  })

  it('has no times where the log states none', () => {
    const { openedAt, lastEventAt, resolvedAt } = incident([event(ready, 3, { hasDate: false })], { hasDate: false })
    expect([openedAt, lastEventAt, resolvedAt]).toEqual([undefined, undefined, undefined])
  })
})

describe('recent changes', () => {
  const changes = (...minutes: number[]): string[] =>
    ids(incident(minutes.map((at) => event(reload, at))).recentChanges)

  it('are those of a quarter of an hour before the first trigger', () => {
    expect(changes(-15.1, -15, 0, 0.1)).toEqual(['config.reload@-15', 'config.reload@0'])
  })

  it('are five at most, the latest', () => {
    expect(changes(-10, -9, -8, -7, -6, -5)).toEqual([-9, -8, -7, -6, -5].map((at) => `config.reload@${at}`))
  })
})

it('an incident rules out what lost, what was too weak to be named, and what left no trace', () => {
  const [early, late] = [event(crashed, 0), event(crashed, 1)]
  const loser = hypothesis(cause('loser'), [late], { strength: 40 })
  const group = rank([hypothesis(crash, [early, late], { strength: 80 }), loser], precedence)
  const weak = (id: string, trigger: Event, against: string[] = []): Hypothesis =>
    hypothesis(cause(id), [trigger], { strength: 10, against })
  const implausible = new Implausible([
    weak('tried first', late, ['it serves', 'it is slow']),
    weak('tried second', early),
    weak('elsewhere', event(crashed, 9)),
  ])
  const episode = new Episode('gateway', [early, late])
  const known = { changes: [], precedence, settings: new Map(), operations }
  const { ruledOut } = describeIncident(group, episode, implausible, situationOf(episode, known), known)
  expect(ruledOut.map(({ id, why }) => [id, why])).toEqual([
    ['loser', 'explains the same lines less well (40 against 80 of 100)'],
    ['tried first', 'it serves; it is slow'],
    ['tried second', 'explains the same lines less well (10 against 80 of 100)'],
    ['proxy', 'no line of a proxy in this log'],
  ])
})
