import { describe, expect, test } from 'vitest'
import { Episode } from '../../src/correlate/episode.ts'
import { quietEnd, recoveryAfter } from '../../src/correlate/recovery.ts'
import { settingsOf, tracksOf } from '../../src/correlate/tracks.ts'
import type { Event } from '../../src/model/event.ts'
import type { Signal } from '../../src/model/signal.ts'
import { cause, event, minute, signal } from './given.ts'

const refused = signal('refused')
const accepted = signal('accepted', 'recovery')
const by = (of: Signal, at: number, client?: string): Event =>
  event(of, at, { id: `${of.id}@${at}`, attributes: client === undefined ? {} : { client } })

function recovery(
  triggers: readonly Event[],
  others: readonly Event[],
  sharing?: readonly string[],
): string | undefined {
  const of = cause('drift', {
    trigger: [refused],
    recovery: [accepted],
    ...(sharing === undefined ? {} : { recoverySharing: sharing }),
  })
  const isLater = ({ at }: Event): boolean => at > triggers.at(-1)!.at
  return recoveryAfter(of, triggers, isLater, new Episode('gateway', [...triggers, ...others]))?.id
}

test.each<[string, readonly Event[], readonly Event[], readonly string[] | undefined, string | undefined]>([
  [
    'the first sign after the last trigger ends it',
    [by(refused, 0), by(refused, 5)],
    [by(accepted, 6), by(accepted, 9)],
    undefined,
    'accepted@6',
  ],
  ['a sign between the triggers does not', [by(refused, 0), by(refused, 5)], [by(accepted, 3)], undefined, undefined],
  ['a sign at the very time of the trigger does not', [by(refused, 5)], [by(accepted, 5)], undefined, undefined],
  ['without a sign it goes on', [by(refused, 5)], [], undefined, undefined],
  [
    "somebody else's success ends nobody's trouble",
    [by(refused, 0, 'cli')],
    [by(accepted, 1, 'web')],
    ['client'],
    undefined,
  ],
  [
    'each one that was hit must have come back',
    [by(refused, 0, 'cli'), by(refused, 1, 'web')],
    [by(accepted, 2, 'cli'), by(accepted, 3, 'cli'), by(accepted, 4, 'web'), by(accepted, 5, 'web')],
    ['client'],
    'accepted@4',
  ],
  [
    'where the lines name nobody, any sign will do',
    [by(refused, 0)],
    [by(accepted, 1, 'web')],
    ['client'],
    'accepted@1',
  ],
  [
    'the first attribute that names anybody counts',
    [by(refused, 0, 'cli')],
    [by(accepted, 1, 'cli')],
    ['account', 'client'],
    'accepted@1',
  ],
])('%s', (_, triggers, others, sharing, expected) => {
  expect(recovery(triggers, others, sharing)).toBe(expected)
})

test('a cause that names no recovery has none', () => {
  const trigger = by(refused, 0)
  const episode = new Episode('gateway', [trigger, by(accepted, 1)])
  expect(recoveryAfter(cause('drift'), [trigger], () => true, episode)).toBeUndefined()
})

describe('a quiet period', () => {
  const serving: Signal = { ...signal('serving', 'context'), sets: [{ track: 'gateway.process', state: 'serving' }] }
  const dead: Signal = { ...signal('dead'), sets: [{ track: 'gateway.process', state: 'dead' }] }
  const settings = settingsOf([serving, dead])
  const end = (signs: readonly Event[], given: { readonly stands?: true } = {}): string | undefined =>
    quietEnd(
      cause('drift', given),
      minute(10),
      signs.filter(({ pattern }) => pattern === 'serving'),
      tracksOf(signs, settings),
    )?.id

  test('of half an hour ends it at the first sign that the gateway serves', () => {
    expect(end([event(serving, 20), event(serving, 40), event(serving, 50)])).toBe('serving@40')
  })

  test('that is shorter does not', () => {
    expect(end([event(serving, 39)])).toBeUndefined()
  })

  test('in which nothing shows that the gateway serves does not', () => {
    expect(end([event(dead, 20)])).toBeUndefined()
  })

  test('does not end what stands until something is changed', () => {
    expect(end([event(serving, 60)], { stands: true })).toBeUndefined()
  })
})
