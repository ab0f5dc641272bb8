import type { Kind, World } from './world.ts'

// Lines that patterns of the registry match, modelled on provoked failures of gateways that were run for this project.
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

function closedBeforeConnect(w: World, code: number, reason: string, cause: string): ReturnType<Kind['say']> {
  const remote = w.remote()
  const old = w.version === '2026.2.26'
  const peer = `${remote}:${w.port()}->127.0.0.1:18789`
  const text = `closed before connect conn=${w.uuid()} ${old ? '' : `peer=${peer} `}remote=${remote} fwd=n/a origin=n/a host=127.0.0.1:18789 ua=${w.pick([agent, 'n/a', 'openclaw-cli/2026.9.6'])} code=${code} reason=${reason}`
  const handshake = {
    cause,
    durationMs: w.int(5, 900),
    handshake: 'failed',
    lastFrameType: 'req',
    lastFrameMethod: 'connect',
    lastFrameId: w.uuid(),
  }
  if (old) return [text, handshake]
  const fields = {
    ...handshake,
    phase: 'auth_credentials_received',
    remoteAddr: remote,
    localPort: 18789,
    endpoint: peer,
    authMode: 'token',
    authProvided: 'token',
    client: w.pick(['cli', 'node-host', 'openclaw-control-ui']),
    mode: 'cli',
    version: w.version,
    platform: 'linux',
  }
  return [`${text} phase=auth_credentials_received`, fields]
}

const mismatch = "unauthorized: gateway token mismatch (use this gateway's gateway.auth.token or pair the device)"

/** What goes on all day: clients come and go, strangers write, tools miss files. */
export const scattered: readonly Kind[] = [
  { share: 8, subsystem: 'gateway/ws', say: (w) => `webchat connected conn=${w.uuid()} remote=${w.remote()} client=openclaw-control-ui webchat v${w.version}` },
  { share: 8, subsystem: 'gateway/ws', say: (w) => [`webchat disconnected code=${w.pick([1001, 1001, 1005, 1006, 1000])} reason=n/a conn=${w.uuid()}`, { durationMs: w.int(900, 900_000) }] },
  { share: 3, subsystem: 'gateway/ws', say: (w) => `→ hello-ok methods=${w.int(90, 467)} events=64 presence=${w.int(1, 9)} stateVersion=${w.int(1, 99)}` },
  { share: 2, subsystem: 'gateway/ws', say: (w) => `⇄ res ✓ health ${w.int(1, 300)}ms cached=true conn=${w.shortId()} id=2:${w.shortId()}` },
  { share: 3, subsystem: 'gateway/ws', say: (w) => `⇄ res ✗ ${w.pick(['config.set', 'status', 'chat.send'])} ${w.int(0, 9)}ms errorCode=FORBIDDEN errorMessage=missing scope: operator.${w.pick(['admin', 'read', 'write'])} conn=${w.shortId()} id=${w.shortId()}` },
  { share: 3, subsystem: 'gateway/channels/telegram', say: (w) => `Blocked unauthorized telegram sender ${w.int(1000, 9999)} (dmPolicy=allowlist)` },
  { share: 3, subsystem: 'gateway/channels/discord', say: (w) => `discord: drop guild message (mention required, botId=${w.int(10, 99)})` },
  { share: 2, subsystem: 'gateway/ws', level: 'WARN', say: (w) => `error conn=${w.uuid()} remote=${w.remote()}: Max payload size exceeded` },
  { share: 2, subsystem: 'gateway/ws', level: 'WARN', say: (w) => `invalid handshake conn=${w.uuid()} remote=${w.remote()} fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a` },
  { share: 2, subsystem: 'tools', level: 'ERROR', say: (w) => `read failed: ENOENT: no such file or directory, access '/home/op/.openclaw/workspace/memory/${w.hex(6)}/AGENTS.md'` },
  { share: 1, subsystem: 'session-sqlite', level: 'WARN', say: (w) => [`slow SQLite reclamation Worker operation pid=${w.int(20, 99)} threadId=0`, { elapsedMs: w.int(1000, 20_000), outcome: 'resolved' }] },
  { share: 1, subsystem: 'diagnostic', level: 'WARN', say: (w) => `liveness warning: reasons=event_loop_delay interval=${w.int(30, 300)}s eventLoopDelayP99Ms=${w.int(900, 9000)}.2 eventLoopDelayMaxMs=${w.int(900, 9000)}.7 eventLoopUtilization=0.91 cpuCoreRatio=0.4 active=1 waiting=0 queued=0` },
  { share: 1, subsystem: 'gateway/reload', say: (w) => `config hot reload applied (channels.telegram.groups.-${w.int(1000, 9999)})` },
] // prettier-ignore

