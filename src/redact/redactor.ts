import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Attributes, AttributeValue } from '../model/record.ts'
import { contacts, secrets } from './secrets.ts'
import { find, lowerCase, marks, plainView, type Kind, type Shape } from './shape.ts'

export interface Redactor {
  /** The text with every secret replaced by `‹kind:fingerprint›`. Idempotent. */
  text(text: string): string
  /** Redacts a body and, with what was found in it, every attribute: also one that holds the secret cut out of its context, or 8 characters of it. */
  record(body: string, attributes: Attributes): { body: string; attributes: Attributes }
}

/** What is to be replaced in a text. */
interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Kind
  readonly local: boolean
}

/** No part of a secret of this length is left anywhere. */
const partLength = 8
const passes = 4

/** Fingerprints are the same for the same key, whatever the context a secret stands in, and say nothing to those without the key. */
export function createRedactor(key: Uint8Array): Redactor {
  const known = new Map<string, string>()

  function mark(kind: Kind, value: string): string {
    const secret = canonical(kind, value)
    let fingerprint = known.get(secret)
    if (fingerprint === undefined) {
      fingerprint = createHmac('sha256', key).update(secret).digest('hex').slice(0, 6)
      // Storms repeat the same few secrets; a scan that tries tokens makes a new one each time.
      if (known.size >= 4096) known.clear()
      if (secret.length <= 512) known.set(secret, fingerprint)
    }
    return `‹${kind}:${fingerprint}›`
  }

  /** All texts without what is secret in any of them; `undefined` when nothing is. */
  function pass(texts: readonly string[], names: readonly (string | undefined)[]): string[] | undefined {
    const spans = texts.map((text, index) => locate(text, names[index]))
    if (spans.every((list) => list.length === 0)) return undefined
    const parts = new Parts()
    for (const [index, text] of texts.entries()) {
      for (const span of spans[index]!) {
        const value = text.slice(span.start, span.end)
        if (!span.local) parts.add(span.kind, value, mark(span.kind, value))
      }
    }
    return texts.map((text, index) => {
      let result = ''
      let at = 0
      for (const { start, end, kind } of spans[index]!) {
        result += parts.sweep(text.slice(at, start)) + mark(kind, text.slice(start, end))
        at = end
      }
      return parts.exact(text) ?? result + parts.sweep(text.slice(at))
    })
  }

  /** What is left can be a secret only now that its surroundings are marks, so this goes on until nothing changes. */
  function redact(texts: readonly string[], names: readonly (string | undefined)[]): readonly string[] {
    let current = texts
    for (let count = 0; count < passes; count++) {
      const next = pass(current, names)
      if (next === undefined) return current
      current = next
    }
    return current.map((text, index) => (locate(text, names[index]).length === 0 ? text : mark('secret', text)))
  }

  const text = (given: string) => redact([given], [undefined])[0]!
  return {
    text,
    record(body, attributes) {
      const entries = Object.entries(attributes)
      const texts = [body, ...entries.map(([, value]) => String(value))]
      const redacted = redact(texts, [undefined, ...entries.map(([name]) => name)])
      // Names are redacted each by itself: else who writes `password=conn` into a log takes the attribute `conn` away.
      const names = entries.map(([name]) => text(name))
      if (redacted === texts && names.every((name, index) => name === entries[index]![0])) return { body, attributes }
      const clean = entries.map(([, value], index): [string, AttributeValue] => {
        const result = redacted[index + 1]!
        return [names[index]!, result === texts[index + 1] ? value : result]
      })
      return { body: redacted[0]!, attributes: Object.fromEntries(clean) }
    },
  }
}

