import { defineParser, type Parsed } from '../src/model/parser.ts'
import type { Neighbours } from '../src/model/record.ts'
import { stampAt } from '../src/base/time.ts'
import { readEntry } from '../src/model/journal-entry.ts'

const heading = /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^[]{0,24}\[s=/
const field = /^ {4}([A-Z0-9_]{1,64})=/
const mostLines = 400

/** The entry around a line: its heading, its fields, and the last field above the line. */
function entryAround(
  neighbours: Neighbours,
): { heading: string; fields: Map<string, string>; last: string | undefined } | undefined {
  const fields = new Map<string, string>()
  let found: string | undefined
  let last: string | undefined
  let lines = 0
  for (const { text } of neighbours.before()) {
    if (!text.startsWith('    ') || ++lines > mostLines) {
      found = heading.test(text) ? text : undefined
      break
    }
    const name = keep(text)
    if (name !== undefined) last ??= name
  }
  if (found === undefined) return undefined
  for (const { text } of neighbours.after()) {
    if (!text.startsWith('    ') || ++lines > mostLines) break
    keep(text)
  }
  return { heading: found, fields, last }

  function keep(text: string): string | undefined {
    const name = field.exec(text)?.[1]
    if (name !== undefined && !fields.has(name)) fields.set(name, text.slice(name.length + 5))
    return name
  }
}

const top = 'Sun 2026-11-22 11:00:00.123456 CET [s=0a;i=3;b=0b;m=1;t=2;x=3]'
const before = [top, '    PRIORITY=6', '    _HOSTNAME=gw-1', '    _TRANSPORT=stdout', '    SYSLOG_IDENTIFIER=node']
const after = ['    _PID=413', 'Sun 2026-11-22 11:00:01.000000 CET [s=0a;i=4;b=0b;m=1;t=2;x=3]', '    _PID=1']
const gives = {
  stamp: '2026-11-22T10:00:00.123456Z',
  attributes: { 'host.name': 'gw-1', 'service.name': 'node', 'process.pid': 413 },
}

export default defineParser({
  id: 'journal-verbose',
  title: 'journalctl -o verbose',
  references: ['https://www.freedesktop.org/software/systemd/man/latest/journalctl.html'],
  kind: 'envelope',
  parse(text, neighbours): Parsed | undefined {
    const first = text.charCodeAt(0)
    if (first >= 65 && first <= 90) return heading.test(text) ? { stamp: stampAt(text)?.stamp, body: '' } : undefined
    if (!text.startsWith('    ')) return undefined
    const name = field.exec(text)?.[1]
    const goesOn = name === undefined && text.startsWith('            ')
    if (name === undefined && !goesOn) return undefined
    const entry = entryAround(neighbours)
    if (!entry) return undefined
    const ofMessage = name === 'MESSAGE' || (goesOn && entry.last === 'MESSAGE')
    if (!ofMessage) return { body: '' }
    const stamp = stampAt(entry.heading)?.stamp
    return {
      ...readEntry((each) => entry.fields.get(each)),
      stamp,
      rest: name === undefined ? text.trimStart() : text.slice(name.length + 5),
    }
  },
  examples: [
    {
      line: '    MESSAGE=2026-11-22T10:00:00.122+00:00 [gateway] ready',
      before,
      after,
      gives: { ...gives, rest: '2026-11-22T10:00:00.122+00:00 [gateway] ready' },
    },
    {
      line: '            - meta: Unrecognized key: "foo"',
      before: [...before, '    MESSAGE=Invalid config:'],
      after,
      gives: { ...gives, rest: '- meta: Unrecognized key: "foo"' },
      note: 'the second line of a message',
    },
    { line: top, gives: { stamp: '2026-11-22T10:00:00.123456Z', body: '' } },
    { line: '    _CMDLINE=openclaw gateway', before, after, gives: { body: '' }, note: 'only the message is a record' },
    { line: '    PATH=/usr/bin', before: ['Environment:'], gives: undefined, note: 'an environment' },
    {
      line: '    at listOnTimeout (node:internal/timers:605:17)',
      before,
      after,
      gives: undefined,
      note: 'a stack trace',
    },
  ],
})
