import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimelineEvent } from '../../src/timeline/event.ts'
import { rowsOf, type Row } from '../../src/timeline/folds.ts'
import { at, timelineEvent } from '../helpers/timeline-events.ts'

const several = (count: number, given: (index: number) => Partial<TimelineEvent> = () => ({})): TimelineEvent[] =>
  Array.from({ length: count }, (_, index) => timelineEvent(given(index)))

/** So many events, none of which is like another one, that what follows may be folded. */
const many = (): TimelineEvent[] => several(60, (index) => ({ pattern: `made.up-${index}` }))

/** `3` for the row number 3, `×4` for a fold of four. */
const shape = (rows: readonly Row[]): string[] =>
  rows.map((row) => ('event' in row ? String(row.number) : `×${row.likes.length}`))

test('Sixty events are all shown in full, even if they are alike.', () => {
  expect(shape(rowsOf(several(60), []))).toEqual(Array.from({ length: 60 }, (_, index) => String(index + 1)))
})

test('Of more events that are alike, the first is shown in full and the others are folded.', () => {
  const [first, fold] = rowsOf(several(61), [])
  expect(shape([first!, fold!])).toEqual(['1', '×60'])
})

test.each([
  [3, ['61', '62', '63', '64']],
  [4, ['61', '×4']],
])('A stretch of %d events that are like one above becomes %j.', (count, expected) => {
  const events = [...many(), ...several(count + 1)]
  expect(shape(rowsOf(events, [])).slice(60)).toEqual(expected)
})

test('A fold keeps the words in which each event differs, and their positions.', () => {
  const text = (index: number): string => `refused conn=c${index} client=cli reason=token_mismatch try=${index}`
  const rows = rowsOf([...many(), ...several(5, (index) => ({ body: text(index) }))], [])
  const fold = rows.at(-1)!
  expect('likes' in fold && fold.likes.map(({ words, places }) => ({ words, places }))).toEqual(
    [1, 2, 3, 4].map((index) => ({ words: [`conn=c${index}`, `try=${index}`], places: [1, 4] })),
  )
})

test('A fold counts the events and records that are like each row.', () => {
  const events = [
    ...many(),
    timelineEvent({ pattern: 'a', title: 'A', anchor: 'first-a' }),
    timelineEvent({ pattern: 'b', title: 'B', anchor: 'first-b' }),
    ...several(5, (index) => ({ pattern: index === 2 ? 'b' : 'a', title: index === 2 ? 'B' : 'A', count: index + 1 })),
  ]
  const fold = rowsOf(events, []).at(-1)!
  expect('kinds' in fold && fold.kinds).toEqual([
    { number: 61, title: 'A', anchor: 'first-a', events: 4, records: 1 + 2 + 4 + 5 },
    { number: 62, title: 'B', anchor: 'first-b', events: 1, records: 3 },
  ])
})

test.each<[string, Partial<TimelineEvent>]>([
  ['pattern', { pattern: 'made.otherwise' }],
  ['role', { role: 'cause' }],
  ['class', { class: 'close-code' }],
  ['title', { title: 'Something else happened' }],
  ['severity', { severity: 'ERROR' }],
  ['source', { source: 1 }],
  ['number of words', { body: 'something else happened' }],
])('Events with another %s are not folded with those above.', (_, difference) => {
  const rows = rowsOf([...many(), timelineEvent(), ...several(5, () => difference)], [])
  expect(shape(rows).slice(60)).toEqual(['61', '62', '×4'])
})

test('An event that shares few words with the one above is shown in full.', () => {
  const body = (word: string): string =>
    Array.from({ length: 20 }, (_, index) => `${word}-of-the-text-${index}`).join(' ')
  const events = [...many(), timelineEvent({ body: body('first') }), ...several(4, () => ({ body: body('other') }))]
  expect(shape(rowsOf(events, [])).slice(60)).toEqual(['61', '62', '63', '64', '65'])
})

test('Every event stands in one row, in its order, however events are mixed.', () => {
  const kind = fc.record({ pattern: fc.constantFrom('a', 'b'), body: fc.constantFrom('x y z', 'x y 1', 'x', 'q r s') })
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 150 }), (kinds) => {
      const events = kinds.map(timelineEvent)
      const shown = rowsOf(events, []).flatMap((row) =>
        'event' in row ? [row.event] : row.likes.map(({ event }) => event),
      )
      expect(shown).toEqual(events)
    }),
  )
})

test('A row says its day where the day changes, and where there is no complete time.', () => {
  const times = ['2026-11-22T23:00:00Z', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', undefined, undefined]
  const events = times.map((time) => timelineEvent({ ms: time === undefined ? undefined : Date.parse(time) }))
  expect(rowsOf(events, []).map(({ day }) => day)).toEqual(['2026-11-22', undefined, '2026-11-23', '', undefined])
})

test('A row says how long nothing happened before it, where the picture shows a silence.', () => {
  const events = ['11:00:00', '11:00:30', '11:10:30'].map((clock) => timelineEvent({ ms: at(clock) }))
  const rows = rowsOf(events, [{ from: at('11:00:30'), to: at('11:10:30') }])
  expect(rows.map(({ silence }) => silence)).toEqual([undefined, undefined, 600_000])
})
