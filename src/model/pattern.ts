import type { AttributeValue, Attributes, LogRecord } from './record.ts'
import type { EventClass, Role, Signal } from './signal.ts'

export type Fields = Record<string, AttributeValue | undefined>

/** A description of one kind of record that matters. Anything about several records is a derivation or a cause. */
export interface Pattern<Id extends string = string> extends Signal<Id> {
  /** What the record means, and where its wording was read. */
  readonly description: string
  /**
   * Literals of at least 9 bytes without quote or backslash (JSON escapes those): one of them stands in every line that
   * can match.
   */
  readonly keywords: readonly string[]
  /**
   * A pattern that must have matched one of the twelve lines before: for lines that say nothing by themselves and have
   * no keyword, such as `- pid 4711 ann: node (127.0.0.1:18789)` below `Port 18789 is already in use.`
   */
  readonly follows?: Signal
  /**
   * Who must be speaking: the last segments of the subsystem's name. A record without a subsystem passes too, unless
   * `tagged`. Left out: anybody but those who quote what users write (channels, agents, access logs).
   */
  readonly subsystems?: readonly string[]
  readonly tagged?: boolean
  /**
   * The line quotes what a peer sent (a user agent, a reason, a name): nothing else is looked for in it, so that nobody
   * can write another pattern's words into somebody's log.
   */
  readonly exclusive?: boolean
  /** It stands in every healthy log, so that it is no evidence by itself. */
  readonly routine?: boolean
  /** Without flags, look-around, back-references and large repetitions, so that it runs in linear time. */
  readonly match: RegExp
  /** Turns the groups into attributes; the groups as they are when left out. `undefined` refuses the record. */
  readonly fields?: (groups: Record<string, string | undefined>, record: LogRecord) => Fields | undefined
  /** The role and the class where they depend on the fields. */
  readonly roleOf?: (attributes: Attributes) => Role
  readonly classOf?: (attributes: Attributes) => EventClass
  readonly examples: {
    /** What follows a line of another pattern has that line as `after`. */
    readonly hits: readonly {
      readonly line: string
      readonly after?: string
      readonly fields?: Attributes
      readonly note?: string
    }[]
    readonly misses: readonly (string | { readonly line: string; readonly note: string })[]
  }
}

export function definePattern<const Id extends string>(pattern: Pattern<Id>): Pattern<Id> {
  return pattern
}

/** Where a log repeats what peers and users write. Nobody can write another pattern's words into somebody's log. */
export interface Quoting {
  /**
   * Each matches the gateway's own words at the beginning of a record, up to what it quotes: a user agent, a reason, a
   * message. Nothing that begins there is found, whatever it says.
   */
  readonly ownWords: readonly RegExp[]
  /**
   * Last segments of the subsystems that repeat what users write: only patterns that ask for them by name are looked
   * for there.
   */
  readonly subsystems: ReadonlySet<string>
}

/** How many lines a pattern that follows another may stand below it. */
export const followingLines = 12
