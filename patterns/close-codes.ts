import { defineCause, defineDerivation, type Derived, type Event, type Family } from '../src/model/incident.ts'
import { definePattern, type Fields, type Role } from '../src/model/pattern.ts'
import type { Attributes } from '../src/model/record.ts'
import { formatDuration, nanoseconds } from '../src/base/time.ts'
import { count } from '../src/base/text.ts'
import { pairsOf } from './pairs.ts'
import { codeName, refusalOf } from './reasons.ts'
import { check, fix } from './steps.ts'

// Closes that say nothing bad by themselves: the peer went, the gateway restarts or still starts.
const quietCodes = new Set([1000, 1001, 1005, 1012, 1013])

function closeFields(groups: Record<string, string | undefined>): Fields | undefined {
  const code = Number(groups['code'])
  if (!(code >= 1000 && code <= 4999)) return undefined
  const reason = groups['reason'] === 'n/a' || groups['reason'] === 'no close reason' ? undefined : groups['reason']
  return { ...groups, code, reason, refusal: refusalOf(groups['cause']) ?? refusalOf(reason), name: codeName(code) }
}

function closeRole({ code, refusal }: Attributes): Role {
  if (refusal !== undefined && !['restart', 'starting', 'draining'].includes(String(refusal))) return 'symptom'
  return quietCodes.has(Number(code)) ? 'context' : 'symptom'
}

// The fields of the gateway's own lines about connections. What a peer can write (ua, origin, host, fwd, reason) ends where the
// next of these begins.
const connectionKeys = new Set([
  'conn', 'peer', 'remote', 'fwd', 'origin', 'host', 'ua', 'code', 'reason', 'phase', 'suppressed', 'cause', 'durationMs', 'handshakeMs', 'handshake',
  'lastFrameType', 'lastFrameMethod', 'lastFrameId', 'userAgent', 'remoteAddr', 'remotePort', 'localAddr', 'localPort', 'endpoint', 'authMode',
  'authProvided', 'authReason', 'allowTailscale', 'role', 'scopeCount', 'hasDeviceIdentity', 'client', 'mode', 'version', 'platform', 'user',
  'clientDisplayName', 'clientId', 'deviceId', 'requestId', 'instanceId', 'handshakeError', 'lastPongAgeMs', 'bufferedBytes', 'authResult', 'minProtocol', 'maxProtocol',
  'expectedProtocol', 'roleFrom', 'roleTo', 'scopesFrom', 'scopesTo', 'pairing', 'error',
]) // prettier-ignore

/** The facts of a closed connection from its line, and from the meta fields of a structured record. */
function connectionFields(text: string, attributes: Attributes): Fields | undefined {
  const { values, codes } = pairsOf(text, connectionKeys)
  const meta = (name: string): string | undefined => {
    const value = values[name] ?? (attributes[name] === undefined ? undefined : String(attributes[name]))
    return value === undefined || value === 'n/a' || value === '' ? undefined : value
  }
  const code = Number(/^\d{4}/.exec(values['code'] ?? '')?.[0])
  const cause = meta('cause')
  const reason = meta('reason')?.replace(/\)$/, (end) => (meta('reason')!.includes('(') ? end : ''))
  const refusal = refusalOf(meta('authReason')) ?? refusalOf(cause) ?? refusalOf(reason)
  const fields: Fields = {
    conn: meta('conn')?.replace(/[>…]+$/, ''),
    peer: meta('peer'),
    remote: meta('remote'),
    fwd: meta('fwd'),
    origin: meta('origin'),
    ua: meta('ua')?.slice(0, 200),
    phase: /^\w+/.exec(values['phase'] ?? '')?.[0],
    suppressed: /^\d+/.exec(values['suppressed'] ?? '')?.[0],
    cause: cause?.split(' ')[0],
    client: meta('client'),
    mode: meta('mode')?.split(' ')[0],
    version: meta('version')?.split(' ')[0],
    user: meta('user')?.split(' ')[0],
    durationMs: /^\d+/.exec(meta('durationMs') ?? '')?.[0],
    handshake: /^\w+/.exec(meta('handshake') ?? '')?.[0],
    reason: reason?.slice(0, 200),
    refusal,
    // Written by the peer, or by a gateway of a kind that nobody has seen.
    ambiguous: codes > 1 ? true : undefined,
  }
  if (!(code >= 1000 && code <= 4999))
    return { ...fields, reason: values['code'] === undefined ? undefined : fields['reason'] }
  return { ...fields, code, name: codeName(code) }
}

