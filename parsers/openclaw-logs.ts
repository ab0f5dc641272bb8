import { parseObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'
import { severityOf, type AttributeValue } from '../src/model/record.ts'
import { clockAt, isoAt } from '../src/base/time.ts'
import { isSubsystem } from './openclaw-console.ts'
import { isFileRecord, readFileRecord } from './openclaw-file.ts'
import { withoutLeadingJson } from './openclaw-logs-json.ts'

const level = /(trace|debug|info|warn|error|fatal)(?: |$)/y
const path = /^([a-z][a-z0-9-]{0,31}\/[A-Za-z0-9][\w./-]{0,95}) /
// Names of one segment read like the first word of a message; these are names.
const word =
  /^(gateway|plugins|diagnostic|gmail-watcher|session-sqlite|provider-transport-fetch|main-session-restart-recovery|state-migrations|model-catalog|cron|bonjour|(?:telegram|discord|slack)-auto-reply|web-(?:inbound|reconnect|session|heartbeat|auto-reply)) /
// … unless a client says what became of its call: those records have no subsystem.
const client = /^gateway (?:connect failed|closed \(|url override|target|already running)/
const modules = /^(?:cron|(?:telegram|discord|slack)-auto-reply|web-.*)$/
const unstamped = /^((?:gateway|channels)\/[A-Za-z0-9][\w./-]{0,95}) (?=\S)/

function parse(text: string): Parsed | undefined {
  const first = text.charCodeAt(0)
  // Without a time, when the log has none or the paste lost it.
  if (first === 103 || first === 99) {
    const match = unstamped.exec(text)
    return match ? { attributes: { subsystem: match[1]! }, body: text.slice(match[0].length) } : undefined
  }
  if (first < 48 || first > 57) return undefined
  const blank = text.indexOf(' ')
  if (blank < 8 || blank > 36) return undefined
  level.lastIndex = blank + 1
  const match = level.exec(text)
  const found = match ? (text.charCodeAt(10) === 84 ? isoAt(text) : clockAt(text)) : undefined
  if (!match || found?.length !== blank) return undefined
  const severity = severityOf(match[1]!)
  const { stamp } = found
  let rest = text.slice(level.lastIndex)
  // A record without a message is printed as it stands in the file.
  if (rest.startsWith('{"0":')) {
    const record = parseObject(rest)
    if (record && isFileRecord(record)) return { ...readFileRecord(record), stamp, severity }
  }
  const attributes: Record<string, AttributeValue | undefined> = {}
  const name = path.exec(rest)?.[1]
  const only = name === undefined && !client.test(rest) ? word.exec(rest)?.[1] : undefined
  if (name !== undefined && isSubsystem(name)) attributes['subsystem'] = name
  else if (only !== undefined) attributes[modules.test(only) ? 'module' : 'subsystem'] = only
  const taken = (attributes['subsystem'] ?? attributes['module']) as string | undefined
  if (taken !== undefined) rest = rest.slice(taken.length + 1)
  return { stamp, severity, attributes, body: withoutLeadingJson(rest, attributes) }
}

const at = '2026-11-22T10:00:00.123+00:00'
const stamp = '2026-11-22T10:00:00.123Z'

export default defineParser({
  id: 'openclaw-logs',
  title: '`openclaw logs`',
  references: ['https://docs.openclaw.ai/cli/logs'],
  kind: 'payload',
  parse,
  examples: [
    {
      line: `${at} warn gateway/ws closed before connect code=1008`,
      gives: { stamp, severity: 13, attributes: { subsystem: 'gateway/ws' }, body: 'closed before connect code=1008' },
    },
    {
      line: `${at} info cron cron: started`,
      gives: { stamp, severity: 9, attributes: { module: 'cron' }, body: 'cron: started' },
    },
    {
      line: '2026-11-22T10:00:00.123Z warn gateway/ws {"subsystem":"gateway/ws"} {"cause":"unauthorized","ua":"} {"} closed before connect code=1008',
      gives: {
        stamp,
        severity: 13,
        attributes: { subsystem: 'gateway/ws', cause: 'unauthorized', ua: '} {' },
        body: 'closed before connect code=1008',
      },
      note: 'up to 2026.5',
    },
    {
      line: '10:00:00+00:00 info {"subsystem":"gateway/channels/irc"} drop channel #room',
      gives: {
        stamp: '10:00:00',
        severity: 9,
        attributes: { subsystem: 'gateway/channels/irc' },
        body: 'drop channel #room',
      },
    },
    {
      line: `${at} info Troubles: run openclaw status`,
      gives: { stamp, severity: 9, body: 'Troubles: run openclaw status' },
    },
    {
      line: `${at} error gateway connect failed: Error: protocol mismatch`,
      gives: { stamp, severity: 17, body: 'gateway connect failed: Error: protocol mismatch' },
      note: 'a client; no subsystem',
    },
    {
      line: `${at} info {"0":"","_meta":{"hostname":"gw-1","logLevelName":"INFO"}}`,
      gives: { stamp, severity: 9, attributes: { 'host.name': 'gw-1' }, body: '' },
    },
    {
      line: 'gateway/channels/telegram [default] starting provider (@some_bot)',
      gives: {
        attributes: { subsystem: 'gateway/channels/telegram' },
        body: '[default] starting provider (@some_bot)',
      },
    },
    { line: `${at} information desk`, gives: undefined },
    { line: `${at} [ws] hi`, gives: undefined, note: 'the console' },
    { line: 'gateway is up', gives: undefined },
  ],
})
