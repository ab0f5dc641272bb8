import { definePattern } from '../../src/model/pattern.ts'

export const proxyUpstream = definePattern({
  id: 'proxy.upstream',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'The proxy says: {what}',
  description: "nginx's error log, Caddy's, and what cloudflared writes of a tunnel whose target is gone.",
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
  match:
    /(?<what>upstream timed out \([^)]*\) while (?<doing>[\w ]+)|upstream prematurely closed connection|no live upstreams|aborting with incomplete response|Unable to reach the origin service|connect\(\) failed \([^)]*\) while connecting to upstream|(?:dial|read) tcp [^\n]*?i\/o timeout)(?:.*?upstream: "(?<upstream>[^"]*)")?/,
  fields: ({ what, doing, upstream: target }, { body }) => {
    if (/i\/o timeout/.test(what ?? '') && !/18789|openclaw|origin|tunnel/i.test(body)) return undefined
    return {
      what: what?.replace(/ while .*/, ''),
      doing,
      upstream: target,
      kind: /connect\(\) failed|no live|Unable to reach/.test(what ?? '') ? 'unreachable' : 'timeout',
    }
  },
  examples: {
    hits: [
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
