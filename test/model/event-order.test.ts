import { describe, expect, it, test } from 'vitest'
import { between, inOrder } from '../../src/model/event-order.ts'
import { event, ids, minute, signal } from '../correlate/given.ts'

const closed = signal('b.closed')
const refused = signal('a.refused')

describe('the order of events', () => {
  test.each([
    ['is that of time', [event(closed, 1), event(closed, 2)]],
    ['is that of logs in the same moment', [event(closed, 1, { logId: 'a' }), event(closed, 1, { logId: 'b' })]],
    ['is that of lines in the same log', [event(closed, 1, { offset: 9 }), event(closed, 1, { offset: 10 })]],
    ['is that of patterns on the same line', [event(refused, 1), event(closed, 1)]],
    ['does not depend on ids', [event(refused, 1, { id: 'z' }), event(closed, 1, { id: 'a' })]],
  ])('%s', (_, events) => {
    expect(events.toReversed().sort(inOrder)).toEqual(events)
    expect(events.toSorted(inOrder)).toEqual(events)
  })
})

it('events between two times are those of both ends too', () => {
  const events = [0, 1, 1, 2, 3, 4].map((at) => event(closed, at))
  expect(ids(between(events, minute(1), minute(3)))).toEqual(['b.closed@1', 'b.closed@1', 'b.closed@2', 'b.closed@3'])
  expect(between(events, minute(5), minute(9))).toEqual([])
  expect(between([], minute(5), minute(9))).toEqual([])
})
