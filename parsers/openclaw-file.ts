import { addScalars } from '../src/model/json-fields.ts'
import { isObject, parseObject, textOf, type JsonObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'
import { severityOf, type AttributeValue } from '../src/model/record.ts'
import { parseStamp } from '../src/base/time.ts'
import { unboxLines } from './box.ts'

const numeric = /^\d{1,2}$/
const ownFields = new Set(['_meta', 'time', 'hostname', 'message'])

/** Whether an object is a record of tslog as OpenClaw sets it up: arguments under numeric keys. */
export function isFileRecord(object: JsonObject): boolean {
  return isObject(object['_meta']) || ('0' in object && (bindingsOf(object) !== undefined || '1' in object))
}

export function readFileRecord(object: JsonObject): Parsed {
  const meta = isObject(object['_meta']) ? object['_meta'] : {}
  const bindings = bindingsOf(object)
  const attributes: Record<string, AttributeValue | undefined> = {}
  const hostname = textOf(object['hostname']) ?? textOf(meta['hostname'])
  if (hostname !== undefined && hostname !== 'unknown') attributes['host.name'] = hostname
  for (const name of ['subsystem', 'module', 'plugin']) {
    const value = textOf(bindings?.[name])
    if (value) attributes[name] = value
  }
  return {
    stamp: parseStamp(textOf(object['time']) ?? '') ?? parseStamp(textOf(meta['date']) ?? ''),
    severity: severityOf(textOf(meta['logLevelName']) ?? ''),
    body: unboxLines(messageOf(object, bindings, attributes)),
    attributes,
  }
}

/** The bindings of a child logger, JSON text under "0". A message can be JSON, too, but is then the only argument. */
function bindingsOf(object: JsonObject): JsonObject | undefined {
  const zero = textOf(object['0'])
  if (zero === undefined || !('1' in object)) return undefined
  const bindings = parseObject(zero)
  return bindings && Object.keys(bindings).length > 0 ? bindings : undefined
}

function messageOf(
  object: JsonObject,
  bindings: JsonObject | undefined,
  attributes: Record<string, AttributeValue | undefined>,
): string {
  const parts: string[] = []
  const nested: string[] = []
  for (const [name, value] of Object.entries(object)) {
    if (!numeric.test(name)) continue
    if (name === '0' && bindings) continue
    if (isObject(value)) {
      const message = textOf(value['message'])
      if (message !== undefined) nested.push(message)
      addScalars(attributes, value)
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      parts.push(String(value))
  }
  if (bindings) addScalars(attributes, bindings)
  addScalars(
    attributes,
    Object.fromEntries(Object.entries(object).filter(([name]) => !numeric.test(name) && !ownFields.has(name))),
  )
  // logVerbose writes {"0":{"message":…},"1":"verbose"}.
  if (nested.length > 0 && (parts.length === 0 || (parts.length === 1 && parts[0] === 'verbose'))) {
    delete attributes['message']
    return nested.join(' ')
  }
  // The message at the top level is cut at 4096 characters, so it is the second choice.
  return parts.length > 0 ? parts.join(' ') : (textOf(object['message']) ?? '')
}

const boundTo = /^\{"0":"\{\\"(subsystem|module|plugin)\\":\\"([^"\\]{1,200})\\"/
const firstText = /"[012]":"(?!\{\\")/

/** Reads what is left of a record that a full disk or the cap on lines cut off. */
function readTorn(text: string): Parsed | undefined {
  const bound = boundTo.exec(text)
  const start = firstText.exec(text)
  if (!bound && start?.index !== 1) return undefined
  const body = start ? stringAt(text, start.index + start[0].length) : ''
  return {
    stamp: parseStamp(/"(?:time|date)":"([^"\\]{10,40})"/.exec(text)?.[1] ?? ''),
    severity: severityOf(/"logLevelName":"([A-Z]{1,10})"/.exec(text)?.[1] ?? ''),
    attributes: { ...(bound ? { [bound[1]!]: bound[2]! } : {}), cut: true },
    body,
  }
}

/** The JSON string that begins at `start`, up to its end or to the last whole character of it. */
function stringAt(text: string, start: number): string {
  let end = start
  while (end < text.length && text.charCodeAt(end) !== 34) end += text.charCodeAt(end) === 92 ? 2 : 1
  for (let whole = Math.min(end, text.length); whole > start && whole > end - 8; whole--) {
    try {
      return String(JSON.parse(`"${text.slice(start, whole)}"`))
    } catch {
      // An escape sequence was cut in two: try without its beginning.
    }
  }
  return ''
}

const meta =
  '"_meta":{"runtime":"node","runtimeVersion":"24.21.0","hostname":"gw-1","date":"2026-11-22T10:00:00.123Z",' +
  '"logLevelId":4,"logLevelName":"WARN","name":"openclaw"}'

export default defineParser({
  id: 'openclaw-file',
  title: "OpenClaw's file log (JSON lines of tslog)",
  references: ['https://docs.openclaw.ai/logging', 'https://tslog.js.org'],
  kind: 'payload',
  parse(text) {
    if (text.charCodeAt(0) !== 123 || !(text.startsWith('{"0":') || text.includes('"_meta":'))) return undefined
    const object = parseObject(text)
    if (!object) return text.startsWith('{"0":"') ? readTorn(text) : undefined
    return isFileRecord(object) ? readFileRecord(object) : undefined
  },
  examples: [
    {
      line: `{"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":{"cause":"unauthorized","durationMs":23,"client":"cli","tags":["a"]},"2":"closed before connect code=1008 reason=unauthorized",${meta},"time":"2026-11-22T11:00:00.123+01:00","hostname":"gw-1","message":"closed before connect code=1008 reason=unauthorized"}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: {
          'host.name': 'gw-1',
          subsystem: 'gateway/ws',
          cause: 'unauthorized',
          durationMs: 23,
          client: 'cli',
        },
        body: 'closed before connect code=1008 reason=unauthorized',
      },
    },
    {
      line: `{"0":"{\\"module\\":\\"cron\\",\\"storePath\\":\\"/home/ann/jobs.json\\"}","1":"cron: started",${meta},"time":"2026-11-22T10:00:00.123Z"}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'host.name': 'gw-1', module: 'cron', storePath: '/home/ann/jobs.json' },
        body: 'cron: started',
      },
      note: 'versions up to 2026.2 have no message at the top level',
    },
    {
      line: `{"0":"Port 18789 is already in use.",${meta},"time":"2026-11-22T10:00:00.123Z","message":"Port 18789 is already in use."}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'host.name': 'gw-1' },
        body: 'Port 18789 is already in use.',
      },
      note: 'copied from the console: no bindings',
    },
    {
      line: `{"0":{"message":"Blocked telegram sender 100 (dmPolicy=allowlist)"},"1":"verbose",${meta},"time":"2026-11-22T10:00:00.123Z"}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'host.name': 'gw-1' },
        body: 'Blocked telegram sender 100 (dmPolicy=allowlist)',
      },
    },
    {
      line: `{"0":"{\\"subsystem\\":\\"session-sqlite\\"}","1":"slow write","2":{"elapsedMs":5,"host.name":"evil","subsystem":"evil"},${meta},"time":"2026-11-22T10:00:00.123Z","traceId":"aa11"}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'host.name': 'gw-1', subsystem: 'session-sqlite', elapsedMs: 5, traceId: 'aa11' },
        body: 'slow write',
      },
      note: 'a message before its fields; fields cannot pose as facts of a layer',
    },
    {
      line: `{"0":"{\\n  \\"rpc\\": {\\n    \\"ok\\": false\\n  }\\n}",${meta},"time":"2026-11-22T10:00:00.123Z"}`,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { 'host.name': 'gw-1' },
        body: '{\n  "rpc": {\n    "ok": false\n  }\n}',
      },
      note: 'a message that is JSON has no bindings',
    },
    {
      line: '{"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":{"cause":"unauthorized"},"2":"closed before connect code=1008 reason=una',
      gives: {
        severity: 0,
        attributes: { subsystem: 'gateway/ws', cut: true },
        body: 'closed before connect code=1008 reason=una',
      },
      note: 'the disk was full',
    },
    { line: '{"0":', gives: undefined, note: 'nothing to read' },
    { line: '{"a":{"_meta":1}}', gives: undefined, note: 'JSON of another program' },
  ],
})