const closedBeforeConnect = definePattern({
  id: 'ws.closed-before-connect',
  class: 'close-code',
  role: 'symptom',
  title: 'Closed before connect with {code}',
  description:
    'TCP and the upgrade succeeded, `connect` did not. The last line of a failed handshake; the line before it with the same conn= says why. ' +
    'peer= since 2026.4.15, suppressed= since 5.28, phase= since 7.1; the console of 9.6 repeats the fields at the end.',
  keywords: ['closed before connect'],
  subsystems: ['ws', 'gateway'],
  exclusive: true,
  match: /closed before connect[ .…]+(?<rest>\w+=.*)$/,
  fields: ({ rest }, { attributes }) => connectionFields(rest!, attributes),
  roleOf: (attributes) => (Number(attributes['code']) === 1000 ? 'symptom' : closeRole(attributes)),
  examples: {
    hits: [
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 fwd=n/a origin=http://localhost:18789 host=localhost:18789 ua=Mozilla/5.0 (X11; Linux x86_64) code=1008 reason=unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
        fields: {
          code: 1008,
          refusal: 'token-missing',
          remote: '127.0.0.1',
          origin: 'http://localhost:18789',
          ua: 'Mozilla/5.0 (X11; Linux x86_64)',
        },
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:61022->127.0.0.1:18789 remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1006 reason=n/a phase=ws_upgrade_started suppressed=12',
        fields: { code: 1006, phase: 'ws_upgrade_started', suppressed: '12', peer: '127.0.0.1:61022->127.0.0.1:18789' },
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:1->127.0.0.1:2 remote=127.0.0.1 fwd=198.51.100.7 origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=device identity required phase=ws_upgrade_started cause=device-required durationMs=53 handshake=failed phase=ws_upgrade_started host=127.0.0.1:18789 client=cli mode=cli version=2026.9.6',
        fields: {
          code: 1008,
          refusal: 'device-identity',
          cause: 'device-required',
          fwd: '198.51.100.7',
          client: 'cli',
          durationMs: '53',
        },
      },
      {
        line: '[gateway/ws] WARN closed before connect cause=handshake-timeout handshakeMs=12688 durationMs=16859 code=1000',
        fields: { code: 1000, refusal: 'handshake-timeout' },
      },
      {
        line: 'Apr 05 14:16:13 pi node[206]: 2026-04-05T14:16:13.853+01:00 [ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=>',
        fields: { conn: '5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f', remote: '127.0.0.1' },
        note: 'cut off by a pager',
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=203.0.113.9 fwd=n/a origin=n/a host=x ua=Evil code=1001 reason=n/a code=1008 reason=unauthorized: gateway token mismatch (x)',
        fields: { ambiguous: true },
        note: 'a user agent that poses as the rest of the line',
      },
    ],
    misses: [
      '[ws] closed before connecting to the database',
      { line: "[error]: [ '[ws]', 'closed before connect conn' ]", note: "a channel vendor's own socket" },
    ],
  },
})

