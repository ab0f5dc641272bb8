import { defineParser } from '../src/model/parser.ts'

const bars = '│┃║'
const lines = '─━═'
const corners = '┌┐└┘├┤┬┴┼╭╮╰╯╞╡╪╔╗╚╝╠╣╦╩╬'
const bullets = '◇◆▲■●○◒◐◓◑'
const drawn = new Set(`${bars}${lines}${corners}`)
const blankOrDrawn = new Set(` \t${lines}${corners}`)
const opening = new Set(`${bars}${lines}${corners}${bullets}`)

/** Whether a text begins with a character that draws frames. */
function isBoxed(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 0x2500 && code <= 0x25ff && opening.has(text[0]!)
}

/** The text in a frame, without bars, corners and padding. Cells of a table stay apart: `Gateway │ reachable`. */
function unbox(text: string): string {
  let start = 0
  let end = text.length
  if (bullets.includes(text[0]!)) start = 1
  while (start < end && blankOrDrawn.has(text[start]!)) start++
  while (end > start && blankOrDrawn.has(text[end - 1]!)) end--
  const cells = text.slice(start, end).split(/[│┃║]/)
  let first = 0
  let last = cells.length
  while (first < last && isBlank(cells[first]!)) first++
  while (last > first && isBlank(cells[last - 1]!)) last--
  return cells
    .slice(first, last)
    .map((cell) => cell.trim())
    .join(' │ ')
}

function isBlank(text: string): boolean {
  for (const character of text) if (character !== ' ' && !drawn.has(character)) return false
  return true
}

/** A message of one or more lines, each without its frame if it has one. */
export function unboxLines(text: string): string {
  if (!text.includes('│') || !text.includes('\n')) return isBoxed(text) ? unbox(text) : text
  return text
    .split('\n')
    .map((line) => (isBoxed(line) ? unbox(line) : line))
    .join('\n')
}

export default defineParser({
  id: 'box',
  title: 'Text in a frame or table, as drawn by `openclaw doctor` and `openclaw status`',
  references: ['https://github.com/bombshell-dev/clack'],
  kind: 'envelope',
  parse: (text) => (isBoxed(text) ? { rest: unbox(text) } : undefined),
  examples: [
    { line: '│  Port 18789 is already in use.   │', gives: { rest: 'Port 18789 is already in use.' } },
    { line: '◇  Gateway port ───────────────────╮', gives: { rest: 'Gateway port' } },
    { line: '◇', gives: { rest: '' } },
    { line: '├──────────────────────────────────╯', gives: { rest: '' } },
    { line: '┌──────────┬───────────────┐', gives: { rest: '' } },
    {
      line: '│ Gateway  │ local · ws://127.0.0.1:18789 · unreachable (connect failed: connect │',
      gives: { rest: 'Gateway │ local · ws://127.0.0.1:18789 · unreachable (connect failed: connect' },
    },
    {
      line: '│          │ ECONNREFUSED 127.0.0.1:18789)                                       │',
      gives: { rest: 'ECONNREFUSED 127.0.0.1:18789)' },
    },
    { line: '│ main │        │ 0 │', gives: { rest: 'main │  │ 0' } },
    { line: '└── openclaw@2026.9.6', gives: { rest: 'openclaw@2026.9.6' } },
    { line: '└  Doctor complete.', gives: { rest: 'Doctor complete.' } },
    { line: 'Gateway │ local', gives: undefined, note: 'not in a frame' },
    { line: '░▒▓ loading', gives: undefined, note: 'blocks are not frames' },
  ],
})
