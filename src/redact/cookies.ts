import { quote } from './names.ts'
import { isPlain } from './plain.ts'
import { looksRandom } from './random.ts'
import { placesOf, type Found } from './shape.ts'
import { ValueReader } from './value.ts'

const behindName = new RegExp(
  String.raw`^2?(?<quote>${quote})?\s{0,8}(?:=>|[:=,])\s{0,32}(?<list>\[\s{0,4})?(?<open>${quote})?`,
)
const attributes = new Set(
  'path domain expires max-age samesite priority version comment secure httponly partitioned'.split(' '),
)

/** The values of the headers `Cookie` and `Set-Cookie`. */
export function* cookies(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  let done = 0
  let stop = -1
  for (const place of placesOf(lower, 'cookie')) {
    if (place < done || /[a-z0-9]$/.test(lower.slice(Math.max(0, place - 1), place))) continue
    const nameEnd = place + 'cookie'.length
    const head = behindName.exec(text.slice(nameEnd, nameEnd + 160))
    if (head === null) continue
    const at = nameEnd + head[0].length
    const { open, list } = head.groups!
    if (open === undefined) {
      if (at > stop) stop = lineEnd(text, at)
      done = yield* cookiePairs(text, reader, at, stop)
      continue
    }
    const first = reader.read(at - open.length, { open: true })
    if (first === undefined) continue
    for (const value of list === undefined ? [first] : reader.list(first))
      done = yield* cookiePairs(text, reader, value.start, value.end)
  }
}

function lineEnd(text: string, from: number): number {
  const end = /["'`\n\r\x1b]/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}

const pair = /^\s{0,4}(?<name>[^\s=;,"'\\]{1,128})=(?<value>[^\s;,"'\\]{0,8192})/
const longestPair = 8400

function* cookiePairs(text: string, reader: ValueReader, from: number, to: number): Generator<Found, number> {
  let at = from
  for (;;) {
    const match = at >= to ? null : pair.exec(text.slice(at, at + longestPair))
    if (match === null) {
      // A lone value, or a cookie's attribute without a value.
      const word = at === from ? reader.read(at) : undefined
      if (word !== undefined && word.end <= to && looksRandom(text.slice(word.start, word.end)))
        yield { start: word.start, end: word.end }
    } else {
      const { name, value } = match.groups!
      const pairEnd = at + match[0].length
      const end = Math.min(pairEnd, to)
      const start = pairEnd - value!.length
      if (end > start && !attributes.has(name!.toLowerCase()) && !isPlain(value!, true, 1)) yield { start, end }
      at = end
    }
    const separator = /^[^;"'\n]{0,64};/.exec(text.slice(at, Math.min(to, at + 65)))
    if (separator === null) return at
    at += separator[0].length
  }
}

const objectStart = /^s?\\{0,31}["']?\s{0,8}[:=]\s{0,8}\{/
const objectEnd = /[{}\n]/g
const longestObject = 4096
const field = /(?<name>[\w.-]{1,128})\\{0,31}["']?\s{0,4}:\s{0,4}\\{0,31}["'](?<secret>[^"'\\]{1,4096})/g

/** The values of an object of cookies: `cookies: { sid: '…' }`. */
export function* cookieObjects(text: string, lower: string): Generator<Found> {
  let done = 0
  for (const place of placesOf(lower, 'cookie')) {
    if (place < done) continue
    const nameEnd = place + 'cookie'.length
    const head = objectStart.exec(text.slice(nameEnd, nameEnd + 80))
    if (head === null) continue
    const from = nameEnd + head[0].length
    objectEnd.lastIndex = from
    const close = objectEnd.exec(text)
    if (close?.[0] !== '}' || close.index - from > longestObject) continue
    done = close.index
    for (const match of text.slice(from, done).matchAll(field)) {
      const { name, secret } = match.groups!
      const end = from + match.index + match[0].length
      if (!attributes.has(name!.toLowerCase()) && !isPlain(secret!, true, 1)) yield { start: end - secret!.length, end }
    }
  }
}