const closeFragment = definePattern({
  id: 'ws.close-fragment',
  class: 'close-code',
  role: 'symptom',
  title: 'A close with {code}',
  description:
    'The code and reason of a close, quoted out of its line: excerpts in tickets, wrapped lines, bridges and wrappers with words of their own.',
  keywords: [
    ...Array.from({ length: 16 }, (_, index) => `code=${1000 + index}`),
    ...['4000', '4001', '4008', '4013'].map((code) => `code=${code}`),
  ],
  subsystems: ['ws', 'gateway', 'gateway-bridge', 'bridge'],
  match: /(?:^|[ ([])(?<rest>code=(?:10\d\d|4\d\d\d)\b.*)$/,
  fields: ({ rest }, { body, attributes }) => {
    if (
      /closed before connect|webchat disconnected|user disconnected|→ close|[Gg]ateway WebSocket closed|fallback decision|exit/.test(
        body,
      )
    )
      return undefined
    // A bare number after code= is anybody's; a close has a reason or calls itself one.
    if (!/clos|disconnect|reason=|cause=|handshake=/i.test(body)) return undefined
    return connectionFields(rest!.replace(/\)$/, ''), attributes)
  },
  roleOf: closeRole,
  examples: {
    hits: [
      { line: '[gateway] ws close code=1008 reason=origin not allowed', fields: { code: 1008, refusal: 'origin' } },
      { line: 'code=1008 reason=pairing required', fields: { code: 1008, refusal: 'pairing' } },
      { line: '[02:46:42] [gateway-bridge] WS closed (code=1006)', fields: { code: 1006 } },
    ],
    misses: [
      'error code=1008 from the printer',
      '[discord] WebSocket closed code=4014 reason=x',
      'process exited code=1000',
    ],
  },
})

const webchatDisconnected = definePattern({
  id: 'ws.webchat-disconnected',
  class: 'close-code',
  role: 'symptom',
  title: 'Dashboard disconnected with {code}',
  description:
    'The only closes after the handshake that are logged at the default level: dashboards, and since 8.x authenticated users.',
  keywords: ['webchat disconnected code=', 'authenticated user disconnected'],
  subsystems: ['ws'],
  exclusive: true,
  match: /^(?:webchat|authenticated user) disconnected (?<rest>(?:user=\S+ )?code=\d+.*)$/,
  fields: ({ rest }, { attributes }) => {
    const fields = connectionFields(rest!, attributes)
    return fields && { ...fields, conn: /^\S+/.exec(String(fields['conn'] ?? ''))?.[0] }
  },
  roleOf: closeRole,
  examples: {
    hits: [
      {
        line: '[ws] webchat disconnected code=1001 reason=n/a conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1001, name: 'going away' },
      },
      {
        line: '[ws] webchat disconnected code=1008 reason=slow consumer conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1008, refusal: 'slow-consumer' },
      },
      {
        line: '[ws] authenticated user disconnected user=ann code=1006 reason=n/a conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1006, user: 'ann' },
      },
    ],
    misses: ['[feishu] webchat disconnected code=1001 reason=n/a conn=x'],
  },
})

const verboseClose = definePattern({
  id: 'ws.close',
  class: 'close-code',
  role: 'symptom',
  title: 'Closed with {code}',
  description: 'Every close, with its cause and duration; only with --verbose.',
  keywords: [' close code='],
  subsystems: ['ws'],
  match:
    /^→ close code=(?<code>\d+)(?: reason=(?<reason>.*?))?(?: durationMs=(?<durationMs>\d+))?(?: cause=(?<cause>\S+))?(?: durationMs=\d+)?(?: handshake=(?<handshake>\w+))?(?: phase=(?<phase>\w+))?(?: lastFrame.*?)?(?: conn=(?<conn>\S+))?$/,
  fields: closeFields,
  // The same close has its own line as closed-before-connect or webchat-disconnected, where it counts.
  exclusive: true,
  roleOf: (attributes) => (attributes['handshake'] === 'failed' ? 'context' : closeRole(attributes)),
  examples: {
    hits: [
      {
        line: '[ws] → close code=1008 cause=origin-mismatch durationMs=4 handshake=failed phase=ws_upgrade_started',
        fields: { phase: 'ws_upgrade_started', refusal: 'origin' },
      },
      {
        line: '[ws] → close code=1008 reason=device nonce mismatch durationMs=31 cause=device-auth-invalid handshake=failed lastFrameType=req lastFrameMethod=connect lastFrameId=a1',
        fields: { code: 1008, refusal: 'device-proof', handshake: 'failed' },
      },
      {
        line: '[ws] → close code=1006 durationMs=61022 handshake=connected conn=5f0c3a11…3e4f',
        fields: { code: 1006, durationMs: '61022' },
      },
    ],
    misses: ['[ws] → event health seq=4 close code=1 x'],
  },
})

const clientClosed = definePattern({
  id: 'client.closed',
  class: 'close-code',
  role: 'symptom',
  title: 'A client was told: gateway closed ({code})',
  description:
    'What the CLI, a node host, a tool or an app prints when its connection is closed. It is the client that speaks: the gateway may log nothing.',
  keywords: [
    'ateway closed',
    'WebSocket closed (',
    'WS closed (',
    'isconnected from',
    'isconnected (',
    'onnection closed',
    'paused after close',
    'closed (1006',
    'closed (1000',
    'closed (1008',
  ],
  match:
    /(?:[Gg]ateway|Gateway WebSocket|WebSocket|WS|[Cc]onnection|after) clos(?:ed|e) ?(?:: |\()(?:code[=:] ?)?(?<code>1\d{3}|4\d{3})\b(?<rest>[^\n"]*)|[Dd]isconnected(?: from [Gg]ateway)? \((?:code: ?)?(?<code2>1\d{3}|4\d{3})\b(?<rest2>[^\n]*)/,
  subsystems: [
    'openclaw',
    'tools',
    'diagnostic',
    'embedded',
    'cli',
    'node',
    'gateway',
    'gateway-client',
    'logs',
    'ws',
    'subagent',
    'agent',
    'qqbot',
    'native-approvals',
    'approvals',
  ],
  fields: (groups, { body }) => {
    if (/webchat disconnected|closed before connect|gateway: (?:WebSocket|closed)/.test(body)) return undefined
    const rest = groups['rest'] ?? groups['rest2'] ?? ''
    return closeFields({
      code: groups['code'] ?? groups['code2'],
      reason: saidReason(rest),
      cause: /detail=(\w+)/.exec(rest)?.[1],
    })
  },
  roleOf: (attributes) => (Number(attributes['code']) === 1000 ? 'symptom' : closeRole(attributes)),
  examples: {
    hits: [
      { line: 'gateway closed (1006 abnormal closure (no close frame)): no close reason', fields: { code: 1006 } },
      {
        line: 'gateway connect failed: Error: gateway closed (1000 normal closure): no close reason',
        fields: { code: 1000 },
      },
      {
        line: '[openclaw] Failed to start CLI: Error: gateway closed (1008): pairing required',
        fields: { code: 1008, refusal: 'pairing', reason: 'pairing required' },
      },
      {
        line: '[2026-03-13T01:04:11.902Z] [WARN ] Gateway WebSocket closed (code=1008, reason=pairing required, handshake=pending)',
        fields: { code: 1008, refusal: 'pairing', reason: 'pairing required' },
      },
      {
        line: '[OpenClaw] Disconnected from Gateway (code: 1002, reason: "protocol mismatch", wasClean: true)',
        fields: { code: 1002, refusal: 'protocol', reason: 'protocol mismatch' },
      },
      {
        line: 'disconnected (1008): unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
        fields: { code: 1008, refusal: 'token-missing' },
      },
      { line: 'node host gateway closed (1006): no close reason', fields: { code: 1006 } },
      {
        line: 'node host gateway reconnect paused after close (1008): pairing required detail=PAIRING_REQUIRED; waiting for operator action',
        fields: { code: 1008, refusal: 'pairing' },
      },
      {
        line: '[qqbot] gateway closed: 1008 unauthorized: gateway token mismatch (x)',
        fields: { code: 1008, refusal: 'token-mismatch' },
      },
      {
        line: '  gateway closed (1000):',
        fields: { code: 1000 },
        note: 'as `gateway status` prints it under its probe',
      },
    ],
    misses: [
      {
        line: '[discord] discord: gateway closed with code 4014 (missing privileged gateway intents). Enable them.',
        note: "Discord's own gateway and codes",
      },
      { line: 'Web connection closed (status 408). Retry 1/12 in 4.1s', note: 'WhatsApp' },
    ],
  },
})

/** The reason in what follows a code: `): why`, `, reason=why, …)`, `, reason: "why", …)`, ` why`. */
function saidReason(rest: string): string | undefined {
  const named = /reason[=:] ?"?([^",)]*)/.exec(rest)?.[1]
  const behind =
    /\): ?(.*)$/.exec(rest)?.[1] ?? (rest.startsWith(' ') && !rest.includes('closure') ? rest.trim() : undefined)
  return (named ?? behind)?.replace(/ detail=\w+.*$/, '').trim() || undefined
}

const channelSocketClosed = definePattern({
  id: 'channel.socket-closed',
  class: 'close-code',
  role: 'context',
  title: "A channel's own socket closed with {code}",
  description:
    "Discord's gateway and other services have WebSockets and close codes of their own: they say nothing of OpenClaw's gateway.",
  keywords: [
    'closed with code ',
    'Fatal gateway close code',
    'Fatal Gateway error: ',
    'reached after code ',
    'close code: 4',
  ],
  subsystems: [
    'telegram',
    'discord',
    'slack',
    'whatsapp',
    'signal',
    'feishu',
    'mattermost',
    'msteams',
    'qqbot',
    'channels',
    'health-monitor',
  ],
  match:
    /(?:closed with code|Fatal gateway close code:|Fatal Gateway error:|reached after code|close code:) (?<code>\d{4})/,
  fields: (groups, { attributes }) => ({
    code: Number(groups['code']),
    peer: typeof attributes['subsystem'] === 'string' ? attributes['subsystem'].split('/').at(-1) : 'channel',
  }),
  examples: {
    hits: [
      {
        line: '[discord] discord gateway: WebSocket connection closed with code 4014',
        fields: { code: 4014, peer: 'discord' },
      },
      {
        line: '[openclaw] Uncaught exception: Error: Max reconnect attempts (0) reached after code 1005',
        fields: { code: 1005 },
      },
    ],
    misses: ['Command exited with code 1', 'process closed with code 1'],
  },
})

