import { KeywordFinder } from './keywords.ts'
import { contacts, secrets } from './secrets.ts'
import { find, marks, type Kind, type Shape } from './shape.ts'
import { decodedView, lowerCase, plainView } from './view.ts'
import { anyOf } from './words.ts'

/** What is to be replaced in a text, half open. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Kind
  /** Replaced here, but not looked for elsewhere. */
  readonly local: boolean
}

/** A span as a shape found it; `rank` is the shape's place in the list. */
interface Match extends Span {
  readonly rank: number
}

const nameWords = `token secret pass pwd key nonce sig jwt assertion bearer credential mnemonic otp pin recovery
  auth cookie code phone mobile e164 msisdn`
const namesSecret = new RegExp(anyOf(nameWords), 'i')
const isContact = ({ rank }: Match) => rank >= secrets.length

const shapes: readonly Shape[] = [...secrets, ...contacts]
const finder = new KeywordFinder(shapes.map(({ keywords }) => keywords))

function matchesIn(text: string): Match[] {
  const view = plainView(text)
  const matches = matchesInView(view)
  const decoded = decodedView(view)
  if (decoded === undefined) return matches
  for (const match of matchesInView(decoded.text))
    matches.push({ ...match, start: decoded.places[match.start]!, end: decoded.places[match.end]! })
  return matches
}

function matchesInView(view: string): Match[] {
  const lower = lowerCase(view)
  const matches: Match[] = []
  for (const rank of finder.find(lower)) {
    const shape = shapes[rank]!
    for (const { start, end, kind = shape.kind, local = false } of find(shape, view, lower))
      matches.push({ start, end, kind, local, rank })
  }
  return matches
}

// Names and most values of attributes come again with every event of their kind.
const located = new Map<string, readonly Span[]>()
const mostLocated = 8192
const longestLocated = 64

/**
 * The spans to be replaced in a text, in order, apart, none in a mark. The name of the attribute that holds the text is
 * context, too.
 */
export function locate(text: string, name?: string): readonly Span[] {
  if (text.length < 2) return []
  if (text.length > longestLocated) return search(text, name)
  const key = name === undefined || !namesSecret.test(name) ? text : `${text}\0${name}`
  let spans = located.get(key)
  if (spans === undefined) {
    spans = search(text, name)
    if (located.size >= mostLocated) located.clear()
    located.set(key, spans)
  }
  return spans
}

function search(text: string, name: string | undefined): readonly Span[] {
  const matches = matchesIn(text)
  if (name !== undefined && namesSecret.test(name)) {
    // A quote that hardly any value holds.
    const context = `&quot;${name}&quot;:&quot;`
    for (const match of matchesIn(`${context}${text}&quot;`)) {
      const start = Math.max(0, match.start - context.length)
      const end = Math.min(text.length, match.end - context.length)
      if (start < end) matches.push({ ...match, start, end })
    }
  }
  if (matches.length === 0) return []
  const spans = merge(matches)
  return text.includes('‹') ? spans.flatMap((span) => outsideMarks(text, span)) : spans
}

/**
 * Matches that overlap become one. Its kind is that of the longest, among equals that of the first shape. A contact
 * gives way to a secret: what looks like a mail address in `user:pass@host.example` is neither.
 */
function merge(matches: readonly Match[]): Span[] {
  const spans: (Match & { readonly longest: number })[] = []
  for (const match of matches.toSorted((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank)) {
    const longest = match.end - match.start
    const last = spans.at(-1)
    if (last === undefined || match.start >= last.end) {
      spans.push({ ...match, longest })
    } else if (isContact(match) && !isContact(last)) {
      continue
    } else if (isContact(last) && !isContact(match)) {
      spans.pop()
      if (last.start < match.start) spans.push({ ...last, end: match.start })
      spans.push({ ...match, longest })
    } else {
      const wins = longest > last.longest || (longest === last.longest && match.rank < last.rank)
      const leader = wins ? { kind: match.kind, longest, rank: match.rank } : last
      const end = Math.max(last.end, match.end)
      spans[spans.length - 1] = { ...last, ...leader, start: last.start, end, local: last.local && match.local }
    }
  }
  return spans
}

/** The pieces of a span that stand in no mark and hold a letter or digit. */
function outsideMarks(text: string, span: Span): Span[] {
  const pieces: Span[] = []
  let at = span.start
  const add = (start: number, end: number) => {
    if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) pieces.push({ ...span, start, end })
  }
  const from = Math.max(0, span.start - 32)
  for (const mark of text.slice(from, span.end + 32).matchAll(marks)) {
    const start = from + mark.index
    const end = start + mark[0].length
    if (end <= span.start || start >= span.end) continue
    add(at, start)
    at = Math.max(at, end)
  }
  add(at, span.end)
  return pieces
}
