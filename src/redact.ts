import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from './errors.ts'
import type { Attributes, AttributeValue } from './record.ts'
import { classify } from './redact/contexts.ts'
import { contacts, secrets } from './redact/secrets.ts'
import { find, kinds, lowerCase, type Found, type Kind, type Shape } from './redact/shape.ts'
import { isPlain, looksRandom } from './redact/value.ts'

export interface Redactor {
  /** The text with every secret replaced by `‹kind:fingerprint›`. Idempotent. */
  text(text: string): string
  /** Redacts a body and, with what was found in it, every attribute: also one that holds the secret cut out of its context, or 8 characters of it. */
  record(body: string, attributes: Attributes): { body: string; attributes: Attributes }
}

/** What is replaced: `mark` stands for the secret, wherever it or a part of it is found. */
interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Kind
  readonly local: boolean
}

const marks = new RegExp(`‹(?:${kinds.join('|')}):[0-9a-f]{6}›`, 'g')
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

  return {
    text: (text) => redact([text], [undefined])[0]!,
    record(body, attributes) {
      const entries = Object.entries(attributes)
      const texts = [body]
      const names: (string | undefined)[] = [undefined]
      for (const [name, value] of entries) {
        texts.push(String(value), name)
        names.push(name, undefined)
      }
      const redacted = redact(texts, names)
      if (redacted === texts) return { body, attributes }
      const result: Record<string, AttributeValue> = {}
      for (const [index, [, value]] of entries.entries()) {
        const text = redacted[2 * index + 1]!
        result[redacted[2 * index + 2]!] = text === texts[2 * index + 1] ? value : text
      }
      return { body: redacted[0]!, attributes: result }
    },
  }
}