const handshakeTimeout = definePattern({
  id: 'ws.handshake-timeout',
  class: 'close-code',
  role: 'cause',
  title: 'Handshake timed out',
  description:
    'Followed by a close with 1000 and no reason: the client reads "gateway closed (1000 normal closure)". 10 s, 3 s in 2026.3.13, 15 s from 4.29.',
  keywords: ['handshake timeout conn='],
  subsystems: ['ws'],
  exclusive: true,
  match:
    /handshake timeout conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?(?: phase=(?<phase>\w+))?(?: durationMs=(?<durationMs>\d+))?/,
  examples: {
    hits: [
      {
        line: '[WARN] gateway/ws: handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 durationMs=40009',
        fields: { durationMs: '40009' },
      },
      {
        line: '[ws] handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1',
        fields: { remote: '127.0.0.1' },
      },
      {
        line: '[WARN] gateway/ws: handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=10.0.0.2:5->10.0.0.1:18789 remote=10.0.0.2 phase=ws_upgrade_started',
        fields: { phase: 'ws_upgrade_started' },
      },
    ],
    misses: ['[telegram] TLS handshake timeout while polling'],
  },
})

const invalidHandshake = definePattern({
  id: 'ws.invalid-handshake',
  class: 'close-code',
  role: 'cause',
  title: 'Something that is no OpenClaw client spoke to the port',
  description: 'The first frame was no request: an HTTP probe, another protocol, a very old client.',
  keywords: ['invalid handshake conn='],
  subsystems: ['ws'],
  exclusive: true,
  match: /^invalid handshake conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?/,
  examples: {
    hits: [
      {
        line: '[ws] invalid handshake conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=10.0.0.9:5->10.0.0.1:18789 remote=10.0.0.9',
        fields: { peer: '10.0.0.9:5->10.0.0.1:18789' },
      },
      {
        line: '[ws] invalid handshake conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=10.0.0.9 fwd=n/a origin=n/a host=n/a ua=n/a',
        fields: { remote: '10.0.0.9' },
      },
    ],
    misses: ['[ws] invalid handshake'],
  },
})

const handlerFailed = definePattern({
  id: 'ws.handler-error',
  class: 'close-code',
  role: 'cause',
  title: 'The gateway failed on a message: {error}',
  description:
    'The handler of a WebSocket message threw. Before connect the client then sees a close with 1000 and no reason.',
  keywords: ['parse/handle error:', 'parse-error error='],
  subsystems: ['ws', 'gateway'],
  match: /^(?:parse\/handle error: (?<error>.*)|✗ parse-error error=(?<error2>.*?)(?: conn=(?<conn>\S+))?$)/,
  fields: ({ error, error2, conn }) => ({ error: error ?? error2, conn }),
  examples: {
    hits: [
      {
        line: '[ws] ✗ parse-error error=SyntaxError: Unexpected token conn=5f0c3a11…3e4f',
        fields: { error: 'SyntaxError: Unexpected token', conn: '5f0c3a11…3e4f' },
      },
      {
        line: '[gateway] parse/handle error: Error: ENOSPC: no space left on device, write',
        fields: { error: 'Error: ENOSPC: no space left on device, write' },
      },
    ],
    misses: ['[config] parse/handle errors are counted'],
  },
})

const socketError = definePattern({
  id: 'ws.socket-error',
  class: 'close-code',
  role: 'cause',
  title: 'Socket error: {error}',
  description: 'The ws library gave up on a connection; a 1006 or 1009 follows.',
  keywords: ['Max payload size exceeded', 'Invalid WebSocket frame', 'read ECONNRESET'],
  subsystems: ['ws'],
  tagged: true,
  match: /^error conn=(?<conn>\S+) remote=(?<remote>\S+): (?<error>.*)$/,
  examples: {
    hits: [
      {
        line: '[ws] error conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1: Max payload size exceeded',
        fields: { error: 'Max payload size exceeded' },
      },
    ],
    misses: ['[telegram] error: read ECONNRESET'],
  },
})

