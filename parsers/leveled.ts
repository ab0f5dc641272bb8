import { defineParser } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import { stampAt } from '../src/base/time.ts'

const level = /\[(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|CRIT|CRITICAL|FATAL) {0,4}\](?: {1,4}|$)/y
const anyCase = new RegExp(level.source, 'iy')
const stream = /^\[(?:Gateway )?(stderr|stdout)\] /i
const bare = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL) {1,4}(?=\[)/
const furthest = 48

/** Where the bracket with the level opens, and the time before it, which may stand in brackets of its own. */
function levelBracket(text: string): { open: number; time?: string; timeLength?: number } | undefined {
  const timeInBrackets = text.charCodeAt(0) === 91 && isDigit(text.charCodeAt(1))
  if (!timeInBrackets && !isDigit(text.charCodeAt(0))) return { open: 0 }
  const open = text.indexOf(' [') + 1
  if (open === 0 || open > furthest) return undefined
  return timeInBrackets
    ? { open, time: text.slice(1, open), timeLength: open - 3 }
    : { open, time: text.slice(0, open), timeLength: open - 1 }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

export default defineParser({
  id: 'leveled',
  title: "A wrapper's line: a level in brackets, with or without a time before it",
  references: [],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first >= 65 && first <= 90) {
      const word = bare.exec(text)
      return word ? { severity: severityOf(word[1]!), rest: text.slice(word[0].length) } : undefined
    }
    const bracket = first === 91 || isDigit(first) ? levelBracket(text) : undefined
    if (!bracket) return undefined
    const { open, time, timeLength } = bracket
    // In lower case and without a time it begins the message itself, as in `[warning] core/doctor/… - …`.
    const expression = time === undefined ? level : anyCase
    expression.lastIndex = open
    const match = expression.exec(text)
    if (!match) return undefined
    const found = time === undefined ? undefined : stampAt(time)
    if (found?.length !== timeLength) return undefined
    const rest = text.slice(open + match[0].length)
    const from = stream.exec(rest)
    return {
      stamp: found?.stamp,
      severity: severityOf(match[1]!),
      attributes: { 'log.iostream': from?.[1]!.toLowerCase() },
      rest: from ? rest.slice(from[0].length) : rest,
    }
  },
  examples: [
    {
      line: '[2026-11-22T10:00:00.123Z] [WARN ] [Gateway stderr] 2026-11-22T11:00:00.122+01:00 [ws] hi',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'log.iostream': 'stderr' },
        rest: '2026-11-22T11:00:00.122+01:00 [ws] hi',
      },
    },
    {
      line: '2026-11-22T10:00:00.123456Z [ERR] Invalid config',
      gives: { stamp: '2026-11-22T10:00:00.123456Z', severity: 17, rest: 'Invalid config' },
    },
    { line: '10:00:00 [info] hi', gives: { stamp: '10:00:00', severity: 9, rest: 'hi' } },
    { line: '[WARN] gateway/ws: hi', gives: { severity: 13, rest: 'gateway/ws: hi' } },
    { line: 'DEBUG [discord] hi', gives: { severity: 5, rest: '[discord] hi' } },
    { line: '[INFO]', gives: { severity: 9, rest: '' } },
    {
      line: '[warning] core/doctor/node-hosting gateway.bind - hi',
      gives: undefined,
      note: 'the message of `openclaw doctor`',
    },
    {
      line: "2026-11-22T10:00:00.123+00:00 [error]: [ '[ws]', 'code: 1, system busy' ]",
      gives: undefined,
      note: 'said by an SDK',
    },
    { line: '2026-11-22T10:00:00.123+00:00 [ws] hi', gives: undefined },
    { line: '2026-11-22T10:00:00.123+00:00 [gateway] [INFO] hi', gives: undefined },
  ],
})
