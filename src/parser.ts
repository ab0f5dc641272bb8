import {
  severity,
  type Attributes,
  type AttributeValue,
  type Line,
  type LogRecord,
  type Neighbours,
  type Stamp,
} from './record.ts'
import { stripAnsi } from './text.ts'

/** What one layer of a line says. An envelope has `rest`, the inner line; a payload has `body`, the message. */
export interface Parsed {
  readonly stamp?: Stamp | undefined
  readonly severity?: number | undefined
  readonly attributes?: Record<string, AttributeValue | undefined>
  readonly rest?: string
  readonly body?: string
}

/** How one log format is read: takes off one layer and hands the rest on. */
export interface Parser {
  readonly id: string
  readonly title: string
  readonly references: readonly string[]
  readonly kind: 'envelope' | 'payload'
  /** Never throws; `undefined` when the text is not in this format. */
  readonly parse: (text: string, neighbours: Neighbours) => Parsed | undefined
  /**
   * Literals that stand in every line whose text this format hides from a search for keywords (bytes as numbers, say), so
   * that no such line is passed over.
   */
  readonly opaque?: readonly string[]
  readonly examples: readonly ParserExample[]
}

export interface ParserExample {
  readonly line: string
  /** Lines around it that the parser needs to see. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  /** What comes out, `undefined` when the parser must refuse the line. A stamp is written as RFC 3339, or as it stands when incomplete. */
  readonly gives: ExampleOutcome | undefined
  readonly note?: string
}

export interface ExampleOutcome {
  readonly stamp?: string
  readonly severity?: number
  readonly attributes?: Attributes
  readonly rest?: string
  readonly body?: string
}

/** Identity, for the sake of inference and of one name to search for. */
export function defineParser(parser: Parser): Parser {
  return parser
}

// journald around Docker around Compose around a wrapper around the console: more layers than that are an attack.
const maxLayers = 6

/** What a transport says about a line that it brings: the outermost layer, without any text of its own. */
export type Envelope = Pick<Parsed, 'stamp' | 'severity' | 'attributes'>

/** Takes off layer after layer, each by the first parser that recognises it, until a payload is left. Takes every line. */
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
