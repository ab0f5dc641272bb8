import { readEntry } from '../src/model/journal-entry.ts'
import { parseObject, type JsonObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'

/** Reads a journal entry that is a JSON object; its message is the inner line. */
export function readJsonEntry(object: JsonObject): Parsed {
  const message = object['MESSAGE']
  const parsed = readEntry((name) => valueOf(object[name]) || undefined)
  // Without --all journalctl writes null for a value of 4 KiB or more.
  const cut = message === null || (Array.isArray(message) && message.includes(null))
  return { ...parsed, attributes: { ...parsed.attributes, cut: cut || undefined }, rest: valueOf(message) }
}

/** A list of numbers is bytes (invalid text, or text with escapes); any other list is a field with several values. */
function valueOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return (
    bytesOf(value) ??
    value
      .map((each: unknown) => (typeof each === 'string' ? each : Array.isArray(each) ? (bytesOf(each) ?? '') : ''))
      .filter((each) => each !== '')
      .join('\n')
  )
}

function bytesOf(list: readonly unknown[]): string | undefined {
  if (list.length === 0 || !list.every((each) => typeof each === 'number')) return undefined
  return Buffer.from(list).toString('utf8')
}

const fields =
  '"__CURSOR":"s=1;i=1","__REALTIME_TIMESTAMP":"1795341600123456","_BOOT_ID":"b1","_HOSTNAME":"gw-1","_PID":"413",' +
  '"SYSLOG_IDENTIFIER":"node","_TRANSPORT":"stdout","PRIORITY":"6","_SYSTEMD_UNIT":"user@1000.service",' +
  '"_SYSTEMD_USER_UNIT":"openclaw-gateway.service"'
const gives = {
  stamp: '2026-11-22T10:00:00.123456Z',
  attributes: {
    'host.name': 'gw-1',
    'service.name': 'node',
    'process.pid': 413,
    'systemd.unit': 'user@1000.service',
    'systemd.user_unit': 'openclaw-gateway.service',
  },
}

export default defineParser({
  id: 'journal-json',
  title: 'journalctl -o json, json-seq, json-sse',
  references: [
    'https://systemd.io/JOURNAL_EXPORT_FORMATS/',
    'https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html',
  ],
  kind: 'envelope',
  opaque: ['"MESSAGE":['],
  parse(text) {
    const first = text.charCodeAt(0)
    const start = first === 123 ? 0 : first === 0x1e ? 1 : text.startsWith('data: {') ? 6 : -1
    if (start < 0 || !(text.includes('"__REALTIME_TIMESTAMP"') || text.includes('"MESSAGE"'))) return undefined
    const object = parseObject(start === 0 ? text : text.slice(start))
    if (!object || !('__REALTIME_TIMESTAMP' in object || ('MESSAGE' in object && '_BOOT_ID' in object)))
      return undefined
    return readJsonEntry(object)
  },
  examples: [
    {
      line: `{${fields},"MESSAGE":"2026-11-22T10:00:00.122+00:00 [gateway] ready"}`,
      gives: { ...gives, rest: '2026-11-22T10:00:00.122+00:00 [gateway] ready' },
    },
    {
      line: `\u001e{${fields},"MESSAGE":"first\\nsecond"}`,
      gives: { ...gives, rest: 'first\nsecond' },
    },
    {
      line: `{${fields},"MESSAGE":[27,91,51,54,109,104,105,27,91,51,57,109]}`,
      gives: { ...gives, rest: '\u001b[36mhi\u001b[39m' },
      note: 'colors make journalctl write bytes',
    },
    {
      line: `{${fields},"MESSAGE":["one","two",[226,128,166]]}`,
      gives: { ...gives, rest: 'one\ntwo\n…' },
    },
    {
      line: `{${fields},"MESSAGE":null}`,
      gives: { ...gives, attributes: { ...gives.attributes, cut: true }, rest: '' },
    },
    {
      line: '{"__REALTIME_TIMESTAMP":"1795341600123456","_HOSTNAME":"gw-1","_PID":"1","SYSLOG_IDENTIFIER":"systemd","_TRANSPORT":"journal","PRIORITY":"4","UNIT":"openclaw-gateway.service","_SYSTEMD_UNIT":"init.scope","MESSAGE":"openclaw-gateway.service: Failed with result \'exit-code\'."}',
      gives: {
        stamp: '2026-11-22T10:00:00.123456Z',
        severity: 13,
        attributes: {
          'host.name': 'gw-1',
          'service.name': 'systemd',
          'process.pid': 1,
          'systemd.unit': 'openclaw-gateway.service',
        },
        rest: "openclaw-gateway.service: Failed with result 'exit-code'.",
      },
    },
    {
      line: '{"__REALTIME_TIMESTAMP":"1795341600123456","_HOSTNAME":"gw-1","SYSLOG_IDENTIFIER":"d0d0","CONTAINER_NAME":"openclaw-openclaw-gateway-1","PRIORITY":"3","MESSAGE":"hi"}',
      gives: {
        stamp: '2026-11-22T10:00:00.123456Z',
        attributes: {
          'host.name': 'gw-1',
          'service.name': 'd0d0',
          'container.name': 'openclaw-openclaw-gateway-1',
          'log.iostream': 'stderr',
        },
        rest: 'hi',
      },
    },
    { line: `{${fields},"MESSAGE":"cut o`, gives: undefined, note: 'cut off' },
    { line: '{"MESSAGE":"hi"}', gives: undefined, note: 'JSON of another program' },
  ],
})
