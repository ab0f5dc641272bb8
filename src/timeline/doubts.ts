import { count, formatNumber } from '../base/text.ts'
import type { AnalysisDocument } from '../model/document.ts'
import { recordsOf, type TimelineEvent } from './event.ts'
import type { Silence } from './picture.ts'
import { clockOf, durationOf } from './times.ts'

/** Sentences about what an incident's timeline leaves out, or may show wrongly. `sources`: their names. */
export function doubtsOf(
  events: readonly TimelineEvent[],
  silences: readonly Silence[],
  sources: readonly string[],
): string[] {
  const undated = events.filter(({ ms }) => ms === undefined).length
  const counted = events.filter((event) => event.count > 1)
  const records = formatNumber(recordsOf(counted))
  return [
    ...(undated > 0
      ? [
          `${count(undated, 'event')} of ${events.length} state${undated === 1 ? 's' : ''} no complete time: ` +
            'in the order of the log, at the end of the evidence and not in the picture.',
        ]
      : []),
    ...(counted.length > 0
      ? [
          `${count(counted.length, 'event')} stand${counted.length === 1 ? 's' : ''} for ${records} records: ` +
            'of equal ones a sample is kept, and the rest is counted exactly.',
        ]
      : []),
    ...silences.map(
      ({ from, to }) =>
        `Silence of ${durationOf(to - from)}, ${clockOf(from)} to ${clockOf(to)} UTC: ` +
        'nothing happened that oclog knows, or it was not logged.',
    ),
    ...clockOffsets(events).map(
      ({ a, b, offset, shared }) =>
        `The clock of ${sources[a]} seems to be ${durationOf(offset)} ahead of that of ${sources[b]}, ` +
        `by ${count(shared, 'connection')} that both name.`,
    ),
  ]
}

interface Offset {
  /** Indexes of the sources; the first is ahead. */
  readonly a: number
  readonly b: number
  /** Milliseconds. */
  readonly offset: number
  readonly shared: number
}

const leastShared = 3
const leastOffset = 2000

/** How much later connections appear in one source than in another, where they agree about it. */
function clockOffsets(events: readonly TimelineEvent[]): Offset[] {
  const found: Offset[] = []
  for (const [pair, differences] of differencesByPair(events)) {
    const [a, b] = pair.split(' ').map(Number) as [number, number]
    differences.sort((x, y) => x - y)
    const quantile = (share: number): number => differences[Math.floor(differences.length * share)]!
    const median = quantile(0.5)
    const spread = quantile(0.75) - quantile(0.25)
    if (differences.length < leastShared || Math.abs(median) < leastOffset || spread > Math.abs(median) / 2) continue
    const [ahead, behind] = median > 0 ? [a, b] : [b, a]
    found.push({ a: ahead, b: behind, offset: Math.abs(median), shared: differences.length })
  }
  return found
}

/** For each pair `a b` of sources, a < b: how many milliseconds later in `a` each connection that both name appears. */
function differencesByPair(events: readonly TimelineEvent[]): Map<string, number[]> {
  const firsts = new Map<string, Map<number, number>>()
  for (const { attributes, ms, source } of events) {
    const conn = attributes['conn']
    if (conn === undefined || ms === undefined) continue
    const seen = firsts.get(String(conn)) ?? new Map<number, number>()
    firsts.set(String(conn), seen)
    seen.set(source, Math.min(ms, seen.get(source) ?? Infinity))
  }
  const differences = new Map<string, number[]>()
  for (const seen of firsts.values()) {
    for (const [a, atA] of seen) {
      for (const [b, atB] of seen) {
        if (a >= b) continue
        const list = differences.get(`${a} ${b}`) ?? []
        differences.set(`${a} ${b}`, list)
        list.push(atA - atB)
      }
    }
  }
  return differences
}

/** Sentences about what the logs as a whole leave open. */
export function openQuestions({ inputs, undecidable = [], unreadable = [] }: AnalysisDocument): string[] {
  const unparsed = inputs.reduce((sum, input) => sum + (input.unparsed ?? 0), 0)
  const undated = inputs.filter(({ firstTimestamp, lines }) => firstTimestamp === null && lines > 0).length
  const [is, was] = unparsed === 1 ? ['is', 'was'] : ['are', 'were']
  return [
    ...(unparsed > 0
      ? [`${count(unparsed, 'line')} of interest ${is} in no known format and ${was} read as plain text.`]
      : []),
    ...(undated > 0
      ? [`${count(undated, 'log')} of ${inputs.length} state${undated === 1 ? 's' : ''} no complete time.`]
      : []),
    ...inputs.flatMap(({ path, notes = [] }) => notes.map((note) => `${path}: ${note}.`)),
    ...unreadable.map(({ path, problem }) => `${path} could not be read: ${problem}.`),
    ...undecidable.map(({ what, enable }) => `${what} ${enable}`),
  ]
}
