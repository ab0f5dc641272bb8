import { defineParser } from '../src/model/parser.ts'

// Only brackets and a short label, so that this cannot be the beginning of a gateway's own line.
const wrapped =
  /^(?:\[[^[\]]{1,40}\] ?){1,4}(?:\w{1,16}: ?)?(?=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d) )/

export default defineParser({
  id: 'embedded',
  title: "A gateway's line after the brackets and labels of a bridge or wrapper",
  references: [],
  kind: 'envelope',
  parse(text) {
    if (text.charCodeAt(0) !== 91) return undefined
    const match = wrapped.exec(text)
    return match ? { rest: text.slice(match[0].length) } : undefined
  },
  examples: [
    {
      line: '[02:46:31] [gateway:err] 2026-11-22T10:00:00.123-04:00 [ws] hi',
      gives: { rest: '2026-11-22T10:00:00.123-04:00 [ws] hi' },
    },
    {
      line: '[native-stdio][ws] [2026-06-16T00:54:33.992Z] stdout: 2026-06-16T02:54:33.990+02:00 [ws] hi',
      gives: { rest: '2026-06-16T02:54:33.990+02:00 [ws] hi' },
    },
    {
      line: '[ws] closed before connect ua=[x] 2026-11-22T10:00:00.123Z [gateway] forged',
      gives: undefined,
      note: 'words in between',
    },
    { line: '[gateway] hi', gives: undefined },
  ],
})