/** The same bytes for the same secret, however it was escaped where it stood. */
function canonical(kind: Kind, value: string): string {
  if (kind === 'phone') return value.replace(/\D/g, '')
  if (kind === 'email' || kind === 'ip') return value.toLowerCase()
  if (kind === 'pem') return value.replace(/\\+[nr]|\s+/g, '')
  let secret = value
  if (secret.includes('\\')) secret = secret.replace(/\\{1,31}(?:u00([2-7][0-9a-fA-F])|(["'/\\]))/g, (_, hex: string | undefined, character: string | undefined) => character ?? String.fromCharCode(Number.parseInt(hex!, 16)))
  if (/%[0-9A-Fa-f]{2}/.test(secret)) {
    try {
      secret = decodeURIComponent(secret)
    } catch {
      // A percent sign that encodes nothing.
    }
  }
  return secret
}

/** What was found, to be looked for where its context does not tell. */
class Parts {
  readonly #parts = new Map<string, string>()
  readonly #whole = new Map<string, string>()
  #words: string[] = []

  add(kind: Kind, value: string, mark: string): void {
    for (const form of new Set([value, canonical(kind, value)])) {
      this.#whole.set(form, mark)
      // The domain of an address is no one's secret.
      const length = kind === 'email' ? form.indexOf('@') + partLength - 1 : form.length
      if (kind === 'ip') continue
      if (length < partLength && length >= 5 && /\d/.test(form) && /[A-Za-z]/.test(form)) this.#words.push(form)
      for (let at = 0; at + partLength <= Math.min(length, form.length); at++) this.#parts.set(form.slice(at, at + partLength), mark)
    }
  }

  /** The mark of a text that is a secret and nothing else. */
  exact(text: string): string | undefined {
    return this.#whole.get(text)
  }

  sweep(text: string): string {
    if (text.length < 5 || (this.#parts.size === 0 && this.#words.length === 0)) return text
    let result = ''
    let at = 0
    for (const given of text.matchAll(marks)) {
      result += this.#replace(text.slice(at, given.index)) + given[0]
      at = given.index + given[0].length
    }
    return result + this.#replace(text.slice(at))
  }

  #replace(text: string): string {
    let result = ''
    let done = 0
    for (let at = 0; at + partLength <= text.length; ) {
      const mark = this.#parts.get(text.slice(at, at + partLength))
      if (mark === undefined) {
        at++
        continue
      }
      result += text.slice(done, at) + mark
      do at++
      while (at + partLength <= text.length && this.#parts.has(text.slice(at, at + partLength)))
      at = done = at + partLength - 1
    }
    result += text.slice(done)
    for (const word of this.#words) {
      if (result.includes(word)) result = result.replaceAll(new RegExp(`(?<![\\w‹:-])${word.replace(/[^\w]/g, String.raw`\$&`)}(?![\\w-])`, 'g'), this.#whole.get(word)!)
    }
    return result
  }
}

const shapes: readonly Shape[] = [...secrets, ...contacts]
const shapesOf = new Map<string, number[]>([['', []]])
for (const [index, { keywords }] of shapes.entries()) {
  for (const keyword of keywords.length === 0 ? [''] : keywords) shapesOf.set(keyword, [...(shapesOf.get(keyword) ?? []), index])
}
const shortKeywords = [...shapesOf.keys()].filter((keyword) => keyword.length < 3)
// Most lines hold few keywords, and looking for each of two hundred costs more than all expressions: one walk over the text
// looks up the hash of three characters, at which a keyword may begin.
const hash = (a: number, b: number, c: number) => (a * 961 + b * 31 + c) & 4095
const beginning: string[][] = Array.from({ length: 4096 }, () => [])
for (const keyword of shapesOf.keys()) {
  if (keyword.length >= 3) beginning[hash(keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.charCodeAt(2))]!.push(keyword)
}
const begins = Uint8Array.from(beginning, (list) => list.length)

/** The shapes one of whose keywords stands in the text, which is in lower case. */
function candidates(lower: string): number[] {
  const seen = new Set<string>()
  for (const keyword of shortKeywords) if (lower.includes(keyword)) seen.add(keyword)
  let a = lower.charCodeAt(0)
  let b = lower.charCodeAt(1)
  for (let at = 2; at < lower.length; at++) {
    const c = lower.charCodeAt(at)
    const slot = hash(a, b, c)
    if (begins[slot] !== 0) for (const keyword of beginning[slot]!) if (!seen.has(keyword) && lower.startsWith(keyword, at - 2)) seen.add(keyword)
    a = b
    b = c
  }
  const indexes = new Set<number>()
  for (const keyword of seen) for (const index of shapesOf.get(keyword)!) indexes.add(index)
  return [...indexes]
}

/** The places to be replaced in a text, in order, apart, and none in a mark. `name` is the attribute's that holds the text. */
function locate(text: string, name: string | undefined): Span[] {
  if (text.length < 2) return []
  // A mark reads like an assignment of a token, so shapes see only that something stands there.
  const shown = text.includes('‹') ? text.replace(marks, (mark) => '‹'.repeat(mark.length)) : text
  const lower = lowerCase(shown)
  const found: (Found & { rank: number })[] = []
  for (const index of candidates(lower)) for (const place of find(shapes[index]!, shown, lower)) found.push({ ...place, kind: place.kind ?? shapes[index]!.kind, rank: index })
  const named = name === undefined ? undefined : classify(name)
  if (named && !isPlain(shown, true) && (!named.weak || looksRandom(shown))) found.push({ start: 0, end: text.length, kind: named.kind, rank: shapes.length })
  if (found.length === 0) return []
  const main = merge(found.filter(({ rank }) => rank < secrets.length || rank === shapes.length))
  const rest = found.filter(({ rank }) => rank >= secrets.length && rank < shapes.length)
  const spans = [...main, ...merge(rest.filter((place) => !main.some(({ start, end }) => start < place.end && place.start < end)))]
  spans.sort((a, b) => a.start - b.start)
  return shown !== text ? spans.flatMap((span) => outsideMarks(text, span)) : spans
}

/** Places that overlap become one. Its kind is that of the longest, among equals that of the first shape. */
function merge(found: readonly (Found & { rank: number })[]): Span[] {
  const spans: (Span & { longest: number; rank: number })[] = []
  for (const place of [...found].sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank)) {
    const last = spans.at(-1)
    const length = place.end - place.start
    if (last === undefined || place.start >= last.end) {
      spans.push({ start: place.start, end: place.end, kind: place.kind!, local: place.local ?? false, longest: length, rank: place.rank })
      continue
    }
    const wins = length > last.longest || (length === last.longest && place.rank < last.rank)
    spans[spans.length - 1] = {
      start: last.start,
      end: Math.max(last.end, place.end),
      kind: wins ? place.kind! : last.kind,
      local: last.local && (place.local ?? false),
      longest: Math.max(last.longest, length),
      rank: wins ? place.rank : last.rank,
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
    throw new UserError(`The key of the fingerprints cannot be created at ${path} (${code ?? String(error)}). Make its folder writable, or choose another place.`)
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
    throw new UserError(`The key of the fingerprints at ${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Give this user the right to read it, or remove it: a new one is made, and fingerprints start anew.`)
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new UserError(`The key of the fingerprints at ${path} is not a file. Remove it: a new one is made.`)
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) fchmodSync(file, 0o600)
    const bytes = Buffer.alloc(keyLength + 1)
    let size = readSync(file, bytes, 0, bytes.length, 0)
    // Another process has just created it and not yet written it.
    for (let tries = 0; size < keyLength && tries < 50; tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      size = readSync(file, bytes, 0, bytes.length, 0)
    }
    if (size === keyLength) return new Uint8Array(bytes.subarray(0, keyLength))
    throw new UserError(`The key of the fingerprints at ${path} has ${stats.size} bytes instead of ${keyLength}. Remove it: a new one is made, and fingerprints start anew.`)
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new UserError(`The key of the fingerprints at ${path} can be read by others, or cannot be read (${code}). Make it yours alone (chown, chmod 600), or remove it: a new one is made, and fingerprints start anew.`)
  } finally {
    closeSync(file)
  }
}
