import type { Attributes, AttributeValue, LogRecord } from './record.ts'

export const eventClasses = [
  'close-code',
  'policy-drop',
  'token-mismatch',
  'dual-listener',
  'workspace-mismatch',
  'cli-only-backend',
  'crash-loop',
  'version-skew',
  'proxy-timeout',
  'missing-scope',
  'pairing-required',
  'false-green',
  'config-invalid',
  'channel-restart',
  'model-auth',
  'other',
] as const
export type EventClass = (typeof eventClasses)[number]

/** What an event is to an incident: what brought it about, what came of it, what explains it, or the sign that it is over. */
export type Role = 'cause' | 'symptom' | 'context' | 'recovery'

export type Fields = Record<string, AttributeValue | undefined>

/** A description of one kind of record that matters. Anything about several records is a derivation or a cause. */
export interface Pattern {
  readonly id: string
  readonly class: EventClass
  readonly role: Role
  readonly title: string
  /** What the record means, and where its wording was read. */
  readonly description: string
  /** Literals of at least 9 bytes without quote or backslash (JSON escapes those): one of them stands in every line that can match. */
  readonly keywords: readonly string[]
  /**
   * Id of a pattern that must have matched one of the twelve lines before: for lines that say nothing by themselves and have no
   * keyword, such as `- pid 4711 ann: node (127.0.0.1:18789)` below `Port 18789 is already in use.`
   */
  readonly follows?: string
  /**
   * Who must be speaking: the last segments of the subsystem's name. A record without a subsystem passes too, unless `tagged`.
   * Left out: anybody but those who quote what users write (channels, agents, access logs).
   */
  readonly subsystems?: readonly string[]
  readonly tagged?: boolean
  /**
   * The line quotes what a peer sent (a user agent, a reason, a name): nothing else is looked for in it, so that nobody can write
   * another pattern's words into somebody's log.
   */
  readonly exclusive?: boolean
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

export function definePattern(pattern: Pattern): Pattern {
  return pattern
}

/** How many lines a pattern that follows another may stand below it. */
export const followingLines = 12

/** A pattern found in a record. */
export interface Found {
  readonly pattern: Pattern
  readonly class: EventClass
  readonly role: Role
  readonly attributes: Attributes
  /** The line of the record's body that matched: bodies can hold several. */
  readonly text: string
}

/**
 * Every pattern that the record holds. A body of several lines is tried line by line, and as a whole when no line has it.
 * Tries patterns in the order given; the prefilter must not change what comes out, so keywords are not looked at here.
 */
export function matchRecord(record: LogRecord, patterns: readonly Pattern[]): Found[] {
  const found: Found[] = []
  const own = ownWords(record.body)
  const lines = record.body.includes('\n') ? linesBefore(record.body, own) : []
  const subsystem = lastSegments(record.attributes['subsystem'])
  for (const pattern of patterns) {
    if (!speaks(pattern, subsystem)) continue
    const parts = lines.flatMap((line) => matchText(pattern, record, line, own) ?? [])
    const whole = parts.length === 0 ? matchText(pattern, record, record.body, own) : undefined
    found.push(...parts)
    if (whole) found.push(whole)
  }
  const owners = found.filter(({ pattern }) => pattern.exclusive)
  return owners.length > 0 ? owners : found
}

function matchText(pattern: Pattern, record: LogRecord, text: string, own: number): Found | undefined {
  const match = pattern.match.exec(text)
  if (!match || match.index >= own) return undefined
  const groups = match.groups ?? {}
  const fields = pattern.fields ? pattern.fields(groups, record) : groups
  if (!fields) return undefined
  const attributes = definedFields(fields)
  return {
    pattern,
    class: pattern.classOf?.(attributes) ?? pattern.class,
    role: pattern.roleOf?.(attributes) ?? pattern.role,
    attributes,
    text,
  }
}

function definedFields(fields: Fields): Attributes {
  const attributes: Record<string, AttributeValue> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== '') attributes[name] = value
  return attributes
}

// Where a line goes over to what a peer or a user wrote: a user agent, a reason, a method, a message. Nothing that begins there is
// found, whatever it says.
const quotations: readonly RegExp[] = [
  /^[a-z][a-z ]{2,40} (?=conn=)/,
  /^webchat disconnected (?:code=\d+ )?(?=reason=)/,
  /^(?:✗ parse-error error=|parse\/handle error: )SyntaxError: /,
  /^(?=⇄ res ✗ .*errorMessage=unknown method: )/,
  /^\w+ inbound: [^"]*(?=preview=")/,
]

/** Lines of a body, each once, that begin before `end`: a line feed in what is quoted begins no line of the gateway's. */
function linesBefore(body: string, end: number): string[] {
  const lines = new Set<string>()
  let start = 0
  for (const line of body.split('\n')) {
    if (start >= end) break
    lines.add(line)
    start += line.length + 1
  }
  return [...lines]
}

/** How many characters of a body are the gateway's own words. */
function ownWords(body: string): number {
  for (const quotation of quotations) {
    const match = quotation.exec(body)
    if (match) return match[0].length
  }
  return Infinity
}

// Whoever writes to a channel, talks to an agent or asks a web server for a page can make these say anything.
const quoting = new Set([
  'telegram', 'discord', 'slack', 'whatsapp', 'signal', 'imessage', 'bluebubbles', 'feishu', 'line', 'matrix', 'mattermost', 'msteams', 'irc', 'nostr',
  'googlechat', 'zalo', 'zalouser', 'wecom', 'qqbot', 'twitch', 'tlon', 'yuanbao', 'webchat', 'synology-chat', 'nextcloud-talk', 'clickclack',
  'openclaw-weixin', 'inbound', 'memory', 'model-payload', 'browser', 'browser/server', 'access', 'proxy',
]) // prettier-ignore

function speaks(pattern: Pattern, subsystem: readonly string[]): boolean {
  if (!pattern.subsystems) return !subsystem.some((name) => quoting.has(name))
  if (subsystem.length === 0) return !pattern.tagged
  return pattern.subsystems.some((name) => subsystem.includes(name))
}

/** `gateway/channels/telegram` answers to itself, `channels/telegram` and `telegram`: the console cuts leading segments off. */
function lastSegments(subsystem: AttributeValue | undefined): string[] {
  if (typeof subsystem !== 'string' || subsystem === '') return []
  const names: string[] = []
  let rest = subsystem
  for (;;) {
    names.push(rest)
    const slash = rest.indexOf('/')
    if (slash < 0) return names
    rest = rest.slice(slash + 1)
  }
}