/** Half an hour in which one thing goes wrong, again and again. */
export const episodes: readonly (readonly Kind[])[] = [
  [
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => `unauthorized conn=${w.uuid()} remote=${w.remote()} client=cli cli v${w.version} role=operator scopes=5 auth=token reason=token_mismatch` },
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => closedBeforeConnect(w, 1008, mismatch, 'unauthorized') },
  ],
  [{ share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => closedBeforeConnect(w, 1008, 'pairing required', 'pairing-required') }],
  [
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => `handshake timeout conn=${w.uuid()} remote=${w.remote()}` },
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => closedBeforeConnect(w, 1000, 'n/a', 'handshake-timeout') },
  ],
  [
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => `protocol mismatch conn=${w.uuid()} remote=${w.remote()} client=cli cli v2026.2.${w.int(1, 26)} min=3 max=3 expected=4 probeMin=3 instance=n/a` },
    { share: 1, subsystem: 'gateway/ws', level: 'WARN', say: (w) => closedBeforeConnect(w, 1002, 'protocol mismatch', 'protocol-mismatch') },
  ],
  [
    { share: 2, subsystem: 'gateway/channels/telegram', level: 'ERROR', say: () => `[default] channel exited: Call to 'getMe' failed! (401: Unauthorized)` },
    { share: 2, subsystem: 'gateway/channels/telegram', say: (w) => `[default] auto-restart attempt ${w.int(1, 10)}/10 in ${w.int(5, 300)}s` },
    { share: 1, subsystem: 'gateway/health-monitor', say: (w) => `[telegram:default] health-monitor: restarting (reason: ${w.pick(['stuck', 'stopped'])})` },
  ],
  [
    { share: 2, subsystem: 'diagnostic', level: 'ERROR', say: (w) => [`lane task error: lane=main durationMs=${w.int(100, 4000)} error="No API key found for provider "anthropic"."`, { errorName: 'Error' }] },
    { share: 1, subsystem: 'model-fallback/decision', level: 'WARN', say: (w) => `model fallback decision: decision=candidate_failed requested=openai/gpt-6-astra candidate=openai/gpt-6-astra reason=${w.pick(['auth', 'rate_limit'])} next=none` },
  ],
  [
    { share: 2, subsystem: 'agent/cli-backend', say: (w) => `cli exec: provider=claude-cli model=claude-opus-5 promptChars=${w.int(20, 9000)} trigger=user` },
    { share: 1, subsystem: 'agent/cli-backend', level: 'WARN', say: (w) => `cli watchdog timeout: provider=claude-cli model=claude-opus-5 noOutputTimeoutMs=${w.int(100, 480)}000` },
  ],
  [{ share: 1, subsystem: 'gateway/channels/telegram', level: 'ERROR', say: (w) => `getUpdates conflict: Call to 'getUpdates' failed! (409: Conflict: terminated by other getUpdates request; make sure that only one bot instance is running); retrying in ${w.int(2, 30)}s.` }],
  [
    { share: 1, subsystem: 'gateway', say: () => 'received SIGTERM; shutting down' },
    { share: 1, subsystem: 'gateway', say: () => 'loading configuration…' },
    { share: 1, subsystem: 'gateway', say: (w) => `listening on ws://127.0.0.1:18789, ws://[::1]:18789 (PID ${w.int(20, 9999)})` },
  ],
] // prettier-ignore
