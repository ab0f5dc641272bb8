import { expect, test } from 'vitest'
import type { AnalysisDocument, InputDocument } from '../../src/model/document.ts'
import { doubtsOf, openQuestions } from '../../src/timeline/doubts.ts'
import type { TimelineEvent } from '../../src/timeline/event.ts'
import { at, timelineEvent } from '../helpers/timeline-events.ts'

const sources = ['a.log', 'b.log', 'c.log']

test.each<[string, readonly TimelineEvent[], readonly string[]]>([
  ['a time for each event', [timelineEvent(), timelineEvent()], []],
  [
    'one event without a time',
    [timelineEvent(), timelineEvent({ ms: undefined })],
    [
      '1 event of 2 states no complete time: in the order of the log, at the end of the evidence and not in the picture.',
    ],
  ],
  [
    'two events without a time',
    [timelineEvent({ ms: undefined }), timelineEvent({ ms: undefined })],
    [
      '2 events of 2 state no complete time: in the order of the log, at the end of the evidence and not in the picture.',
    ],
  ],
  [
    'one event that was counted',
    [timelineEvent({ count: 4000 })],
    ['1 event stands for 4,000 records: of equal ones a sample is kept, and the rest is counted exactly.'],
  ],
  [
    'two events that were counted on one line',
    [timelineEvent({ count: 30, line: 5 }), timelineEvent({ count: 40, line: 5 })],
    ['2 events stand for 40 records: of equal ones a sample is kept, and the rest is counted exactly.'],
  ],
])('The doubts about %s are told.', (_, events, doubts) => {
  expect(doubtsOf(events, [], sources)).toEqual(doubts)
})

test('A silence is a doubt, because it may be that nothing was logged.', () => {
  expect(doubtsOf([timelineEvent()], [{ from: at('11:00:00'), to: at('11:10:00') }], sources)).toEqual([
    'Silence of 10 min, 11:00:00 to 11:10:00 UTC: nothing happened that oclog knows, or it was not logged.',
  ])
})

/**
 * Two sources that name the same connections: the second of them so many milliseconds later, one for each connection.
 */
function shared(offsets: readonly number[]): TimelineEvent[] {
  return offsets.flatMap((offset, index) => {
    const ms = at('11:00:00') + index * 60_000
    const attributes = { conn: `c${index}` }
    return [timelineEvent({ ms, attributes, source: 0 }), timelineEvent({ ms: ms + offset, attributes, source: 1 })]
  })
}

const ahead = (source: string, by: string, other: string, connections: number): string =>
  `The clock of ${source} seems to be ${by} ahead of that of ${other}, by ${connections} connections that both name.`

test.each<[string, readonly number[], readonly string[]]>([
  ['three connections agree', [33_000, 33_000, 33_000], [ahead('b.log', '33 s', 'a.log', 3)]],
  [
    'three connections agree that the first is later',
    [-33_000, -33_000, -33_000],
    [ahead('a.log', '33 s', 'b.log', 3)],
  ],
  ['they about agree', [30_000, 33_000, 36_000, 33_000], [ahead('b.log', '33 s', 'a.log', 4)]],
  ['only two connections are shared', [33_000, 33_000], []],
  ['the offset is short', [1999, 1999, 1999], []],
  ['they disagree', [20_000, 30_000, 50_000, 60_000], []],
])('Clocks that differ are told of only where enough connections agree: %s.', (_, offsets, doubts) => {
  expect(doubtsOf(shared(offsets), [], sources)).toEqual(doubts)
})

test('A connection counts once for a source, by its first event there.', () => {
  const events = shared([33_000, 33_000, 33_000])
  const again = events.filter(({ source }) => source === 1).map((event) => ({ ...event, ms: event.ms! + 600_000 }))
  expect(doubtsOf([...events, ...again], [], sources)).toEqual([ahead('b.log', '33 s', 'a.log', 3)])
})

const input = (given: Partial<InputDocument> = {}): InputDocument => ({
  path: 'a.log',
  format: 'console',
  lines: 10,
  bytes: 1000,
  firstTimestamp: '2026-11-22T11:00:00Z',
  lastTimestamp: '2026-11-22T12:00:00Z',
  ...given,
})

test.each<[string, Partial<AnalysisDocument>, readonly string[]]>([
  ['a log in which all is known', { inputs: [input({ unparsed: 0 })] }, []],
  [
    'one line in no known format',
    { inputs: [input({ unparsed: 1 })] },
    ['1 line of interest is in no known format and was read as plain text.'],
  ],
  [
    'lines in no known format in several logs',
    { inputs: [input({ unparsed: 1 }), input({ unparsed: 2 })] },
    ['3 lines of interest are in no known format and were read as plain text.'],
  ],
  [
    'a log without times',
    { inputs: [input(), input({ firstTimestamp: null })] },
    ['1 log of 2 states no complete time.'],
  ],
  ['an empty log', { inputs: [input({ firstTimestamp: null, lines: 0 })] }, []],
  ['a note', { inputs: [input({ notes: ['the zone was assumed'] })] }, ['a.log: the zone was assumed.']],
  [
    'a log that could not be read',
    { unreadable: [{ path: 'b.log', problem: 'EACCES' }] },
    ['b.log could not be read: EACCES.'],
  ],
  [
    'a question that no log answers',
    { undecidable: [{ id: 'x', what: 'Who closed it is not logged.', enable: 'Log at debug.' }] },
    ['Who closed it is not logged. Log at debug.'],
  ],
])('The logs as a whole leave open: %s.', (_, given, questions) => {
  const document = { schema: '', oclog: '', inputs: [], incidents: [], ...given }
  expect(openQuestions(document)).toEqual(questions)
})
