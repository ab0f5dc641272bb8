import { expect, test } from 'vitest'
import { clustersOf } from '../../src/correlate/cluster.ts'
import type { Cause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { cause, event, ids, minute, signal } from './given.ts'

const lost = signal('channel.lost')
const inChannel = (channel: string, at: number): Event => event(lost, at, { attributes: { channel } })
const onUnit = (unit: string, at: number): Event => event(lost, at, { resource: { unit } })

test.each<[string, Partial<Cause>, Event[], string[][]]>([
  ['no triggers make no cluster', {}, [], []],
  [
    'triggers within half an hour of the one before are one occurrence',
    {},
    [event(lost, 0), event(lost, 30), event(lost, 60)],
    [['channel.lost@0', 'channel.lost@30', 'channel.lost@60']],
  ],
  [
    'a longer pause separates occurrences',
    {},
    [event(lost, 0), event(lost, 31)],
    [['channel.lost@0'], ['channel.lost@31']],
  ],
  [
    'the cause can set its own gap',
    { gap: '1m' },
    [event(lost, 0), event(lost, 2)],
    [['channel.lost@0'], ['channel.lost@2']],
  ],
  [
    'a pause begins with the last record that an event stands for',
    {},
    [event(lost, 0, { lastAt: minute(50) }), event(lost, 10), event(lost, 80)],
    [['channel.lost@0', 'channel.lost@10', 'channel.lost@80']],
  ],
  [
    'different values of the attribute `by` are different occurrences',
    { by: 'channel' },
    [inChannel('slack', 0), inChannel('matrix', 1), inChannel('slack', 2)],
    [['channel.lost@0', 'channel.lost@2'], ['channel.lost@1']],
  ],
  [
    '`by` can name what the record says of its origin',
    { by: 'unit' },
    [onUnit('a', 0), onUnit('b', 1)],
    [['channel.lost@0'], ['channel.lost@1']],
  ],
  ['too few triggers are no occurrence', { atLeast: 3 }, [event(lost, 0), event(lost, 1)], []],
  [
    'records that an event stands for count',
    { atLeast: 3 },
    [event(lost, 0, { count: 2 }), event(lost, 1)],
    [['channel.lost@0', 'channel.lost@1']],
  ],
  [
    'triggers that are too far apart for `within` are too few',
    { atLeast: 3, within: '5m' },
    [event(lost, 0), event(lost, 3), event(lost, 6), event(lost, 9)],
    [],
  ],
  [
    'enough triggers within the span make the whole occurrence',
    { atLeast: 3, within: '5m' },
    [event(lost, 0), event(lost, 20), event(lost, 23), event(lost, 25)],
    [['channel.lost@0', 'channel.lost@20', 'channel.lost@23', 'channel.lost@25']],
  ],
])('%s', (_, given, triggers, expected) => {
  expect(clustersOf(cause('any', given), triggers).map(ids)).toEqual(expected)
})
