import { defineParser } from '../src/model/parser.ts'

// `file:12:`, `12:` from grep -n, `12-` for its context lines; the rest must begin like a log line.
const prefix = /^(?:[\w./~@+-]{1,200}[:-])?(\d{1,9})[:-](?=\{"|\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d[ +Z]|\[)/

export default defineParser({
  id: 'grep',
  title: 'Output of grep -n or grep -Hn',
  references: ['https://www.gnu.org/software/grep/manual/grep.html#Output-Line-Prefix-Control'],
  kind: 'envelope',
  parse(text) {
    const match = prefix.exec(text)
    // 2026-11-22T… and 10:00:00 also begin with a number.
    if (!match || /^\d{4}-\d\d-\d\d|^\d\d:\d\d:\d\d/.test(text)) return undefined
    return { rest: text.slice(match[0].length) }
  },
  examples: [
    { line: '443:{"0":"x","_meta":{}}', gives: { rest: '{"0":"x","_meta":{}}' } },
    {
      line: '/tmp/openclaw/openclaw-2026-11-22.log:12:2026-11-22T10:00:00.000Z [ws] hi',
      gives: { rest: '2026-11-22T10:00:00.000Z [ws] hi' },
    },
    { line: '2026-11-22T10:00:00.000Z [ws] hi', gives: undefined },
    { line: '10:00:00 [ws] hi', gives: undefined },
    { line: '12:30 o’clock', gives: undefined },
  ],
})