/** The same bytes for the same secret, however it was escaped where it stood. */
function canonical(kind: Kind, value: string): string {
  if (kind === 'phone') return value.replace(/%2B|\D/gi, '')
  if (kind === 'email') return value.toLowerCase().replace('%40', '@')
  if (kind === 'ip') return value.toLowerCase().replaceAll('-', '.')
  if (kind === 'pem' || value.includes('-----BEGIN '))
    return value.replace(/-----(?:BEGIN|END) [A-Z0-9 ]{0,60}-----|\\{1,31}[nr]|\s+/g, '')
  let secret = value
  if (secret.includes('\\'))
    secret = secret.replace(
      /\\{1,31}(?:u00([2-7][0-9a-fA-F])|(["'/\\]))/g,
      (_, hex: string | undefined, character: string | undefined) =>
        character ?? String.fromCharCode(Number.parseInt(hex!, 16)),
    )
  if (/%[0-9A-Fa-f]{2}/.test(secret)) {
    try {
      secret = decodeURIComponent(secret)
    } catch {
      // A percent sign that encodes nothing.
    }
  }
  return secret
}

// A mark, or what may be a short secret as a word of its own.
const marksAndWords = new RegExp(String.raw`${marks.source}|(?<![\w-])[\w-]{5,7}(?![\w-])`, 'g')

/** What was found, to be looked for where its context does not tell. */
class Parts {
  readonly #whole = new Map<string, string>()
  readonly #parts = new Map<string, string>()
  readonly #words = new Map<string, string>()

  add(kind: Kind, value: string, mark: string): void {
    for (const form of new Set([value, canonical(kind, value)])) {
      this.#whole.set(form, mark)
      // Addresses have a form of their own wherever they stand, and the domain of a mail address is no one's secret.
      if (kind === 'ip') continue
      const length = kind === 'email' ? Math.min(form.length, form.indexOf('@') + partLength - 1) : form.length
      if (length < partLength && /\d/.test(form) && /[A-Za-z]/.test(form)) this.#words.set(form, mark)
      for (let at = 0; at + partLength <= length; at++) this.#parts.set(form.slice(at, at + partLength), mark)
    }
  }

  /** The mark of a text that is a secret and nothing else. */
  exact(text: string): string | undefined {
    return this.#whole.get(text)
  }

  sweep(text: string): string {
    if (this.#parts.size === 0 && this.#words.size === 0) return text
    let result = ''
    let at = 0
    for (const { 0: word, index } of text.matchAll(marksAndWords)) {
      const mark = word.startsWith('‹') ? word : this.#words.get(word)
      if (mark === undefined) continue
      result += this.#sweepParts(text.slice(at, index)) + mark
      at = index + word.length
    }
    return result + this.#sweepParts(text.slice(at))
  }

  #sweepParts(text: string): string {
    let result = ''
    let done = 0
    for (let at = 0; at + partLength <= text.length; at++) {
      const mark = this.#parts.get(text.slice(at, at + partLength))
      if (mark === undefined) continue
      result += text.slice(done, at) + mark
      while (this.#parts.has(text.slice(at + 1, at + 1 + partLength))) at++
      at += partLength - 1
      done = at + 1
    }
    return result + text.slice(done)
  }
}

/** A span as a shape found it; `rank` is the shape's place in the list. */
interface Place extends Span {
  readonly rank: number
}

const namesSecret =
  /token|secret|pass|pwd|key|nonce|sig|jwt|assertion|bearer|credential|mnemonic|otp|pin|recovery|authorization|cookie|code|phone|mobile|e164|msisdn/i
const isContact = ({ rank }: Place) => rank >= secrets.length

const shapes: readonly Shape[] = [...secrets, ...contacts]
const shapesOf = new Map<string, number[]>([['', []]])
for (const [index, { keywords }] of shapes.entries()) {
  for (const keyword of keywords.length === 0 ? [''] : keywords)
    shapesOf.set(keyword, [...(shapesOf.get(keyword) ?? []), index])
}
const shortKeywords = [...shapesOf.keys()].filter((keyword) => keyword.length < 3)
// Most lines hold few keywords, and looking for each of two hundred costs more than all expressions: one walk over the text
// looks up the hash of three characters, at which a keyword may begin.
const slots = 1 << 14
const hash = (a: number, b: number, c: number) => ((a << 10) ^ (b << 5) ^ c) & (slots - 1)
const beginning: string[][] = Array.from({ length: slots }, () => [])
for (const keyword of shapesOf.keys()) {
  if (keyword.length >= 3)
    beginning[hash(keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.charCodeAt(2))]!.push(keyword)
}
const begins = Uint8Array.from(beginning, (list) => list.length)
const taken = new Uint8Array(shapes.length)

/** The shapes one of whose keywords stands in the text, which is in lower case. */
function candidates(lower: string): number[] {
  const indexes: number[] = []
  const take = (keyword: string): void => {
    for (const index of shapesOf.get(keyword)!) {
      if (taken[index] === 1) continue
      taken[index] = 1
      indexes.push(index)
    }
  }
  for (const keyword of shortKeywords) if (lower.includes(keyword)) take(keyword)
  let a = lower.charCodeAt(0)
  let b = lower.charCodeAt(1)
  for (let at = 2; at < lower.length; at++) {
    const c = lower.charCodeAt(at)
    const slot = hash(a, b, c)
    if (begins[slot] !== 0) for (const keyword of beginning[slot]!) if (lower.startsWith(keyword, at - 2)) take(keyword)
    a = b
    b = c
  }
  for (const index of indexes) taken[index] = 0
  return indexes
}

function places(text: string): Place[] {
  const view = plainView(text)
  const lower = lowerCase(view)
  const found: Place[] = []
  for (const rank of candidates(lower)) {
    const shape = shapes[rank]!
    for (const { start, end, kind = shape.kind, local = false } of find(shape, view, lower))
      found.push({ start, end, kind, local, rank })
  }
  return found
}

// Names and most values of attributes come again with every event of their kind.
const located = new Map<string, readonly Span[]>()
const mostLocated = 8192
const longestLocated = 64

/** The places to be replaced in a text, in order, apart, and none in a mark. The name of the attribute that holds the text is context, too. */
function locate(text: string, name?: string): readonly Span[] {
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
  const found = places(text)
  if (name !== undefined && namesSecret.test(name)) {
    // A quote that values hardly hold themselves.
    const context = `&quot;${name}&quot;:&quot;`
    for (const place of places(`${context}${text}&quot;`)) {
      const start = Math.max(0, place.start - context.length)
      const end = Math.min(text.length, place.end - context.length)
      if (start < end) found.push({ ...place, start, end })
    }
  }
  if (found.length === 0) return []
  const spans = merge(found)
  return text.includes('‹') ? spans.flatMap((span) => outsideMarks(text, span)) : spans
}

/**
 * Places that overlap become one. Its kind is that of the longest, among equals that of the first shape. A contact gives way to a
 * secret: what looks like a mail address in `user:pass@host.example` is neither.
 */
function merge(found: readonly Place[]): Span[] {
  const spans: (Span & { longest: number; rank: number })[] = []
  for (const place of found.toSorted((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank)) {
    const { start, end, kind, local, rank } = place
    const longest = end - start
    const last = spans.at(-1)
    if (last === undefined || start >= last.end) {
      spans.push({ start, end, kind, local, longest, rank })
    } else if (isContact(place) && !isContact(last)) {
      continue
    } else if (isContact(last) && !isContact(place)) {
      spans.pop()
      if (last.start < start) spans.push({ ...last, end: start })
      spans.push({ start, end, kind, local, longest, rank })
    } else {
      const wins = longest > last.longest || (longest === last.longest && rank < last.rank)
      const leader = wins ? { kind, longest, rank } : last
      spans[spans.length - 1] = {
        ...last,
        ...leader,
        start: last.start,
        end: Math.max(last.end, end),
        local: last.local && local,
      }
    }
  }
  return spans
}

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

const keyLength = 32

/** The key of the fingerprints: read, or made of random bytes for the owner alone when there is none yet. */
export function readOrCreateKey(path: string): Uint8Array {
  try {
    return createKey(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return readKey(path)
    throw new UserError(
      `The key of the fingerprints cannot be created at ${path} (${code ?? String(error)}). Make its folder writable, or choose another place.`,
    )
  }
}

function createKey(path: string): Uint8Array {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    const key = randomBytes(keyLength)
    writeSync(file, key)
    fsyncSync(file)
    return key
  } finally {
    closeSync(file)
  }
}

function readKey(path: string): Uint8Array {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new UserError(
      `The key of the fingerprints at ${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Give this user the right to read it, or remove it: a new one is made, and fingerprints start anew.`,
    )
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile())
      throw new UserError(`The key of the fingerprints at ${path} is not a file. Remove it: a new one is made.`)
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) fchmodSync(file, 0o600)
    const bytes = Buffer.alloc(keyLength + 1)
    let size = readSync(file, bytes, 0, bytes.length, 0)
    // Another process has just created it and not yet written it.
    for (let tries = 0; size < keyLength && tries < 50; tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      size = readSync(file, bytes, 0, bytes.length, 0)
    }
    if (size === keyLength) return new Uint8Array(bytes.subarray(0, keyLength))
    throw new UserError(
      `The key of the fingerprints at ${path} has ${stats.size} bytes instead of ${keyLength}. Remove it: a new one is made, and fingerprints start anew.`,
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new UserError(
      `The key of the fingerprints at ${path} can be read by others, or cannot be read (${code}). Make it yours alone (chown, chmod 600), or remove it: a new one is made, and fingerprints start anew.`,
    )
  } finally {
    closeSync(file)
  }
}
