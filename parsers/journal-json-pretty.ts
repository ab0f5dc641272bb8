import { objectAround } from '../src/model/json-fields.ts'
import { textOf } from '../src/base/json.ts'
import { defineParser } from '../src/model/parser.ts'
import { epochStamp } from '../src/base/time.ts'
import { readJsonEntry } from './journal-json.ts'

const member = /^\t"([A-Z0-9_]{1,64})" ?: /

const before = [
  '{',
  '\t"__REALTIME_TIMESTAMP" : "1795341600123456",',
  '\t"_HOSTNAME" : "gw-1",',
  '\t"_PID" : "413",',
  '\t"SYSLOG_IDENTIFIER" : "node",',
]
const after = ['\t"_TRANSPORT" : "stdout",', '\t"PRIORITY" : "6"', '}', '{']
const gives = {
  stamp: '2026-11-22T10:00:00.123456Z',
  attributes: { 'host.name': 'gw-1', 'service.name': 'node', 'process.pid': 413 },
}

export default defineParser({
  id: 'journal-json-pretty',
  title: 'journalctl -o json-pretty',
  references: ['https://systemd.io/JOURNAL_EXPORT_FORMATS/'],
  kind: 'envelope',
  opaque: ['"MESSAGE" : ['],
  parse(text, neighbours) {
    if (text.charCodeAt(0) !== 9) return undefined
    const name = member.exec(text)?.[1]
    const entry = objectAround(text, neighbours)
    // A single line, read for its time only.
    if (!entry)
      return name === '__REALTIME_TIMESTAMP'
        ? { stamp: epochStamp(text.replace(/\D/g, '').slice(0, 19)), body: '' }
        : undefined
    if (textOf(entry['__REALTIME_TIMESTAMP']) === undefined) return undefined
    return name === 'MESSAGE' ? readJsonEntry(entry) : { body: '' }
  },
  examples: [
    {
      line: '\t"MESSAGE" : "2026-11-22T10:00:00.122+00:00 [gateway] ready",',
      before,
      after,
      gives: { ...gives, rest: '2026-11-22T10:00:00.122+00:00 [gateway] ready' },
    },
    {
      line: '\t"MESSAGE" : [',
      before,
      after: ['\t\t27,', '\t\t91,', '\t\t109,', '\t\t104', '\t],', ...after],
      gives: { ...gives, rest: '\u001b[mh' },
    },
    {
      line: '\t"_CMDLINE" : "openclaw gateway",',
      before,
      after,
      gives: { body: '' },
      note: 'only the message is a record',
    },
    { line: '\t"bind" : "lan",', before: ['{'], after: ['}'], gives: undefined, note: 'not a journal entry' },
    { line: '\t"MESSAGE" : "hi",', gives: undefined, note: 'no entry around it' },
  ],
})
