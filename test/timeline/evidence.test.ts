import { expect, test } from 'vitest'
import { recordsOf, type TimelineEvent } from '../../src/timeline/event.ts'
import { evidenceOf } from '../../src/timeline/evidence.ts'
import { timelineEvent } from '../helpers/timeline-events.ts'

/** Events whose title says their pattern and their number within it: `a a b` gives `a1 a2 b1`. */
function events(patterns: string, given: (pattern: string) => Partial<TimelineEvent> = () => ({})): TimelineEvent[] {
  const counts = new Map<string, number>()
  return patterns.split(' ').map((pattern) => {
    const number = (counts.get(pattern) ?? 0) + 1
    counts.set(pattern, number)
    return timelineEvent({ pattern, title: `${pattern}${number}`, ...given(pattern) })
  })
}

const titles = (shown: readonly TimelineEvent[]): string => shown.map(({ title }) => title).join(' ')

const rolesByName = (pattern: string): Partial<TimelineEvent> => ({ role: pattern as TimelineEvent['role'] })

test.each([
  ['a a a a a', 1, 'a1'],
  ['a a a a a', 2, 'a1 a5'],
  ['a a a a a', 3, 'a1 a2 a5'],
  ['a a b b a b', 2, 'a1 b1'],
  ['a a b b a b', 4, 'a1 b1 a3 b3'],
  ['a a b b a b', 5, 'a1 a2 b1 a3 b3'],
  ['a', 8, 'a1'],
])('Of the events %s, %d are first and last of each kind: %s.', (patterns, most, expected) => {
  expect(titles(evidenceOf(events(patterns), [], most).events)).toBe(expected)
})

test('Causes come before symptoms, and both before what explains them, in order of time.', () => {
  const all = events('context recovery symptom symptom cause cause', rolesByName)
  expect(titles(evidenceOf(all, [], 1).events)).toBe('cause1')
  expect(titles(evidenceOf(all, [], 2).events)).toBe('symptom1 cause1')
  expect(titles(evidenceOf(all, [], 4).events)).toBe('context1 recovery1 symptom1 cause1')
  expect(titles(evidenceOf(all, [], 6).events)).toBe('context1 recovery1 symptom1 symptom2 cause1 cause2')
})

test('One event of a kind that only explains is enough.', () => {
  const all = events('context context recovery recovery cause', rolesByName)
  expect(titles(evidenceOf(all, [], 8).events)).toBe('context1 recovery1 cause1')
})

test('Nothing that stands in every healthy log is evidence, unless it is a cause or a symptom.', () => {
  const all = events('context recovery symptom cause', (role) => ({ ...rolesByName(role), routine: true }))
  expect(titles(evidenceOf(all, [], 8).events)).toBe('symptom1 cause1')
})

test('A line is shown once, even if two patterns found something in it.', () => {
  const all = events('a b', () => ({ line: 7 }))
  expect(titles(evidenceOf(all, [], 8).events)).toBe('a1')
})

test('Events from before the incident are not its evidence.', () => {
  const all = events('a b', (pattern) => ({ before: pattern === 'a' }))
  expect(titles(evidenceOf(all, [], 8).events)).toBe('b1')
})

test('The records that are not shown are counted line by line.', () => {
  const all = [
    timelineEvent({ line: 1, count: 1 }),
    timelineEvent({ line: 2, count: 400, pattern: 'a' }),
    timelineEvent({ line: 2, count: 1, pattern: 'b' }),
    timelineEvent({ line: 3, count: 20 }),
    timelineEvent({ line: 4, count: 9, before: true }),
  ]
  expect(recordsOf(all)).toBe(1 + 400 + 20 + 9)
  expect(evidenceOf(all, [], 1).more).toBe(400 + 20)
  expect(evidenceOf(all, [], 8).more).toBe(0)
})

test.each([
  ['the last three', 'a b c d', {}, 'b1 c1 d1'],
  ['no approval that the gateway gave by itself', 'a b c d', { c: { what: 'auto-approved' } }, 'a1 b1 d1'],
  ['every other approval', 'a b', { a: { what: 'approved' } }, 'a1 b1'],
] as const)('The changes that are shown are %s.', (_, patterns, attributes, expected) => {
  const changes = events(patterns, (pattern) => ({
    before: true,
    attributes: (attributes as Readonly<Record<string, TimelineEvent['attributes']>>)[pattern] ?? {},
  }))
  expect(titles(evidenceOf(changes, changes, 8).changes)).toBe(expected)
})

test('A change that is shown as evidence is not shown again.', () => {
  const all = events('a b')
  expect(titles(evidenceOf(all, all, 1).events)).toBe('a1')
  expect(titles(evidenceOf(all, all, 1).changes)).toBe('b1')
})
