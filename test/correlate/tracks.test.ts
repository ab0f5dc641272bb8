import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { settingsOf, tracksOf } from '../../src/correlate/tracks.ts'
import type { Tracks } from '../../src/model/track.ts'
import type { Signal } from '../../src/model/signal.ts'
import { event, signal } from './given.ts'

const started: Signal = {
  ...signal('started'),
  sets: [{ track: 'gateway.process', state: 'serving', details: ['pid'] }],
}
const stopped: Signal = { ...signal('stopped'), sets: [{ track: 'gateway.process', state: 'dead' }] }
const versioned: Signal = {
  ...signal('versioned'),
  sets: [{ track: 'gateway.version', state: { attribute: 'version' } }],
}
const channel: Signal = {
  ...signal('channel'),
  sets: [
    { track: 'channel', state: 'connected', where: { what: 'up' }, key: ['channel', 'account'] },
    { track: 'channel', state: 'down', where: { what: /^(?:lost|gone)$/ }, key: ['channel', 'account'] },
  ],
}
const silent = signal('silent')
const settings = settingsOf([started, stopped, versioned, channel, silent])

function statesOf(tracks: Tracks): Record<string, string[]> {
  return Object.fromEntries(
    tracks.all.map(({ name, key, states }) => [key === '' ? name : `${name} ${key}`, states.map(({ state }) => state)]),
  )
}

test('each signal sets what it says, and one that says nothing sets nothing', () => {
  const events = [
    event(started, 0),
    event(versioned, 1, { attributes: { version: '2026.9.6' } }),
    event(silent, 2),
    event(stopped, 3),
  ]
  expect(statesOf(tracksOf(events, settings))).toEqual({
    'gateway.process': ['serving', 'dead'],
    'gateway.version': ['2026.9.6'],
  })
})

test('a state that an attribute tells is not set by an event without it', () => {
  expect(tracksOf([event(versioned, 0)], settings).all).toEqual([])
})

test('a state and a key may stand on what the line says of its origin', () => {
  const fromResource = event(versioned, 0, { resource: { version: '2026.9.6' } })
  expect(statesOf(tracksOf([fromResource], settings))).toEqual({ 'gateway.version': ['2026.9.6'] })
})

test('an event whose attributes fit no condition sets nothing', () => {
  expect(tracksOf([event(channel, 0, { attributes: { what: 'lost again' } })], settings).all).toEqual([])
})

test('parts are told apart by their keys, as far as the event has them', () => {
  const events = [
    event(channel, 0, { attributes: { what: 'up', channel: 'telegram', account: 'main' } }),
    event(channel, 1, { attributes: { what: 'up', channel: 'slack' } }),
    event(channel, 2, { attributes: { what: 'gone', channel: 'telegram', account: 'main' } }),
  ]
  expect(statesOf(tracksOf(events, settings))).toEqual({
    'channel slack': ['connected'],
    'channel telegram/main': ['connected', 'down'],
  })
})

describe('a state that is said again', () => {
  it('is one state, from where it was said first', () => {
    const tracks = tracksOf([event(started, 0), event(started, 5)], settings)
    expect(tracks.states('gateway.process').map(({ from }) => from.id)).toEqual(['started@0'])
  })

  it('is another one when its details differ', () => {
    const of = (at: number, pid: number) => event(started, at, { attributes: { pid } })
    const tracks = tracksOf([of(0, 7), of(5, 7), of(9, 8)], settings)
    expect(tracks.states('gateway.process').map(({ details }) => details)).toEqual([{ pid: 7 }, { pid: 8 }])
  })
})

describe('the state that an event found', () => {
  const tracks = tracksOf([event(started, 1), event(stopped, 5)], settings)

  test.each<[string, number, string | undefined]>([
    ['before anything is known, none', 0, undefined],
    ['after the first state, that one', 2, 'serving'],
    ['after the next one, the next one', 6, 'dead'],
  ])('is, %s', (_, at, expected) => {
    expect(tracks.at(event(silent, at), 'gateway.process')?.state).toBe(expected)
  })

  it('is the one that it sets itself', () => {
    expect(tracks.at(event(stopped, 5), 'gateway.process')?.state).toBe('dead')
  })

  it('is of the key that was asked for, or the latest of all keys', () => {
    const both = tracksOf(
      [
        event(channel, 0, { attributes: { what: 'up', channel: 'telegram' } }),
        event(channel, 1, { attributes: { what: 'lost', channel: 'slack' } }),
      ],
      settings,
    )
    expect(both.last('channel', 'telegram')?.state).toBe('connected')
    expect(both.last('channel')?.state).toBe('down')
    expect(both.last('channel', 'irc')).toBeUndefined()
  })
})

test('the tracks are the same in whatever order the events are given', () => {
  const events = [
    event(started, 0, { attributes: { pid: 1 } }),
    event(versioned, 1, { attributes: { version: '1' } }),
    event(stopped, 2),
    event(started, 3, { attributes: { pid: 2 } }),
    event(channel, 4, { attributes: { what: 'up', channel: 'telegram' } }),
    event(versioned, 5, { attributes: { version: '2' } }),
  ]
  const expected = tracksOf(events, settings).all
  const shuffled = fc.shuffledSubarray(events, { minLength: events.length })
  fc.assert(
    fc.property(shuffled, (given) => {
      expect(tracksOf(given, settings).all).toEqual(expected)
    }),
  )
})

describe('memory is bounded', () => {
  it('by 500 states of one part, the last of which is the latest', () => {
    const versions = Array.from({ length: 800 }, (_, at) => event(versioned, at, { attributes: { version: `v${at}` } }))
    const states = tracksOf(versions, settings).states('gateway.version')
    expect([states.length, states[0]!.state, states.at(-1)!.state]).toEqual([500, 'v0', 'v799'])
  })

  it('by 200 parts of one kind, and the first ones are still followed', () => {
    const up = Array.from({ length: 300 }, (_, at) =>
      event(channel, at, { attributes: { what: 'up', channel: `c${at}` } }),
    )
    const tracks = tracksOf([...up, event(channel, 400, { attributes: { what: 'lost', channel: 'c0' } })], settings)
    expect(tracks.all.length).toBe(200)
    expect(tracks.last('channel', 'c0')?.state).toBe('down')
    expect(tracks.last('channel', 'c299')).toBeUndefined()
  })
})
