import { count, formatNumber } from '../base/text.ts'
import { formatDuration } from '../base/time.ts'
import type { AnalysisDocument } from './document.ts'
import type { Silence } from './picture.ts'
import type { TimelineEvent } from './timeline.ts'
import { clockOf } from './times.ts'

/** What an incident's timeline does not show, or may show wrongly. */
export function doubtsOf(
  events: readonly TimelineEvent[],
  silences: readonly Silence[],
  sources: readonly string[],
): string[] {
  // prettier-ignore
  const doubts: string[] = []
  const undated = events.filter(({ ms }) => ms === undefined).length
  if (undated > 0)
    doubts.push(
      `${count(undated, 'event')} of ${events.length} state${undated === 1 ? 's' : ''} no complete time: in the order of the log, at the end of the evidence and not in the picture.`,
    )
  const counted = events.filter((event) => event.count > 1)
  if (counted.length > 0)
    doubts.push(
      `${count(counted.length, 'event')} stand${counted.length === 1 ? 's' : ''} for ${formatNumber(counted.reduce((sum, event) => sum + event.count, 0))} records: of equal ones a sample is kept, and the rest is counted exactly.`,
    )
  for (const { from, to } of silences)
    doubts.push(
      `Silence of ${formatDuration(BigInt(Math.round((to - from) * 1e6)))}, ${clockOf(from)} to ${clockOf(to)} UTC: nothing happened that oclog knows, or it was not logged.`,
    )
  for (const { a, b, offset, shared } of clockOffsets(events))
    doubts.push(
      `The clock of ${sources[a]} seems to be ${formatDuration(BigInt(Math.round(offset * 1e6)))} ahead of that of ${sources[b]}, by ${count(shared, 'connection')} that both name.`,
    )
  return doubts
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

/** By how much the first word of a connection is later in one source than in another, where that is about the same for all. */
function clockOffsets(events: readonly TimelineEvent[]): Offset[] {
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
        const key = `${a} ${b}`
        const list = differences.get(key) ?? []
        differences.set(key, list)
        list.push(atA - atB)
      }
    }
  }
  const found: Offset[] = []
  for (const [key, list] of differences) {
    const [a, b] = key.split(' ').map(Number) as [number, number]
    list.sort((x, y) => x - y)
    const median = list[Math.floor(list.length / 2)]!
    const spread = list[Math.floor(list.length * 0.75)]! - list[Math.floor(list.length * 0.25)]!
    if (list.length < leastShared || Math.abs(median) < leastOffset || spread > Math.abs(median) / 2) continue
    found.push(median > 0 ? { a, b, offset: median, shared: list.length } : { a: b, b: a, offset: -median, shared: list.length }) // prettier-ignore
  }
  return found
}

/** What the logs as a whole leave open. */
export function openQuestions({ inputs, undecidable = [], unreadable = [] }: AnalysisDocument): string[] {
  const unparsed = inputs.reduce((sum, input) => sum + (input.unparsed ?? 0), 0)
  const withoutTime = inputs.filter(({ firstTimestamp, lines }) => firstTimestamp === null && lines > 0)
  return [
    ...(unparsed > 0
      ? [`${count(unparsed, 'line')} of interest ${unparsed === 1 ? 'is' : 'are'} in no known format and ${unparsed === 1 ? 'was' : 'were'} read as plain text.`] // prettier-ignore
      : []),
    ...(withoutTime.length > 0 ? [`${count(withoutTime.length, 'log')} of ${inputs.length} state${withoutTime.length === 1 ? 's' : ''} no complete time.`] : []), // prettier-ignore
    ...inputs.flatMap(({ path, notes = [] }) => notes.map((note) => `${path}: ${note}.`)),
    ...unreadable.map(({ path, problem }) => `${path} could not be read: ${problem}.`),
    ...undecidable.map(({ what, enable }) => `${what} ${enable}`),
  ]
}
