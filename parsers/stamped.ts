import { defineParser } from '../src/model/parser.ts'
import { slashedAt, stampAt } from '../src/base/time.ts'

const gap = /(?::|,| -| \|)?[ \t]{1,4}/y

export default defineParser({
  id: 'stamped',
  title: 'Any other line that begins with a time',
  references: [],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    const inBrackets = first === 91
    if (!inBrackets && !((first >= 48 && first <= 57) || (first >= 65 && first <= 90))) return undefined
    const beginning = text.slice(inBrackets ? 1 : 0, 64)
    const found = beginning.charCodeAt(4) === 47 ? slashedAt(beginning) : stampAt(beginning)
    if (!found) return undefined
    const end = found.length + (inBrackets ? 1 : 0)
    if (inBrackets && text.charCodeAt(end) !== 93) return undefined
    gap.lastIndex = inBrackets ? end + 1 : end
    const match = gap.exec(text)
    return match ? { stamp: found.stamp, rest: text.slice(gap.lastIndex) } : undefined
  },
  examples: [
    {
      line: '[2026-11-22T10:00:00.123Z] openclaw gateway lifecycle source=cli action=restart mode=kickstart',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        rest: 'openclaw gateway lifecycle source=cli action=restart mode=kickstart',
      },
      note: 'gateway-restart.log',
    },
    { line: '2026-11-22 10:00:00 [gateway] hi', gives: { stamp: '2026-11-22T10:00:00', rest: '[gateway] hi' } },
    { line: '2026/11/22 10:00:00 hi', gives: { stamp: '2026-11-22T10:00:00', rest: 'hi' } },
    { line: 'Nov 22 10:00:00 hi', gives: { stamp: '--11-22T10:00:00', rest: 'hi' } },
    { line: '[10:00:00] hi', gives: { stamp: '10:00:00', rest: 'hi' } },
    { line: '2026-11-22: hi', gives: undefined },
    { line: '[gateway] hi', gives: undefined },
  ],
})