const webchatConnected = definePattern({
  id: 'ws.webchat-connected',
  class: 'close-code',
  role: 'recovery',
  title: 'Dashboard connected',
  description:
    'With its disconnect it gives the life of the connection, the one measurement that shows a proxy at work.',
  keywords: ['webchat connected conn=', 'authenticated user connected'],
  subsystems: ['ws'],
  exclusive: true,
  match:
    /^(?:webchat|authenticated user) connected (?:user=(?<user>\S+) )?conn=(?<conn>\S+)(?: remote=(?<remote>\S+))?(?: client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?(?: build=(?<build>\S+))?(?: .*)?$/,
  examples: {
    hits: [
      {
        line: '[ws] authenticated user connected user=ann conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9 remote=10.0.0.2 client=openclaw-control-ui webchat v2026.9.6 build=b1',
        fields: { user: 'ann', build: 'b1' },
      },
      {
        line: '[ws] webchat connected conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9 remote=127.0.0.1 client=openclaw-control-ui webchat v2026.3.12',
        fields: { client: 'openclaw-control-ui', mode: 'webchat', version: '2026.3.12' },
      },
    ],
    misses: ['[browser] webchat connected'],
  },
})

const nodeConnected = definePattern({
  id: 'client.connected',
  class: 'close-code',
  role: 'recovery',
  title: 'A node host connected',
  description: 'With the close that follows it gives the life of the connection.',
  keywords: ['gateway connected:'],
  match: /^node host gateway connected: (?<url>\S+)/,
  examples: {
    hits: [{ line: 'node host gateway connected: wss://claw.example.com', fields: { url: 'wss://claw.example.com' } }],
    misses: ['gateway connected: yes'],
  },
})

const helloOk = definePattern({
  id: 'ws.hello-ok',
  class: 'close-code',
  role: 'recovery',
  title: 'A client connected',
  description: 'The gateway answered connect with hello-ok; only with --verbose.',
  keywords: ['hello-ok methods='],
  subsystems: ['ws'],
  match: /^→ hello-ok methods=(?<methods>\d+)/,
  examples: {
    hits: [{ line: '[ws] → hello-ok methods=99 events=19 presence=3 stateVersion=3', fields: { methods: '99' } }],
    misses: ['[ws] ← hello-ok'],
  },
})

const shortLife = 2n * nanoseconds.second
const flapping = defineDerivation({
  id: 'ws.flapping',
  class: 'close-code',
  role: 'cause',
  title: 'The same page connects and leaves again and again',
  description:
    'Three or more dashboard connections in a row that live less than two seconds and end with 1001: the page reloads itself.',
  needs: ['ws.webchat-connected', 'ws.webchat-disconnected'],
  *derive(events): Generator<Derived> {
    let run: Event[] = []
    for (const { on, life } of lifetimes(events)) {
      const short = life < shortLife && Number(on.attributes['code']) === 1001
      if (short && run.length > 0 && on.at - run.at(-1)!.at > 30n * nanoseconds.second) run = []
      run = short ? [...run, on] : []
      if (run.length === 3) yield { on, attributes: { code: 1001, times: 3 }, body: on.body }
    }
  },
})

const together = defineDerivation({
  id: 'ws.dropped-together',
  class: 'close-code',
  role: 'context',
  title: 'Several connections were cut in the same second',
  description:
    'One client cut is its own network or its proxy; several at once are the host, the gateway or the path they share.',
  needs: ['ws.webchat-disconnected', 'ws.closed-before-connect'],
  *derive(events): Generator<Derived> {
    let last: Event | undefined
    for (const event of events) {
      if (Number(event.attributes['code']) !== 1006 || !event.timed) continue
      if (last && event.at - last.at <= nanoseconds.second && event.attributes['conn'] !== last.attributes['conn'])
        yield { on: event, attributes: { code: 1006 }, body: event.body }
      last = event
    }
  },
})

/** Connections whose age at their end is known: both ends were logged, or the close says how long it lasted. */
export function lifetimes(events: readonly Event[]): { on: Event; life: bigint }[] {
  const open = new Map<string, Event>()
  const result: { on: Event; life: bigint }[] = []
  for (const event of events) {
    const { conn, durationMs, handshake } = event.attributes
    if (event.pattern === 'ws.close' && handshake === 'connected' && durationMs !== undefined) {
      result.push({ on: event, life: BigInt(durationMs) * 1_000_000n })
      continue
    }
    // A node host has one connection at a time, and its lines name none.
    const key = event.pattern.startsWith('client.') ? 'node host' : String(conn ?? '')
    if (event.pattern === 'ws.webchat-connected' || event.pattern === 'client.connected') open.set(key, event)
    else if (event.pattern === 'ws.webchat-disconnected' || event.pattern === 'client.closed') {
      const began = open.get(key)
      open.delete(key)
      if (began?.timed && event.timed) result.push({ on: event, life: event.at - began.at })
    }
  }
  return result
}

const closes = [
  'ws.closed-before-connect',
  'ws.webchat-disconnected',
  'ws.close',
  'ws.close-fragment',
  'client.closed',
] as const
const gatewayCloses = ['ws.closed-before-connect', 'ws.webchat-disconnected', 'ws.close-fragment'] as const

const causes = [
  defineCause({
    id: 'handshake-timeout',
    class: 'close-code',
    title: 'Clients do not finish the handshake in time, and are closed with 1000 and no reason',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'ws.handshake-timeout' }, { pattern: gatewayCloses, where: { refusal: 'handshake-timeout' } }],
    strength: 60,
    supports: [
      {
        events: [
          { pattern: 'pressure.event-loop' },
          { pattern: 'pressure.sqlite-slow' },
          { pattern: 'pressure.memory' },
        ],
        weight: 15,
        why: 'the event loop was blocked at that time',
      },
      {
        events: [{ pattern: closes, where: { code: 1000 } }],
        weight: 5,
        why: 'the connection was then closed with 1000 without a reason',
      },
    ],
    against: [
      {
        events: [{ pattern: 'ws.webchat-connected' }],
        sharing: 'conn',
        weight: 50,
        why: 'the same connection was accepted a moment later',
      },
      {
        events: [{ pattern: 'ws.handshake-timeout', where: { phase: 'ws_upgrade_started' } }],
        weight: 0,
        why: 'the peer never sent a frame: a port check or a scanner would look like this',
      },
    ],
    claims: [{ pattern: closes, where: { code: [1000, 1006] } }, { pattern: 'pressure.event-loop' }],
    recovery: [{ pattern: ['ws.webchat-connected', 'ws.hello-ok'] }],
    rivals: [
      { id: 'token-drift', telltale: 'unauthorized line' },
      { id: 'not-paired', telltale: '"pairing required"' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'connection')} opened and did not complete connect before the handshake limit. The gateway closes such connections with 1000 and no reason, so that the client reports "gateway closed (1000 normal closure)". ` +
      (facts.has('pressure.event-loop')
        ? 'The event loop was blocked, so that the gateway itself was too slow.'
        : 'Either the gateway was too busy to answer, or the peer opened a socket and said nothing (a port check, a proxy that holds frames back).'),
    checks: [
      check.health,
      check.status,
      { what: 'The version: 2026.3.13 had a limit of 3 s', command: 'openclaw --version' },
    ],
    fix: [
      fix.restart,
      {
        what: 'If the host is slow, raise the limit (since 2026.3.24)',
        command: 'OPENCLAW_HANDSHAKE_TIMEOUT_MS=30000 openclaw gateway run',
      },
    ],
  }),
  defineCause({
    id: 'device-proof-refused',
    class: 'close-code',
    title: "A client's device proof was refused (nonce, signature or clock)",
    severity: 'medium',
    verdict: 'approve-access',
    trigger: [
      { pattern: gatewayCloses, where: { refusal: 'device-proof' } },
      { pattern: 'client.closed', where: { refusal: 'device-proof' } },
    ],
    strength: 75,
    claims: [{ pattern: closes, where: { refusal: 'device-proof' } }],
    recovery: [{ pattern: ['ws.webchat-connected', 'ws.hello-ok'] }],
    rivals: [{ id: 'not-paired', telltale: '"pairing required"' }],
    explain: (facts) =>
      `The gateway refused ${count(facts.count, 'connection')} because the device could not prove itself: ${facts.values('reason').join(', ') || 'device proof invalid'}. "expired" means that the clocks differ by more than two minutes; a nonce mismatch, that the client answered another socket's challenge.`,
    checks: [{ what: "Compare the client's clock with the gateway's", command: 'date -u' }, check.devices],
    fix: [{ what: 'Set the clock, update the client, then connect again' }, fix.approve],
  }),
  defineCause({
    id: 'not-a-client',
    class: 'close-code',
    title: 'Something that is no OpenClaw client speaks to the port',
    severity: 'low',
    verdict: 'fix-environment',
    trigger: [
      { pattern: 'ws.invalid-handshake' },
      { pattern: gatewayCloses, where: { refusal: ['not-a-client', 'connect-params'] } },
    ],
    strength: 60,
    claims: [{ pattern: closes, where: { refusal: ['not-a-client', 'connect-params'] } }],
    explain: (facts) =>
      `${count(facts.count, 'connection')} did not begin with a valid connect request: ${facts.values('reason').join(', ') || 'invalid handshake'}. A health check, a proxy on the wrong path or a client of another age does this.`,
    checks: [{ what: 'Who connects: see remote= and ua= in the lines above' }, check.listeners],
    fix: [{ what: 'Point the health check at /healthz, or update the client' }],
  }),
  defineCause({
    id: 'oversize-message',
    class: 'close-code',
    title: 'A message was larger than the gateway takes',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: [
      { pattern: gatewayCloses, where: { refusal: 'oversize' } },
      { pattern: gatewayCloses, where: { code: 1009 } },
      { pattern: 'ws.socket-error', where: { error: /Max payload/ } },
    ],
    strength: 70,
    claims: [{ pattern: closes, where: { code: [1009, 1006] } }],
    explain: (facts) =>
      `${count(facts.count, 'connection')} ended because a frame was too large: 64 KiB before connect, 25 MiB after.`,
    checks: [{ what: 'Which client sends it: see remote= and ua=' }],
    fix: [{ what: 'Update the client, or send the attachment another way' }],
  }),
  defineCause({
    id: 'slow-consumer',
    class: 'close-code',
    title: 'The gateway dropped a client that read too slowly',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: [{ pattern: closes, where: { refusal: 'slow-consumer' } }],
    strength: 85,
    claims: [{ pattern: closes, where: { refusal: 'slow-consumer' } }],
    recovery: [{ pattern: 'ws.webchat-connected' }],
    rivals: [{ id: 'token-drift', telltale: 'unauthorized line' }],
    explain: (facts) =>
      `${count(facts.count, 'close')} with 1008 "slow consumer": what the gateway wanted to send piled up beyond its limit. Here 1008 is back-pressure, neither authentication nor policy.`,
    checks: [
      { what: 'The path to that client: a phone, a VPN relay, a tab in the background', command: 'tailscale status' },
      check.health,
    ],
    fix: [{ what: 'Reload the client on a better path; close dashboards that stay open in the background' }],
  }),
  defineCause({
    id: 'dropped-while-blocked',
    class: 'close-code',
    title: 'Clients are dropped while the event loop of the gateway is blocked',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
    gap: '30m',
    requires: [
      {
        events: [{ pattern: 'pressure.event-loop', where: { maxMs: /^\d{5,}$/ } }],
        before: '30s',
        after: '30s',
        why: 'nothing was answered for {maxMs} ms at that time',
      },
    ],
    strength: 74,
    claims: [
      { pattern: gatewayCloses, where: { code: [1006, 1013, 1000] } },
      { pattern: ['pressure.event-loop', 'ws.handshake-timeout'] },
    ],
    explains: ['event-loop-blocked', 'handshake-timeout'],
    recovery: [{ pattern: 'ws.webchat-connected' }],
    rivals: [
      { id: 'proxy-idle-timeout', telltale: 'constant age of the connections' },
      { id: 'token-drift', telltale: 'unauthorized line' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'connection')} ended without a close frame while the gateway did nothing else for up to ${Math.max(...facts.valuesOf('pressure.event-loop', 'maxMs').map(Number)) / 1000} s: one piece of work holds the only thread, pings go unanswered, and clients give up.`,
    checks: [check.health, { what: 'What runs at that time: see phase= in the liveness warning' }],
    fix: [
      {
        what: 'Switch off what blocks (a channel or plugin that starts, a huge session), then restart',
        command: 'openclaw gateway restart',
      },
    ],
  }),
  defineCause({
    id: 'abnormal-closures',
    class: 'close-code',
    title: 'Connections are cut without a close frame again and again (1006)',
    severity: 'high',
    verdict: 'undecidable',
    fallback: true,
    trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
    atLeast: 3,
    within: '30m',
    strength: 50,
    also: ['proxy-timeout'],
    against: [
      {
        events: [{ pattern: 'ws.dropped-together' }],
        weight: 30,
        why: 'several connections were cut in the same second: that is no idle limit',
      },
    ],
    supports: [
      { events: [{ pattern: 'proxy.untrusted-headers' }], weight: 5, why: 'the clients come through a proxy' },
    ],
    recovery: [{ pattern: 'ws.webchat-connected' }],
    rivals: [
      { id: 'crash-loop', telltale: 'start of the gateway between the closes' },
      { id: 'planned-restart', telltale: 'signal or restart line' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'connection')} ended with 1006: the TCP connection was gone, and nobody said goodbye. Nothing in this log shows that the gateway stopped, so the path between is the first suspect: a proxy or tunnel with an idle limit, a VPN, a sleeping client. Before 2026.5.7 the gateway sent no WebSocket ping that would keep such a path open.`,
    checks: [
      {
        what: 'Whether the closes come at a constant age of the connection: keep the connect lines in the log',
        command: 'journalctl --user -u openclaw-gateway.service | grep webchat',
      },
      check.trustedProxies,
      check.versions,
    ],
    fix: [
      {
        what: 'Raise the idle limits on the path (nginx: proxy_read_timeout and proxy_send_timeout 3600s), or update to 2026.5.7 or later',
      },
    ],
  }),
  defineCause({
    id: 'dropped-together',
    class: 'close-code',
    title: 'Several connections were cut in the same moment (1006)',
    severity: 'high',
    verdict: 'undecidable',
    fallback: true,
    trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
    requires: [
      { events: [{ pattern: 'ws.dropped-together' }], before: '1m', after: '1m', why: 'they ended within one second' },
    ],
    strength: 52,
    recovery: [{ pattern: 'ws.webchat-connected' }],
    rivals: [
      { id: 'planned-restart', telltale: 'signal or restart line' },
      { id: 'proxy-idle-timeout', telltale: 'constant age of the connections' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'connection')} ended without a close frame within a moment, and nothing in this log shows that the gateway stopped: the host slept, its network changed, or what they all come through was restarted.`,
    checks: [
      { what: 'What the host did at that time', command: 'journalctl --since "<time>" -p warning' },
      check.status,
    ],
    fix: [{ what: 'If they came back by themselves, nothing; else restart what stands between' }],
  }),
  defineCause({
    id: 'client-gives-up',
    class: 'close-code',
    title: 'A client gives up during connect, again and again',
    severity: 'medium',
    verdict: 'undecidable',
    fallback: true,
    trigger: [{ pattern: closes, where: { refusal: 'client-gave-up' } }],
    atLeast: 2,
    strength: 48,
    recovery: [{ pattern: ['ws.webchat-connected', 'ws.hello-ok'] }],
    explain: (facts) =>
      `${count(facts.count, 'connection')} ended with "${facts.values('reason')[0] ?? 'connect failed'}": the client itself closed, and this log does not say why it was refused or what it missed. Its own log does.`,
    checks: [check.status, check.devices, check.verbose],
    fix: [{ what: "Look at the client's own output, or repeat with debug logging and run oclog on both" }],
  }),
  defineCause({
    id: 'page-reloads-itself',
    class: 'close-code',
    title: 'A dashboard page reloads itself in a loop (1001)',
    severity: 'low',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'ws.flapping' }],
    strength: 70,
    claims: [
      { pattern: 'ws.webchat-disconnected', where: { code: 1001 } },
      { pattern: 'ws.webchat-connected' },
      { pattern: 'ws.webchat-disconnected', where: { code: 1012 } },
      { pattern: 'lifecycle.signal' },
      { pattern: 'lifecycle.start' },
    ],
    explain: () =>
      'The same dashboard connects and leaves with 1001 within a second or two, over and over. 1001 is the browser going away: the page reloads itself, the gateway is healthy.',
    checks: [{ what: 'The console of the browser in that tab' }, check.versions],
    fix: [
      { what: 'Close the tab, clear the data of the site and open the dashboard anew', command: 'openclaw dashboard' },
    ],
  }),
  defineCause({
    id: 'handler-failed',
    class: 'close-code',
    title: 'The gateway fails on every connect and closes with 1000',
    severity: 'critical',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'ws.handler-error', not: { error: /JSON|Unexpected token|Unterminated/ } }],
    strength: 70,
    supports: [
      {
        events: [{ pattern: closes, where: { code: 1000 } }],
        weight: 15,
        why: 'clients were closed with 1000 without a reason',
      },
      { events: [{ pattern: 'pressure.disk-full' }], weight: 10, why: 'the disk is full' },
    ],
    claims: [
      { pattern: closes, where: { code: [1000, 1006] } },
      { pattern: 'pressure.disk-full' },
      { pattern: 'report.probe' },
      { pattern: 'report.runtime' },
    ],
    explains: ['closed-without-reason', 'disk-full'],
    explain: (facts) =>
      `Handling a message threw: ${facts.values('error').join('; ')}. The client only sees "gateway closed (1000)" without a reason.`,
    checks: [{ what: 'Free space where the state lives', command: 'df -h ~/.openclaw /tmp' }, check.doctor],
    fix: [{ what: 'Remove the cause named in the error (free disk space, mend permissions)' }, fix.restart],
  }),
  defineCause({
    id: 'closed-without-reason',
    class: 'close-code',
    title: 'A client is closed with 1000 and no reason',
    severity: 'medium',
    verdict: 'undecidable',
    fallback: true,
    trigger: [{ pattern: 'client.closed', where: { code: 1000 }, not: { reason: /\w/ } }],
    strength: 45,
    claims: [{ pattern: ['client.closed', 'client.connect-failed'] }],
    explain: () =>
      'A close with 1000 and no reason during connect is how the gateway ends a handshake that timed out or a handler that threw; in 2026.3.12 and 3.13 a refusal for missing pairing looked the same. From the client alone this cannot be told apart.',
    checks: [
      { what: "The gateway's own lines of that moment", command: 'openclaw logs --limit 200' },
      check.devices,
      check.health,
    ],
    fix: [
      {
        what: 'Look for "handshake timeout", "parse/handle error" and "pairing required" in the gateway log and run oclog on it',
      },
    ],
  }),
  defineCause({
    id: 'gateway-gone',
    class: 'close-code',
    title: 'Clients lose the gateway without a close frame (1006)',
    severity: 'high',
    verdict: 'restart-and-validate',
    fallback: true,
    trigger: [{ pattern: 'client.closed', where: { code: [1006, 1005] } }],
    strength: 45,
    supports: [
      {
        events: [
          { pattern: 'report.port-silent' },
          { pattern: 'report.task-missing' },
          { pattern: 'client.unreachable' },
        ],
        weight: 25,
        why: 'nothing listens on the port',
      },
    ],
    claims: [{ pattern: ['client.unreachable', 'report.port-silent', 'report.task-missing'] }],
    explains: ['service-without-gateway', 'gateway-unreachable'],
    recovery: [{ pattern: ['lifecycle.ready', 'ws.hello-ok'] }],
    rivals: [{ id: 'proxy-idle-timeout', telltale: 'proxy line and no constant life of the connections' }],
    explain: (facts) =>
      facts.has('report.task-missing') || facts.has('report.port-silent')
        ? 'The client reports "closed (1006)", but there is nothing that could close: no gateway is listening. The service points to something that is not there.'
        : `The client's connection was gone without a close frame, ${count(facts.count, 'time')}: the gateway was killed, is not there, or the path was cut. The gateway's own log must show which.`,
    checks: [check.status, check.listeners, check.journal],
    fix: [
      {
        what: 'Start the gateway, writing its service anew if that is missing',
        command: 'openclaw gateway install --force && openclaw gateway start',
      },
    ],
  }),
  defineCause({
    id: 'tick-timeout',
    class: 'close-code',
    title: 'Clients stopped hearing from the gateway (tick timeout)',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [
      { pattern: closes, where: { refusal: 'tick-timeout' } },
      { pattern: closes, where: { code: 4000 } },
    ],
    strength: 55,
    supports: [
      { events: [{ pattern: 'pressure.event-loop' }], weight: 15, why: 'the event loop was blocked at that time' },
    ],
    claims: [{ pattern: closes, where: { refusal: 'tick-timeout' } }],
    explain: () =>
      'No tick came for a minute: either the gateway was blocked, or the path went dead without telling anyone.',
    checks: [check.health, check.trustedProxies],
    fix: [fix.restart],
  }),
  defineCause({
    id: 'closed-by-policy',
    class: 'close-code',
    title: 'The gateway closed connections with a code that this log does not explain',
    severity: 'medium',
    verdict: 'undecidable',
    fallback: true,
    trigger: [
      { pattern: closes, where: { code: [1002, 1003, 1007, 1008, 1010, 1011, 1014, 1015] } },
      { pattern: closes, where: { code: /^4\d\d\d$/ } },
    ],
    strength: 30,
    explain: (facts) =>
      `${count(facts.count, 'close')} with ${facts
        .values('code')
        .map((code) => `${code} (${codeName(Number(code))})`)
        .join(
          ', ',
        )}${facts.values('reason').length > 0 ? `: ${facts.values('reason').join('; ')}` : ' and no reason'}.`,
    checks: [check.status, check.verbose],
    fix: [{ what: 'Repeat with debug logging and run oclog on the result' }],
  }),
  // Harmless, and said so.
  defineCause({
    id: 'planned-restart',
    class: 'close-code',
    title: 'A planned restart or stop: clients are told 1012 and come back',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [{ pattern: closes, where: { code: 1012 } }],
    strength: 80,
    explain: () => 'Service restart.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'dropped-by-restart',
    class: 'close-code',
    title: 'Dropped by a planned restart: the process went before the close frame',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [{ pattern: closes, where: { code: [1006, 1005] } }],
    gap: '1m',
    requires: [
      {
        events: [{ pattern: 'lifecycle.signal' }, { pattern: 'lifecycle.restart-mode' }],
        before: '60s',
        after: '15s',
        why: 'a restart was under way',
      },
    ],
    strength: 72,
    explain: () => 'Restart.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'tab-closed',
    class: 'close-code',
    title: 'A tab was closed or reloaded, or the client was done (1000, 1001, 1005)',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [
      { pattern: ['ws.webchat-disconnected', 'ws.close'], where: { code: [1000, 1001, 1005] } },
      { pattern: 'ws.closed-before-connect', where: { code: [1001, 1005] } },
    ],
    strength: 60,
    explain: () => 'Going away.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'gateway-starting',
    class: 'close-code',
    title: 'The gateway was still starting or draining and asked to try again (1013)',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [
      { pattern: closes, where: { code: 1013 } },
      { pattern: closes, where: { refusal: ['starting', 'draining'] } },
    ],
    strength: 80,
    explain: () => 'Try again later.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'slow-but-connected',
    class: 'close-code',
    title: 'A handshake that took too long and was accepted all the same',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [{ pattern: 'ws.handshake-timeout' }, { pattern: gatewayCloses, where: { code: 1000 } }],
    requires: [
      { events: [{ pattern: 'ws.webchat-connected' }], sharing: 'conn', why: 'the same connection was accepted' },
    ],
    strength: 55,
    explain: () => 'Accepted late.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'single-drop',
    class: 'close-code',
    title: 'A single connection was cut (1006): a client that slept or changed networks',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
    gap: '30m',
    strength: 40,
    explain: () => 'Cut.',
    checks: [],
    fix: [],
  }),
] as const

export default {
  patterns: [
    closedBeforeConnect,
    webchatDisconnected,
    verboseClose,
    clientClosed,
    closeFragment,
    channelSocketClosed,
    handshakeTimeout,
    invalidHandshake,
    handlerFailed,
    socketError,
    webchatConnected,
    nodeConnected,
    helloOk,
  ],
  derivations: [flapping, together],
  causes,
} satisfies Family

export { closes, gatewayCloses, formatDuration }
