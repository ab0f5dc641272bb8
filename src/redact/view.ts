import { marks } from './shape.ts'

// Colors, also those that lost their ESC byte, and the line ends, tabs and NULs of JSON strings.
const color = String.raw`(?:\x1b|\u241b|(?<!\\)\\+(?:[uU]001[bB]|[xX]1[bB]))?\[\d{0,3}(?:;\d{1,3}){0,5}m`
const blanks = new RegExp(String.raw`${color}|(?<!\\)\\+(?:[nrt0]|u000[09aAdD]|x00)|\0`, 'g')
// Blanks that are not broken at, and the wide forms of ASCII: people write telephone numbers with them.
const wides = /[\u00a0\u2007\u2009\u202f\uff01-\uff5e]/g
// Quicker than one expression: most texts have no character that needs two bytes.
const isWide = (text: string): boolean =>
  text.includes('\u00a0') || /[\uff01-\uff5e]/.test(text) || /[\u2007\u2009\u202f]/.test(text)
const narrow = (character: string): string =>
  character > '\uff00' ? String.fromCharCode(character.charCodeAt(0) - 0xfee0) : ' '

/**
 * The text as shapes see it, of the same length: colors and escaped line ends are blanks, and a mark, which reads like
 * an assignment, is filled.
 */
export function plainView(text: string): string {
  let view = text
  if (isWide(view)) view = view.replaceAll(wides, narrow)
  if (view.includes('‹')) view = view.replace(marks, (mark) => '‹'.repeat(mark.length))
  if (/[\\[\0]/.test(view)) view = view.replace(blanks, (blank) => ' '.repeat(blank.length))
  return view
}

/** A text with escapes decoded, and where each of its characters, and its end, stand in the text it was made of. */
export interface DecodedView {
  readonly text: string
  readonly places: Uint32Array
}

// What percent-encoding and JSON do to the printable characters of ASCII. A slash is escaped by PHP, and by JSON within
// HTML.
const escapes = /%[2-7][0-9a-fA-F]|(?<!\\)\\+(?:u00[2-7][0-9a-fA-F]|\/)/g
const mostRounds = 3

/** The view with its escapes decoded, also those of escapes (`%253A`); `undefined` if it has none. */
export function decodedView(view: string): DecodedView | undefined {
  if (!view.includes('%') && !view.includes('\\u00') && !view.includes('\\/')) return undefined
  let decoded: DecodedView | undefined
  for (let round = 0; round < mostRounds; round++) {
    const next = decodeOnce(decoded?.text ?? view, decoded?.places)
    if (next === undefined) break
    decoded = next
  }
  return decoded
}

function decodeOnce(text: string, before: Uint32Array | undefined): DecodedView | undefined {
  if (text.search(escapes) < 0) return undefined
  const places = new Uint32Array(text.length + 1)
  const placeOf = (at: number): number => (before === undefined ? at : before[at]!)
  let result = ''
  let length = 0
  let at = 0
  const keep = (end: number): void => {
    result += text.slice(at, end)
    for (; at < end; at++) places[length++] = placeOf(at)
  }
  for (const { 0: escape, index } of text.matchAll(escapes)) {
    keep(index)
    places[length++] = placeOf(index)
    result += escape.endsWith('/') ? '/' : String.fromCharCode(Number.parseInt(escape.slice(-2), 16))
    at = index + escape.length
  }
  keep(text.length)
  places[length] = placeOf(text.length)
  return { text: result, places: places.subarray(0, length + 1) }
}

/** A text in lower case without change of length: `İ` alone would grow, and every position behind it would be off. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
