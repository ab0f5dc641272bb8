import { defineParser } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import { slashedAt } from '../src/base/time.ts'

const shape = /\[(debug|info|notice|warn|error|crit|alert|emerg)\] (\d{1,10})#\d{1,10}: (?:\*\d{1,20} )?/y
const client = /, client: ([^\s,]{1,64})/
const request = /, request: "([A-Z]{3,10}) ([^\s?"]{1,2048})/
const upstream = /, upstream: "([^"?]{1,2048})/

export default defineParser({
  id: 'nginx-error',
  title: "nginx's error log",
  references: ['https://nginx.org/en/docs/ngx_core_module.html#error_log'],
  kind: 'payload',
  parse(text) {
    if (text.charCodeAt(4) !== 47 || text.charCodeAt(20) !== 91) return undefined
    const found = slashedAt(text)
    if (!found) return undefined
    shape.lastIndex = found.length + 1
    const match = shape.exec(text)
    if (!match) return undefined
    const body = text.slice(shape.lastIndex)
    const [, method, path] = request.exec(body) ?? []
    return {
      stamp: found.stamp,
      severity: severityOf(match[1]!),
      attributes: {
        'process.pid': Number(match[2]),
        'client.address': client.exec(body)?.[1],
        'http.method': method,
        'url.path': path,
        upstream: upstream.exec(body)?.[1],
      },
      body,
    }
  },
  examples: [
    {
      line: '2026/11/22 10:00:00 [error] 98#98: *27 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: , request: "GET /ws?token=x HTTP/1.1", upstream: "http://127.0.0.1:18789/ws?token=x", host: "gw.example"',
      gives: {
        stamp: '2026-11-22T10:00:00',
        severity: 17,
        attributes: {
          'process.pid': 98,
          'client.address': '192.0.2.7',
          'http.method': 'GET',
          'url.path': '/ws',
          upstream: 'http://127.0.0.1:18789/ws',
        },
        body: 'connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: , request: "GET /ws?token=x HTTP/1.1", upstream: "http://127.0.0.1:18789/ws?token=x", host: "gw.example"',
      },
    },
    {
      line: '2026/11/22 10:00:00 [alert] 29#29: worker process 30 exited on signal 9',
      gives: {
        stamp: '2026-11-22T10:00:00',
        severity: 21,
        attributes: { 'process.pid': 29 },
        body: 'worker process 30 exited on signal 9',
      },
    },
    { line: '2026/11/22 10:00:00 [error] somebody else', gives: undefined },
  ],
})
