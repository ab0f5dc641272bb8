import { isObject, parseObject, type JsonObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'
import { epochStamp } from '../src/base/time.ts'

// One member of each report that no other has. In a report of many lines, the line with it stands for the whole.
const reports: readonly {
  readonly name: string
  readonly anchor: string
  readonly isIn: (object: JsonObject) => boolean
}[] = [
  { name: 'status', anchor: '"queuedSystemEvents"', isIn: (object) => 'queuedSystemEvents' in object },
  { name: 'gateway status', anchor: '"probeUrl"', isIn: ({ gateway }) => isObject(gateway) && 'probeUrl' in gateway },
  { name: 'gateway probe', anchor: '"primaryTargetId"', isIn: (object) => 'primaryTargetId' in object },
  { name: 'health', anchor: '"heartbeatSeconds"', isIn: (object) => 'heartbeatSeconds' in object },
  { name: 'doctor', anchor: '"checksRun"', isIn: (object) => 'checksRun' in object },
  ...['gateway_transport_error', 'gateway_request_error', 'cli_error'].map((type) => ({
    name: 'error',
    anchor: `"${type}"`,
    isIn: ({ error }: JsonObject) => isObject(error) && error['type'] === type,
  })),
]

/** Literals that make every line with them one of interest: a report is one record, wherever a keyword is in it. */
export const anchors: readonly string[] = reports.map(({ anchor }) => anchor)

/** Which report an object is, and the literal that one of its lines has. */
export function reportOf(object: JsonObject): { name: string; anchor: string } | undefined {
  return '_meta' in object ? undefined : reports.find(({ isIn }) => isIn(object))
}

const deepest = 6
const mostObjects = 200
const longestValue = 512

/** A report as lines of `path: key=value key=value`, one per object in it, quoted like the gateway's own lines. */
export function readReport(object: JsonObject, report: string): Parsed {
  const lines: string[] = []
  const open: { path: string; depth: number; value: JsonObject | readonly unknown[] }[] = [
    { path: '', depth: 0, value: object },
  ]
  let objects = 0
  for (let next = open.pop(); next && objects < mostObjects; next = open.pop(), objects++) {
    const { path, depth, value } = next
    const pairs: string[] = []
    const inner: typeof open = []
    for (const [name, member] of Object.entries<unknown>(value)) {
      if (isObject(member) || Array.isArray(member)) {
        if (depth < deepest)
          inner.push({ path: path === '' ? name : `${path}.${name}`, depth: depth + 1, value: member as JsonObject })
      } else pairs.push(`${name}=${scalar(member)}`)
    }
    if (pairs.length > 0) lines.push(path === '' ? pairs.join(' ') : `${path}: ${pairs.join(' ')}`)
    open.push(...inner.reverse())
  }
  return {
    stamp: typeof object['ts'] === 'number' ? epochStamp(object['ts']) : undefined,
    attributes: { report },
    body: lines.join('\n'),
  }
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  const text = value.slice(0, longestValue)
  return text === '' || /[\s="]/.test(text) ? JSON.stringify(text) : text
}

export default defineParser({
  id: 'openclaw-report',
  title: 'Output of `openclaw gateway status --json`, `health --json` and the like, on one line',
  references: ['https://docs.openclaw.ai/cli/gateway', 'https://docs.openclaw.ai/cli/health'],
  kind: 'payload',
  opaque: anchors,
  parse(text) {
    if (text.charCodeAt(0) !== 123 || !anchors.some((anchor) => text.includes(anchor))) return undefined
    const object = parseObject(text)
    const report = object && reportOf(object)
    return report && readReport(object, report.name)
  },
  examples: [
    {
      line: '{"cli":{"version":"2026.9.6"},"service":{"loaded":false,"runtime":{"status":"stopped"}},"gateway":{"port":18789,"probeUrl":"ws://127.0.0.1:18789","version":null},"port":{"status":"busy","listeners":[{"pid":28,"command":"node"}],"hints":["Gateway already running locally."]},"rpc":{"ok":false,"error":"connect ECONNREFUSED 127.0.0.1:18789"},"extraServices":[]}',
      gives: {
        attributes: { report: 'gateway status' },
        body: 'cli: version=2026.9.6\nservice: loaded=false\nservice.runtime: status=stopped\ngateway: port=18789 probeUrl=ws://127.0.0.1:18789 version=null\nport: status=busy\nport.listeners.0: pid=28 command=node\nport.hints: 0="Gateway already running locally."\nrpc: ok=false error="connect ECONNREFUSED 127.0.0.1:18789"',
      },
    },
    {
      line: '{"ok":true,"ts":1795341600123,"durationMs":14,"heartbeatSeconds":1800,"eventLoop":{"degraded":false}}',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        attributes: { report: 'health' },
        body: 'ok=true ts=1795341600123 durationMs=14 heartbeatSeconds=1800\neventLoop: degraded=false',
      },
    },
    {
      line: '{"ok":false,"error":{"type":"gateway_transport_error","kind":"timeout","message":"Gateway not reachable."}}',
      gives: {
        attributes: { report: 'error' },
        body: 'ok=false\nerror: type=gateway_transport_error kind=timeout message="Gateway not reachable."',
      },
    },
    { line: '{"a":{"heartbeatSeconds":1800}}', gives: undefined, note: 'JSON of another program' },
    { line: '{"heartbeatSeconds":1800,', gives: undefined },
  ],
})
