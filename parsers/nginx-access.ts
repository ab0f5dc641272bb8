import { defineParser } from '../src/model/parser.ts'
import { sequence } from '../src/base/expressions.ts'
import { clfAt } from '../src/base/time.ts'

const shape = sequence(
  // virtual host, client, identity and user
  /^(?:[\w.-]{1,255}(?::\d{1,5})? )?([\da-fA-F.:]{2,45}|unix:|[\w.-]{1,255}) \S{1,64} \S{1,128}/,
  // time, request, status and size
  / \[([^\]]{20,32})\] "([^"]{0,8192})" (\d{3}) (?:\d{1,20}|-)(?= |$)/,
)
const request = /^([A-Z]{3,10}) ([^\s?]{1,2048})/
const duration = /\b(?:rt|request_time)[=:]"?(\d{1,6}\.\d{1,6})/
const upstream = /\b(?:upstream|upstream_addr|ua)[=:]"?((?:\d{1,3}\.){3}\d{1,3}:\d{1,5}|\[[\da-f:]{2,40}\]:\d{1,5})/

export default defineParser({
  id: 'nginx-access',
  title: 'Access logs of nginx and Apache (common and combined)',
  references: ['https://nginx.org/en/docs/http/ngx_http_log_module.html'],
  kind: 'payload',
  parse(text) {
    const bracket = text.indexOf(' [')
    if (bracket < 5 || bracket > 640 || text[bracket + 4] !== '/' || text[bracket + 8] !== '/') return undefined
    const match = shape.exec(text)
    const stamp = match ? clfAt(match[2]!) : undefined
    if (!match || !stamp) return undefined
    const [whole, client, , line, status] = match
    const [, method, path] = request.exec(line!) ?? []
    const tail = text.slice(whole.length, whole.length + 2048)
    const seconds = duration.exec(tail)?.[1]
    return {
      stamp,
      attributes: {
        subsystem: 'access',
        'client.address': client,
        'http.method': method,
        'url.path': path,
        'http.status': Number(status),
        durationMs: seconds === undefined ? undefined : Math.round(Number(seconds) * 1000),
        upstream: upstream.exec(tail)?.[1],
      },
      body: `${line} ${status}`,
    }
  },
  examples: [
    {
      line: '192.0.2.7 - ann [22/Nov/2026:11:00:00 +0100] "GET /ws?token=x HTTP/1.1" 504 167 "-" "Mozilla/5.0" rt=60.001 ua="127.0.0.1:18789"',
      gives: {
        stamp: '2026-11-22T10:00:00.000Z',
        attributes: {
          subsystem: 'access',
          'client.address': '192.0.2.7',
          'http.method': 'GET',
          'url.path': '/ws',
          'http.status': 504,
          durationMs: 60_001,
          upstream: '127.0.0.1:18789',
        },
        body: 'GET /ws?token=x HTTP/1.1 504',
      },
    },
    {
      line: '::1 - - [22/Nov/2026:10:00:00 +0000] "" 400 0',
      gives: {
        stamp: '2026-11-22T10:00:00.000Z',
        attributes: { subsystem: 'access', 'client.address': '::1', 'http.status': 400 },
        body: ' 400',
      },
    },
    { line: 'a - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1"', gives: undefined },
    { line: '10:00:00 [ws] hi', gives: undefined },
  ],
})
