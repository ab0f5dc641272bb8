import { parseObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'
import { severityOf, type AttributeValue } from '../src/model/record.ts'
import { clockAt, isoAt } from '../src/base/time.ts'
import { isSubsystem } from './openclaw-console.ts'
import { isFileRecord, readFileRecord } from './openclaw-file.ts'
import { withoutLeadingJson } from './openclaw-logs-json.ts'

const level = /(trace|debug|info|warn|error|fatal)(?: |$)/y
const path = /^([a-z][a-z0-9-]{0,31}\/[A-Za-z0-9][\w./-]{0,95}) /
// Names of one segment look like the first word of a message; these are names.
const subsystems = new Set([
  'gateway', 'plugins', 'diagnostic', 'gmail-watcher', 'session-sqlite', 'provider-transport-fetch',
  'main-session-restart-recovery', 'state-migrations', 'model-catalog', 'bonjour',
]) // prettier-ignore
const modules = new Set([
  'cron', 'telegram-auto-reply', 'discord-auto-reply', 'slack-auto-reply', 'web-inbound', 'web-reconnect',
  'web-session', 'web-heartbeat', 'web-auto-reply',
]) // prettier-ignore
// A client's words about its own call; such records have no subsystem.
const client = /^gateway (?:connect failed|closed \(|url override|target|already running)/
const unstamped = /^((?:gateway|channels)\/[A-Za-z0-9][\w./-]{0,95}) (?=\S)/

/** The name in front of a message, as an attribute. */
function speakerOf(text: string): { subsystem: string } | { module: string } | undefined {
  const name = path.exec(text)?.[1]
  if (name !== undefined) return isSubsystem(name) ? { subsystem: name } : undefined
  if (client.test(text)) return undefined
  const word = text.slice(0, Math.max(0, text.indexOf(' ')))
  if (subsystems.has(word)) return { subsystem: word }
  return modules.has(word) ? { module: word } : undefined
}

function parse(text: string): Parsed | undefined {
  const first = text.charCodeAt(0)
  if (first === 103 || first === 99) return parseUnstamped(text)
  return first >= 48 && first <= 57 ? parseStamped(text) : undefined
}

/** The log has no times, or somebody left them out. */
function parseUnstamped(text: string): Parsed | undefined {
  const match = unstamped.exec(text)
  return match ? { attributes: { subsystem: match[1]! }, body: text.slice(match[0].length) } : undefined
}

function parseStamped(text: string): Parsed | undefined {
  const blank = text.indexOf(' ')
  if (blank < 8 || blank > 36) return undefined
  level.lastIndex = blank + 1
  const match = level.exec(text)
  const found = match ? (text.charCodeAt(10) === 84 ? isoAt(text) : clockAt(text)) : undefined
  if (!match || found?.length !== blank) return undefined
  const severity = severityOf(match[1]!)
  const { stamp } = found
  const rest = text.slice(level.lastIndex)
  // `openclaw logs` prints a record without a message as it stands in the file.
  if (rest.startsWith('{"0":')) {
    const record = parseObject(rest)
    if (record && isFileRecord(record)) return { ...readFileRecord(record), stamp, severity }
  }
  const speaker = speakerOf(rest)
  const attributes: Record<string, AttributeValue | undefined> = { ...speaker }
  const message = speaker ? rest.slice(rest.indexOf(' ') + 1) : rest
  return { stamp, severity, attributes, body: withoutLeadingJson(message, attributes) }
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
      note: 'said by a client, without a subsystem',
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
