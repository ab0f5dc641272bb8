import { describe, expect, it, test } from 'vitest'
import { Episode } from '../../src/correlate/episode.ts'
import { selects } from '../../src/correlate/select.ts'
import type { Selector } from '../../src/model/selector.ts'
import { event, ids, signal } from './given.ts'

const closed = signal('ws.closed')
const refused = signal('auth.refused')
const ready = signal('lifecycle.ready', 'context')

describe('a selector', () => {
  const policyClose = event(closed, 0, { attributes: { code: 1008, reason: 'pairing required', clean: false } })

  test.each<[string, boolean, Selector]>([
    ['means all events of its signal', true, closed],
    ['means no event of another signal', false, refused],
    ['means the events of any of its signals', true, { pattern: [refused, closed] }],
    ['means events whose attribute has the value', true, { pattern: closed, where: { code: 1008 } }],
    ['means no event whose attribute has another value', false, { pattern: closed, where: { code: 1000 } }],
    ['tells a number from its text', false, { pattern: closed, where: { code: '1008' } }],
    ['means events whose attribute has one of the values', true, { pattern: closed, where: { code: [1006, 1008] } }],
    ['means events whose attribute matches the expression', true, { pattern: closed, where: { reason: /^pairing/ } }],
    ['means no event that lacks an attribute it asks for', false, { pattern: closed, where: { client: /./ } }],
    ['means events that fit all conditions', false, { pattern: closed, where: { code: 1008, reason: 'slow' } }],
    ['means no event that fits an exception', false, { pattern: closed, not: { clean: false } }],
    ['means no event that fits one of several exceptions', false, { pattern: closed, not: { code: 1, clean: false } }],
    ['means events that fit no exception', true, { pattern: closed, where: { code: 1008 }, not: { clean: true } }],
  ])('%s', (_, expected, selector) => {
    expect(selects([selector], policyClose)).toBe(expected)
    const episode = new Episode('gateway', [policyClose])
    expect(episode.select([selector])).toEqual(expected ? [policyClose] : [])
  })
})

describe('an episode', () => {
  const early = event(ready, -30)
  const episode = new Episode('gateway', [event(refused, 2), event(closed, 3), event(closed, 1)], [early])

  it('gives the events of several signals in order of time', () => {
    expect(ids(episode.select([closed, refused]))).toEqual(['ws.closed@1', 'auth.refused@2', 'ws.closed@3'])
  })

  it('gives an event once that two selectors mean', () => {
    expect(ids(episode.select([refused, { pattern: [refused], where: {} }]))).toEqual(['auth.refused@2'])
  })

  it('gives remembered events too, and says that they are from before', () => {
    expect(episode.select([ready])).toEqual([early])
    expect(episode.earlier.has(early)).toBe(true)
  })
})
