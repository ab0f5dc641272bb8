import type { Fields, Pattern, Quoting } from '../model/pattern.ts'
import type { AttributeValue, Attributes, LogRecord } from '../model/record.ts'
import type { EventClass, Role } from '../model/signal.ts'

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
 * Every pattern that the record holds. A body of several lines is tried line by line, and as a whole when no line has
 * it. Tries patterns in the order given; the prefilter must not change what comes out, so keywords are not looked at
 * here.
 */
export function matchRecord(record: LogRecord, patterns: readonly Pattern[], quoting: Quoting): Found[] {
  const found: Found[] = []
  const own = ownWords(record.body, quoting)
  const lines = record.body.includes('\n') ? linesBefore(record.body, own) : []
  const subsystem = lastSegments(record.attributes['subsystem'])
  for (const pattern of patterns) {
    if (!speaks(pattern, subsystem, quoting)) continue
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

/**
 * Lines of a body, each once, that begin before `end`: a line feed in what is quoted begins no line of the gateway's.
 */
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
function ownWords(body: string, quoting: Quoting): number {
  for (const quotation of quoting.ownWords) {
    const match = quotation.exec(body)
    if (match) return match[0].length
  }
  return Infinity
}

function speaks(pattern: Pattern, subsystem: readonly string[], quoting: Quoting): boolean {
  if (!pattern.subsystems) return !subsystem.some((name) => quoting.subsystems.has(name))
  if (subsystem.length === 0) return !pattern.tagged
  return pattern.subsystems.some((name) => subsystem.includes(name))
}

/**
 * `gateway/channels/telegram` answers to itself, `channels/telegram` and `telegram`: the console cuts leading segments
 * off.
 */
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
