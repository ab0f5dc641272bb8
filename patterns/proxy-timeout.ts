import { defineCause, defineDerivation, type Derived, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { formatDuration, nanoseconds } from '../src/base/time.ts'
import { count } from '../src/base/text.ts'
import { closes, lifetimes } from './close-codes.ts'
import { check, fix } from './steps.ts'

const upstream = definePattern({
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

const rejectedUpgrade = definePattern({
  id: 'client.upgrade-rejected',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'The upgrade to WebSocket was answered with HTTP {status}',
  description:
    'Something in front answers instead of the gateway: an identity proxy (301, 302, 401, 403), a dead tunnel (502, 503, 530).',
  keywords: ['rejected websocket upgrade', 'Unexpected server response:', 'unexpected server response'],
  match: /(?:rejected websocket upgrade \(HTTP (?<status>\d{3})\)|[Uu]nexpected server response: (?<status2>\d{3}))/,
  fields: ({ status, status2 }) => ({ status: Number(status ?? status2) }),
  examples: {
    hits: [
      { line: 'gateway rejected websocket upgrade (HTTP 502): Bad Gateway', fields: { status: 502 } },
      { line: 'gateway connect failed: Error: Unexpected server response: 403', fields: { status: 403 } },
    ],
    misses: ['unexpected response'],
  },
})

// Documented idle limits of what people put in front: nginx and ALB 60 s, Cloudflare 100 s, Azure 240 s, AWS NLB 350 s.
const tolerance = 0.05

/** Connections that all die at the same age: nobody but a proxy does that. */
const cluster = defineDerivation({
  id: 'proxy.lifetime-cluster',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'Connections die at the age of {seconds} s, one after the other',
  description:
    'Three or more dashboard connections that end with 1006, 1001 or 1005 at ages within five percent of each other, between 4 s and an hour.',
  needs: ['ws.webchat-connected', 'ws.webchat-disconnected', 'ws.close', 'client.connected', 'client.closed'],
  *derive(events): Generator<Derived> {
    const lives = lifetimes(events).filter(
      ({ on, life }) =>
        [1006, 1005, 1001].includes(Number(on.attributes['code'])) &&
        life > 4n * nanoseconds.second &&
        life < 2n * nanoseconds.hour,
    )
    const cut = lives.filter(({ on }) => Number(on.attributes['code']) !== 1001)
    for (const { life } of cut) {
      const close = cut.filter(
        (other) => Math.abs(Number(other.life - life)) <= Math.max(Number(life) * tolerance, 1e9),
      )
      if (close.length < 3 || close.length < cut.length * 0.6) continue
      const seconds = Math.round(median(close.map((each) => Number(each.life) / 1e9)))
      for (const { on } of close)
        yield { on, attributes: { seconds, times: close.length, conn: String(on.attributes['conn']) }, body: on.body }
      return
    }
  },
})

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

const drops: Selector[] = [{ pattern: closes, where: { code: [1006, 1005] } }]

const causes = [
  defineCause({
    id: 'proxy-idle-timeout',
    class: 'proxy-timeout',
    title: 'A proxy or tunnel cuts connections that are idle for a fixed time',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'proxy.lifetime-cluster' }, { pattern: 'proxy.upstream', where: { kind: 'timeout' } }],
    strength: 84,
    supports: [
      {
        events: [{ pattern: 'proxy.untrusted-headers' }],
        before: '24h',
        weight: 4,
        why: 'the clients come through a proxy',
      },
      {
        events: [{ pattern: 'proxy.upstream', where: { doing: /upgraded/ } }],
        weight: 8,
        why: 'the proxy itself says that it timed out an upgraded connection',
      },
    ],
    claims: [...drops, { pattern: ['ws.webchat-connected', 'proxy.upstream'] }],
    explains: ['abnormal-closures', 'gateway-gone', 'closed-by-policy'],
    also: ['close-code'],
    recovery: [],
    rivals: [
      { id: 'crash-loop', telltale: 'start of the gateway between the closes' },
      { id: 'handshake-timeout', telltale: '"handshake timeout"' },
    ],
    explain: (facts) => {
      const seconds = facts.values('seconds')
      return seconds.length > 0
        ? `${count(Number(facts.values('times')[0] ?? facts.count), 'connection')} ended without a close frame at the same age, ${formatDuration(BigInt(seconds[0]!) * nanoseconds.second)}. Clients and gateways do not die by the clock; a proxy with an idle limit does (nginx 60 s, Cloudflare 100 s, load balancers 60 to 350 s). Before 2026.5.7 the gateway sends no ping that would keep it open.`
        : `The proxy gave up on ${count(facts.count, 'connection')} that it had upgraded: nothing was sent for longer than its limit.`
    },
    checks: [
      { what: 'The limits of the proxy', command: 'nginx -T | grep -E "proxy_(read|send)_timeout"' },
      check.trustedProxies,
      check.versions,
    ],
    fix: [
      {
        what: 'Raise them for the WebSocket: proxy_read_timeout 3600s; proxy_send_timeout 3600s; then reload',
        command: 'nginx -s reload',
      },
      { what: 'Or update to 2026.5.7 or later, which pings every 25 s' },
    ],
  }),
  defineCause({
    id: 'proxy-stale-target',
    class: 'proxy-timeout',
    title: 'The proxy or tunnel does not reach the gateway',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [
      { pattern: 'proxy.upstream', where: { kind: 'unreachable' } },
      { pattern: 'client.upgrade-rejected', where: { status: [502, 503, 504, 521, 522, 523, 530] } },
    ],
    strength: 78,
    against: [
      {
        events: [{ pattern: 'lifecycle.signal' }],
        before: '2m',
        after: '2m',
        weight: 25,
        why: 'the gateway was being restarted at that time',
      },
    ],
    claims: [...drops, { pattern: ['client.connect-failed'] }],
    explains: ['gateway-gone', 'gateway-unreachable'],
    recovery: [],
    explain: (facts) =>
      `The proxy answers for a gateway that it cannot reach (${facts.values('what').slice(0, 2).join('; ') || `HTTP ${facts.values('status').join(', ')}`}). Either the gateway is down, or the proxy points to an old address or port.`,
    checks: [
      { what: 'Whether the gateway answers without the proxy', command: 'curl -fsS http://127.0.0.1:18789/healthz' },
      check.listeners,
    ],
    fix: [{ what: 'Point the proxy or tunnel to where the gateway listens now, and reload it' }, fix.restart],
  }),
  defineCause({
    id: 'identity-proxy',
    class: 'proxy-timeout',
    title: 'An identity proxy in front answers the upgrade itself',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'client.upgrade-rejected', where: { status: [301, 302, 307, 401, 403, 404] } }],
    strength: 70,
    claims: [{ pattern: ['client.connect-failed'] }],
    recovery: [],
    explain: (facts) =>
      `The WebSocket upgrade was answered with HTTP ${facts.values('status').join(', ')}: a log-in page or access rule stands before the gateway, or the path is wrong.`,
    checks: [check.trustedProxies, { what: 'What answers', command: 'curl -sI https://<host>/' }],
    fix: [{ what: 'Let the client authenticate to the proxy, or exempt the path of the gateway' }],
  }),
] as const

export default { patterns: [upstream, rejectedUpgrade], derivations: [cluster], causes } satisfies Family
