import { expect, test } from 'vitest'
import { ticksBetween } from '../../src/timeline/axis.ts'
import type { TimelineEvent } from '../../src/timeline/event.ts'
import { pictureOf, type Lane } from '../../src/timeline/picture.ts'
import { at, timelineEvent } from '../helpers/timeline-events.ts'

const roles = ['recovery', 'context', 'symptom', 'cause'] as const

const laneNames = (lanes: readonly Lane[]): string[] => lanes.map(({ source, role }) => `${source ?? 'others'} ${role}`)

test('There is no picture of events that state no complete time.', () => {
  expect(pictureOf([], [])).toBe(undefined)
  expect(pictureOf([timelineEvent({ ms: undefined })], [at('11:00:00')])).toBe(undefined)
})

test('A picture begins and ends with a margin, half a second at least.', () => {
  const one = pictureOf([timelineEvent()], [])!
  expect([one.from, one.to]).toEqual([at('10:59:59.500'), at('11:00:00.500')])
  const long = pictureOf([timelineEvent(), timelineEvent({ ms: at('11:50:00') })], [])!
  expect([long.from, long.to]).toEqual([at('10:59:00'), at('11:51:00')])
})

test('Each role in each source has a lane of its own, causes first.', () => {
  const events = [1, 0].flatMap((source) => roles.map((role) => timelineEvent({ source, role })))
  expect(laneNames(pictureOf(events, [])!.lanes)).toEqual([
    '1 cause', '1 symptom', '1 context', '1 recovery', '0 cause', '0 symptom', '0 context', '0 recovery',
  ]) // prettier-ignore
})

test.each([
  [6, ['0', '1', '2', '3', '4', '5']],
  [7, ['0', '1', '2', '3', '4', 'others']],
  [9, ['0', '1', '2', '3', '4', 'others']],
])('Of %d sources these have lanes: %j.', (count, expected) => {
  const events = Array.from({ length: count }, (_, source) => timelineEvent({ source }))
  expect(laneNames(pictureOf(events, [])!.lanes)).toEqual(expected.map((name) => `${name} symptom`))
})

test('Events that are too close to be drawn apart share a mark.', () => {
  const clocks = ['11:00:00', '11:00:01', '11:00:02', '12:00:00']
  const [lane] = pictureOf(
    clocks.map((clock) => timelineEvent({ ms: at(clock) })),
    [],
  )!.lanes
  expect(lane!.marks.map(({ from, to, events }) => [from, to, events.length])).toEqual([
    [at('11:00:00'), at('11:00:02'), 3],
    [at('12:00:00'), at('12:00:00'), 1],
  ])
})

test('The densest mark of all lanes is what the height of bars is relative to.', () => {
  const causes = Array.from({ length: 3 }, () => timelineEvent({ role: 'cause' }))
  const symptoms = Array.from({ length: 5 }, () => timelineEvent())
  expect(pictureOf([...causes, ...symptoms], [])!.densest).toBe(5)
})

test('A lane counts records: a line in which two patterns found something is one.', () => {
  const events = [timelineEvent({ line: 1, count: 4 }), timelineEvent({ line: 1 }), timelineEvent({ line: 2 })]
  expect(pictureOf(events, [])!.lanes.map(({ records }) => records)).toEqual([5])
})

test('Moments outside of the picture are left out.', () => {
  const moments = [at('10:00:00'), at('11:00:00'), at('13:00:00')]
  expect(pictureOf([timelineEvent(), timelineEvent({ ms: at('12:00:00') })], moments)!.moments).toEqual([
    at('11:00:00'),
  ])
})

test.each<[string, readonly string[], readonly (readonly [string, string])[]]>([
  ['none, where events follow each other', ['11:00:00', '11:00:10', '11:00:20'], []],
  ['none shorter than a minute', ['11:00:00', '11:00:59'], []],
  ['one of a minute', ['11:00:00', '11:01:00'], [['11:00:00', '11:01:00']]],
  ['none shorter than a tenth of the whole', ['11:00:00', '11:05:00', '12:00:00'], [['11:05:00', '12:00:00']]],
  [
    'the five longest, in order of time',
    ['11:00:00', '11:10:00', '11:21:00', '11:33:00', '11:46:00', '12:00:00', '12:15:00'],
    [
      ['11:10:00', '11:21:00'],
      ['11:21:00', '11:33:00'],
      ['11:33:00', '11:46:00'],
      ['11:46:00', '12:00:00'],
      ['12:00:00', '12:15:00'],
    ],
  ],
])('The silences are: %s.', (_, clocks, silences) => {
  const events = clocks.map((clock): TimelineEvent => timelineEvent({ ms: at(clock) }))
  expect(pictureOf(events, [])!.silences).toEqual(silences.map(([from, to]) => ({ from: at(from), to: at(to) })))
})

test.each([
  ['11:00:00.000', '11:00:00.010', ['00.000 s', '00.002 s', '00.004 s', '00.006 s', '00.008 s', '00.010 s']],
  ['11:00:00', '11:00:30', ['11:00:00', '11:00:05', '11:00:10', '11:00:15', '11:00:20', '11:00:25', '11:00:30']],
  ['11:00:00', '11:06:30', ['11:00', '11:02', '11:04', '11:06']],
  ['11:00:00', '11:04:00', ['11:00', '11:01', '11:02', '11:03', '11:04']],
  ['11:00:30', '14:00:00', ['11:30', '12:00', '12:30', '13:00', '13:30', '14:00']],
])('The axis from %s to %s says %j.', (from, to, labels) => {
  expect(ticksBetween(at(from), at(to)).map(({ label }) => label)).toEqual(labels)
})

test('The axis of many years has few ticks, on days.', () => {
  const labels = ticksBetween(0, Date.UTC(2200, 0, 1)).map(({ label }) => label)
  expect(labels.length).toBeLessThanOrEqual(7)
  expect(labels[1]).toMatch(/^\d{4}-\d\d-\d\d$/)
})
