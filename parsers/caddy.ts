import { isObject, parseObject, textOf, type JsonObject } from '../src/base/json.ts'
import { defineParser, type Parsed } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import type { Stamp } from '../src/base/time.ts'
import { epochStamp, parseStamp, slashedAt } from '../src/base/time.ts'

const levels = 'debug|info|warn|error|panic|fatal'
const plain = new RegExp(
  `^.{19}(?:\\.\\d{1,9})?\\t(${levels})\\t([a-z_.]{1,64})\\t([^\\t]{1,4096})(?:\\t(\\{.{0,65536}\\}))?$`,
  'i',
)

function read(level: string, stamp: Stamp, message: string, object: JsonObject): Parsed {
  const request = isObject(object['request']) ? object['request'] : {}
  const uri = textOf(request['uri'])
  const method = textOf(request['method'])
  const { status, duration } = object
  const error = textOf(object['error'])
  const handled = message === 'handled request' && method !== undefined && uri !== undefined
  return {
    stamp,
    severity: severityOf(level === 'panic' ? 'fatal' : level),
    attributes: {
      'service.name': 'caddy',
      'client.address': textOf(request['client_ip']) ?? textOf(request['remote_ip']),
      'http.method': method,
      'url.path': uri?.split('?', 1)[0],
      'http.status': typeof status === 'number' ? status : undefined,
      durationMs: typeof duration === 'number' ? Math.round(duration * 1000) : undefined,
      upstream: textOf(object['upstream']),
    },
    body: handled
      ? `${method} ${uri} ${textOf(request['proto']) ?? 'HTTP'} ${String(status)}`
      : error === undefined
        ? message
        : `${message}: ${error}`,
  }
}

export default defineParser({
  id: 'caddy',
  title: "Caddy's access and error logs",
  references: ['https://caddyserver.com/docs/logging'],
  kind: 'payload',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first === 123) {
      if (!text.includes('"logger":"') || !text.includes('"msg":"')) return undefined
      const object = parseObject(text)
      const level = textOf(object?.['level'])
      const message = textOf(object?.['msg'])
      const ts = object?.['ts']
      const stamp = typeof ts === 'number' ? epochStamp(ts) : parseStamp(textOf(ts) ?? '')
      return object && level !== undefined && message !== undefined && stamp
        ? read(level, stamp, message, object)
        : undefined
    }
    const found = text.charCodeAt(4) === 47 ? slashedAt(text) : undefined
    const match = found && plain.exec(text)
    return match ? read(match[1]!.toLowerCase(), found.stamp, match[3]!, parseObject(match[4] ?? '') ?? {}) : undefined
  },
  examples: [
    {
      line: '{"level":"error","ts":1795341600.5241024,"logger":"http.log.error.log0","msg":"dial tcp 127.0.0.1:18789: connect: connection refused","request":{"remote_ip":"192.0.2.7","client_ip":"192.0.2.8","proto":"HTTP/2.0","method":"GET","host":"gw.example","uri":"/ws?token=x"},"duration":0.0123,"status":502,"err_id":"a"}',
      gives: {
        stamp: '2026-11-22T10:00:00.5241024Z',
        severity: 17,
        attributes: {
          'service.name': 'caddy',
          'client.address': '192.0.2.8',
          'http.method': 'GET',
          'url.path': '/ws',
          'http.status': 502,
          durationMs: 12,
        },
        body: 'dial tcp 127.0.0.1:18789: connect: connection refused',
      },
    },
    {
      line: '{"level":"info","ts":"2026-11-22T10:00:00.000Z","logger":"http.log.access","msg":"handled request","request":{"remote_ip":"192.0.2.7","proto":"HTTP/1.1","method":"GET","uri":"/"},"duration":60,"status":101}',
      gives: {
        stamp: '2026-11-22T10:00:00.000Z',
        severity: 9,
        attributes: {
          'service.name': 'caddy',
          'client.address': '192.0.2.7',
          'http.method': 'GET',
          'url.path': '/',
          'http.status': 101,
          durationMs: 60_000,
        },
        body: 'GET / HTTP/1.1 101',
      },
    },
    {
      line: '2026/11/22 10:00:00.500\tWARN\thttp.handlers.reverse_proxy\taborting with incomplete response\t{"upstream": "127.0.0.1:18789", "duration": 0.002, "error": "reading: context canceled"}',
      gives: {
        stamp: '2026-11-22T10:00:00.500',
        severity: 13,
        attributes: { 'service.name': 'caddy', upstream: '127.0.0.1:18789', durationMs: 2 },
        body: 'aborting with incomplete response: reading: context canceled',
      },
    },
    { line: '{"level":"info","logger":"x","msg":"hi"}', gives: undefined, note: 'without a time' },
    { line: '2026/11/22 10:00:00 [error] 98#98: hi', gives: undefined, note: 'nginx' },
  ],
})
