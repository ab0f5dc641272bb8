import { defineParser } from '../src/model/parser.ts'
import type { Neighbours } from '../src/model/record.ts'
import { epochStamp } from '../src/base/time.ts'
import { readEntry } from '../src/model/journal-entry.ts'

const field = /^(_{0,2}[A-Z][A-Z0-9_]{0,63})=/
// A value that is not plain text follows its name on the next line, after its length in 8 bytes, little-endian.
const length = /^[^\0]{0,2}\0{6,7}/
const mostLines = 400

/** The fields of the entry around a line. Blank lines separate entries. */
function entryAround(neighbours: Neighbours): Map<string, string> | undefined {
  const fields = new Map<string, string>()
  for (const side of [neighbours.before(), neighbours.after()]) {
    let lines = 0
    for (const { text } of side) {
      if (text === '' || ++lines > mostLines) break
      const name = field.exec(text)?.[1]
      if (name !== undefined && !fields.has(name)) fields.set(name, text.slice(name.length + 1))
    }
  }
  return fields.has('__REALTIME_TIMESTAMP') || fields.has('__CURSOR') ? fields : undefined
}

function followsName(neighbours: Neighbours): boolean {
  for (const { text } of neighbours.before()) {
    // A length whose first byte is 10 looks like a line end.
    if (text !== '') return text === 'MESSAGE'
  }
  return false
}

const before = [
  '',
  '__CURSOR=s=1;i=1',
  '__REALTIME_TIMESTAMP=1795341600123456',
  '_HOSTNAME=gw-1',
  'SYSLOG_IDENTIFIER=node',
]
const after = ['_PID=413', '_TRANSPORT=stdout', 'PRIORITY=6', '', '__CURSOR=s=1;i=2', '_HOSTNAME=gw-2']
const gives = {
  stamp: '2026-11-22T10:00:00.123456Z',
  attributes: { 'host.name': 'gw-1', 'service.name': 'node', 'process.pid': 413 },
}

export default defineParser({
  id: 'journal-export',
  title: 'journalctl -o export',
  references: ['https://systemd.io/JOURNAL_EXPORT_FORMATS/'],
  kind: 'envelope',
  parse(text, neighbours) {
    const first = text.charCodeAt(0)
    if (first === 95 || (first >= 65 && first <= 90)) {
      const name = field.exec(text)?.[1]
      if (name === undefined) return undefined
      const value = text.slice(name.length + 1)
      const fields = entryAround(neighbours)
      if (!fields)
        return name === '__REALTIME_TIMESTAMP'
          ? { stamp: epochStamp(value), body: '' }
          : name === '__CURSOR'
            ? { body: '' }
            : undefined
      return name === 'MESSAGE' ? { ...readEntry((each) => fields.get(each)), rest: value } : { body: '' }
    }
    const binary = text.includes('\0') ? length.exec(text) : null
    if (!binary || !followsName(neighbours)) return undefined
    const fields = entryAround(neighbours)
    return fields && { ...readEntry((each) => fields.get(each)), rest: text.slice(binary[0].length) }
  },
  examples: [
    {
      line: 'MESSAGE=2026-11-22T10:00:00.122+00:00 [gateway] ready',
      before,
      after,
      gives: { ...gives, rest: '2026-11-22T10:00:00.122+00:00 [gateway] ready' },
    },
    {
      line: '!\0\0\0\0\0\0\0\u001b[36m[gateway]\u001b[39m ready',
      before: [...before, 'MESSAGE'],
      after,
      gives: { ...gives, rest: '\u001b[36m[gateway]\u001b[39m ready' },
    },
    { line: '_CMDLINE=openclaw gateway', before, after, gives: { body: '' }, note: 'only the message is a record' },
    { line: '__REALTIME_TIMESTAMP=1795341600123456', gives: { stamp: '2026-11-22T10:00:00.123456Z', body: '' } },
    { line: 'MESSAGE=hi', gives: undefined, note: 'no entry around it' },
    { line: 'NODE_ENV=production', before: ['PATH=/usr/bin'], gives: undefined, note: 'an environment' },
  ],
})
