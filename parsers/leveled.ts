import { defineParser } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import { stampAt } from '../src/base/time.ts'

const level = /\[(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|CRIT|CRITICAL|FATAL) {0,4}\](?: {1,4}|$)/y
const anyCase = new RegExp(level.source, 'iy')
const stream = /^\[(?:Gateway )?(stderr|stdout)\] /i
const bare = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL) {1,4}(?=\[)/
const furthest = 48

export default defineParser({
  id: 'leveled',
  title: "A wrapper's line: a level in brackets, after its own time or none",
  references: [],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first >= 65 && first <= 90) {
      const word = bare.exec(text)
      return word ? { severity: severityOf(word[1]!), rest: text.slice(word[0].length) } : undefined
    }
    const isDigit = first >= 48 && first <= 57
    if (first !== 91 && !isDigit) return undefined
    const second = text.charCodeAt(1)
    const inBrackets = first === 91 && second >= 48 && second <= 57
    // The level's own bracket, behind the time.
    const open = inBrackets || isDigit ? text.indexOf(' [') + 1 : 0
    if (open > furthest || (open === 0 && (inBrackets || isDigit))) return undefined
    // In small letters and without a time it is the message's own beginning, as in `[warning] core/doctor/… - …`.
    const expression = open === 0 ? level : anyCase
    expression.lastIndex = open
    const match = expression.exec(text)
    if (!match) return undefined
    const found = open === 0 ? undefined : stampAt(inBrackets ? text.slice(1, open) : text.slice(0, open))
    if (open > 0 && found?.length !== (inBrackets ? open - 3 : open - 1)) return undefined
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
      note: 'an SDK’s own line',
    },
    { line: '2026-11-22T10:00:00.123+00:00 [ws] hi', gives: undefined },
    { line: '2026-11-22T10:00:00.123+00:00 [gateway] [INFO] hi', gives: undefined },
  ],
})
