import type { Stamp } from '../base/time.ts'
import type { Attributes, AttributeValue, Neighbours } from './record.ts'

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
   * Literals that stand in every line whose text this format hides from a search for keywords (bytes as numbers, say),
   * so that no such line is passed over.
   */
  readonly opaque?: readonly string[]
  readonly examples: readonly ParserExample[]
}

export interface ParserExample {
  readonly line: string
  /** Lines around it that the parser needs to see. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  /**
   * What comes out, `undefined` when the parser must refuse the line. A stamp is written as RFC 3339, or as it stands
   * when incomplete.
   */
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

/** What a transport says about a line that it brings: the outermost layer, without any text of its own. */
export type Envelope = Pick<Parsed, 'stamp' | 'severity' | 'attributes'>
