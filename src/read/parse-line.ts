import { stripAnsi } from '../base/text.ts'
import type { Stamp } from '../base/time.ts'
import type { Envelope, Parsed, Parser } from '../model/parser.ts'
import { severity, type AttributeValue, type Line, type LogRecord, type Neighbours } from '../model/record.ts'

// journald around Docker around Compose around a wrapper around the console: more layers than that are an attack.
const maxLayers = 6

/**
 * Takes off layer after layer, each by the first parser that recognises it, until a payload is left. Takes every line.
 */
export function parseLine(
  line: Line,
  neighbours: Neighbours,
  parsers: readonly Parser[],
  envelope?: Envelope,
): LogRecord {
  let rest = stripAnsi(line.text)
  const layers: string[] = []
  const attributes: Record<string, AttributeValue> = {}
  let stamp: Stamp | undefined
  let observedStamp: Stamp | undefined
  let severityNumber: number = severity.unspecified
  let body: string | undefined
  if (envelope) take(envelope)

  while (body === undefined && layers.length < maxLayers) {
    let parsed: Parsed | undefined
    for (const parser of parsers) {
      parsed = parser.parse(rest, neighbours)
      if (parsed) {
        layers.push(parser.id)
        break
      }
    }
    if (!parsed) break
    take(parsed)
    if (parsed.rest === undefined) body = parsed.body ?? ''
    else rest = stripAnsi(parsed.rest)
  }
  return { stamp, observedStamp, severityNumber, body: stripAnsi(body ?? rest), attributes, layers, line }

  function take(facts: Envelope): void {
    if (facts.stamp) {
      if (stamp && !observedStamp) observedStamp = stamp
      // An inner clock time must not push out an outer instant, which says more.
      if (!stamp || facts.stamp.kind === 'instant' || stamp.kind === 'clock') stamp = facts.stamp
    }
    if (facts.severity) severityNumber = facts.severity
    if (facts.attributes) {
      for (const [name, value] of Object.entries(facts.attributes)) if (value !== undefined) attributes[name] = value
    }
  }
}

/** Neighbours of a line that stands alone. */
export const alone: Neighbours = { before: () => [], after: () => [] }
