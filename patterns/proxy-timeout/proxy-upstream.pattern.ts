import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const proxyUpstream = definePattern({
  id: 'proxy.upstream',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'The proxy says: {what}',
  description: 'From the error logs of nginx and Caddy, or from cloudflared when the target of its tunnel is gone.',
  keywords: [
    'upstream timed out',
    'upstream prematurely closed',
    'no live upstreams',
    'reverse proxy',
    'aborting with incomplete response',
    'Unable to reach the origin',
    'connection refused) while',
    'Connection refused) while connecting to upstream',
    'failed to serve tunnel',
    'i/o timeout',
  ],
  subsystems: ['proxy', 'cloudflared'],
  match: sequence(
    anyOf(
      // nginx
      /(?<what>upstream timed out \([^)]*\)) while (?<doing>[\w ]+)/,
      /(?<what>upstream prematurely closed connection|no live upstreams)/,
      /(?<what>connect\(\) failed \([^)]*\)) while connecting to upstream/,
      // Caddy
      /(?<what>aborting with incomplete response)/,
      // cloudflared
      /(?<what>Unable to reach the origin service|(?:dial|read) tcp [^\n]*?i\/o timeout)/,
    ),
    /(?:.*?upstream: "(?<upstream>[^"]*)")?/,
  ),
  fields: ({ what = '', doing, upstream }, { body }) => {
    if (what.endsWith('i/o timeout') && !/18789|openclaw|origin|tunnel/i.test(body)) return undefined
    const kind = /connect\(\) failed|no live|Unable to reach/.test(what) ? 'unreachable' : 'timeout'
    return { what, doing, upstream, kind }
  },
  examples: {
    hits: [
      {
        line: '2026/11/22 11:48:35 [error] 51#51: *12 no live upstreams while connecting to upstream, client: 127.0.0.1, upstream: "http://openclaw/"',
        fields: { what: 'no live upstreams', kind: 'unreachable' },
      },
      {
        line: '2026/11/22 10:00:00.500	WARN	http.handlers.reverse_proxy	aborting with incomplete response	{"upstream": "127.0.0.1:18789"}',
        fields: { kind: 'timeout' },
      },
      {
        line: '2026-11-22T10:00:00Z ERR Unable to reach the origin service. The service may be down.',
        fields: { kind: 'unreachable' },
      },

      {
        line: '2026/11/22 11:48:35 [error] 51#51: *12 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:18789/", host: "127.0.0.1:8080"',
        fields: { doing: 'proxying upgraded connection', kind: 'timeout', upstream: 'http://127.0.0.1:18789/' },
      },
      {
        line: '2026/11/22 11:48:35 [error] 51#51: *12 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:18789/", host: "x"',
        fields: { kind: 'unreachable' },
      },
    ],
    misses: ['upstream timed out is a common error'],
  },
})
