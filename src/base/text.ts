import { anyOf } from './expressions.ts'

// SGR, cursor and erase sequences, OSC with its string, and two-byte escapes; then the same SGR where the ESC byte was
// lost on the way (copied out of a terminal or a web page), which leaves "[36m".
const ansi = new RegExp(
  anyOf(
    /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[@-Z\\-_])/,
    /\x9b[0-?]*[ -/]*[@-~]/,
  ),
  'g',
)
// A bare "[m" must not eat the beginning of "[memory]", nor "[5m" that of "[5m]".
const lostEscape = /(?:\x1b|\u241b)?\[(?:\d{1,3}(?:;\d{1,3}){0,5}m(?!\])|m(?=[\s[]|$))/g

/** A text without terminal escapes, whole ones and those that lost their ESC byte. */
export function stripAnsi(text: string): string {
  let result = text
  if (result.includes('\x1b') || result.includes('\x9b')) result = result.replace(ansi, '')
  if (result.includes('m') && result.includes('[')) result = result.replace(lostEscape, '')
  return result
}

// C0 but tab, DEL, C1, bidi controls and isolates, line and paragraph separators, BOM: what a terminal or a reader
// would obey; and half surrogates, which no encoding takes.
const control = new RegExp(
  anyOf(
    /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/,
    /[\ud800-\udbff](?![\udc00-\udfff])/,
    /(?<![\ud800-\udbff])[\udc00-\udfff]/,
  ),
  'g',
)

/** Log text is hostile: everything that would be obeyed is shown instead, as `\x1b` or `\u202e`. Tabs stay. */
export function printable(text: string): string {
  return text.replace(control, (character) => {
    const code = character.charCodeAt(0)
    if (code === 10) return '⏎'
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** A text of several lines, each of them printable. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
const picture = /[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const marks = /[\p{Mn}\p{Me}]/u

/** Columns that a printable text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    width += code < 0x300 ? 1 : marks.test(character) ? 0 : wide.test(character) || picture.test(character) ? 2 : 1
  }
  return width
}

/** The text in at most `columns` columns, its end replaced by an ellipsis where something is left out. */
export function clip(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let width = 0
  let result = ''
  for (const character of text) {
    const next = displayWidth(character)
    if (width + next > columns - 1) break
    width += next
    result += character
  }
  return `${result}…`
}

/** The end of a printable text in at most `columns` columns: the last part of a path says most. */
export function clipLeft(text: string, columns: number): string {
  let width = displayWidth(text)
  if (width <= columns) return text
  const characters = Array.from(text)
  let from = 0
  while (width > columns - 1 && from < characters.length) width -= displayWidth(characters[from++]!)
  return `…${characters.slice(from).join('')}`
}

/** Lines of at most `columns` columns, broken at blanks, and in words that are longer than a line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ').flatMap((each) => pieces(each, columns))) {
      if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > columns) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines
}

function pieces(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return [word]
  const result = ['']
  let width = 0
  for (const character of word) {
    const next = displayWidth(character)
    if (width + next > columns) {
      result.push('')
      width = 0
    }
    result[result.length - 1] += character
    width += next
  }
  return result
}

/** `1 client`, `3 clients`; the plural adds an s or is given. */
export function count(number: number | bigint, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(number)} ${Number(number) === 1 ? singular : plural}`
}

/** Digits in groups of three, whatever the locale: `8,931,204`. */
export function formatNumber(number: number | bigint): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** A size in decimal units: `950 B`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`
}

/**
 * The beginning of a text that is too long, with the number of characters that are left out. Marks of secrets are not
 * cut.
 */
export function clipCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  // Not between the halves of a character.
  const half = /[\ud800-\udbff]/.test(text[most - 1]!) ? most - 1 : most
  const mark = text.lastIndexOf('‹', half - 1)
  const end = mark > half - 32 && mark > text.lastIndexOf('›', half - 1) ? mark : half
  return `${text.slice(0, end)}… (${formatNumber(text.length - end)} more characters)`
}

/** What `clipCharacters` says of what it left out. */
export const clippedNote = /… \([\d,]+ more characters\)/g
