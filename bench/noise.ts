import type { Kind } from './world.ts'

// Modelled on verbose logs of gateways that were run for this project. None of these lines matches a pattern;
// `nearMisses` share words with lines that do, and the last of them hold a whole keyword.
const methods = [
  'agents.files.list', 'channels.status', 'chat.history', 'chat.send', 'config.get', 'cron.list', 'device.pair.list', 'doctor.memory.status',
  'logs.tail', 'models.list', 'node.list', 'sessions.list', 'sessions.preview', 'skills.status', 'system-presence', 'usage.cost',
] as const // prettier-ignore
const tools = ['read', 'exec', 'edit', 'web_fetch', 'browser', 'memory_search', 'sessions_send', 'cron'] as const
const models = [
  'openai/gpt-6-astra',
  'anthropic/claude-opus-5',
  'anthropic/claude-sonnet-4-6',
  'ollama/qwen3:30b',
] as const
const plugins = [
  'anthropic',
  'browser',
  'canvas',
  'device-pair',
  'file-transfer',
  'geolocation',
  'github',
  'memory-core',
] as const

export const noise: readonly Kind[] = [
  {
    share: 16,
    subsystem: 'gateway/ws',
    say: (w) => `⇄ res ✓ ${w.pick(methods)} ${w.int(1, 900)}ms conn=${w.shortId()} id=${w.int(1, 9)}:${w.shortId()}`,
  },
  {
    share: 9,
    subsystem: 'gateway/ws',
    say: (w) =>
      `→ event ${w.pick(['agent', 'chat', 'health', 'presence', 'tick'])} seq=${w.int(1, 90_000)} clients=${w.int(1, 9)} dropIfSlow=true presenceVersion=${w.int(1, 900)} healthVersion=${w.int(1, 900)}`,
  },
  {
    share: 5,
    subsystem: 'gateway/ws',
    say: (w) => {
      const port = w.port()
      return w.version === '2026.2.26'
        ? `← open remoteAddr=${w.remote()} conn=${w.shortId()}`
        : `← open remoteAddr=127.0.0.1 remotePort=${port} localAddr=127.0.0.1 localPort=18789 endpoint=127.0.0.1:${port}->127.0.0.1:18789 conn=${w.shortId()}`
    },
  },
  {
    share: 3,
    subsystem: 'gateway/ws',
    say: (w) =>
      `← connect client=${w.pick(['cli', 'node-host', 'openclaw-control-ui'])} version=${w.version} mode=${w.pick(['cli', 'node', 'webchat'])} clientId=cli platform=linux auth=${w.pick(['token', 'device-token', 'password'])}`,
  },
  {
    share: 7,
    subsystem: 'diagnostic',
    say: (w) =>
      `session state: sessionId=${w.uuid()} sessionKey=agent:main:main prev=${w.pick(['idle new=processing reason="message_start"', 'processing new=idle reason="message_completed"'])} queueDepth=${w.int(0, 3)}`,
  },
  {
    share: 5,
    subsystem: 'diagnostic',
    say: (w) =>
      `message processed: channel=telegram chatId=telegram:${w.int(1000, 9999)} messageId=${w.int(1000, 99_999)} sessionId=${w.uuid()} sessionKey=agent:main:main outcome=completed duration=${w.int(300, 30_000)}ms`,
  },
  {
    share: 4,
    subsystem: 'diagnostic',
    say: (w) => `lane ${w.pick(['enqueue', 'dequeue'])}: lane=session:agent:main:main waitMs=${w.int(0, 40)} queueSize=${w.int(0, 2)}`,
  },
  { share: 3, subsystem: 'diagnostic', say: (w) => `heartbeat: webhooks=0/0/0 active=${w.int(0, 3)} waiting=0 queued=${w.int(0, 2)}` },
  {
    share: 7,
    subsystem: 'agent/embedded',
    say: (w) => `embedded run tool ${w.pick(['start', 'end'])}: runId=${w.uuid()} tool=${w.pick(tools)} toolCallId=call_${w.hex(24)}`,
  },
  {
    share: 5,
    subsystem: 'agent/embedded',
    say: (w) =>
      `embedded run prompt ${w.pick(['start', 'end'])}: runId=${w.uuid()} sessionId=${w.uuid()} durationMs=${w.int(400, 60_000)} promptTokens=${w.int(900, 160_000)} cached=${w.int(0, 99)}%`,
  },
  {
    share: 3,
    subsystem: 'agent/embedded',
    say: (w) => `embedded run start: runId=${w.uuid()} sessionId=${w.uuid()} provider=${w.pick(models).replace('/', ' model=')} thinking=medium messageChannel=telegram`,
  },
  {
    share: 3,
    subsystem: 'provider-transport-fetch',
    say: (w) => `[model-fetch] done provider=openai api=openai-responses model=${w.pick(models)} status=200 elapsedMs=${w.int(300, 20_000)} bytes=${w.int(900, 90_000)}`,
  },
  {
    share: 5,
    subsystem: 'gateway/channels/telegram',
    say: (w) => `[diag] isolated polling ${w.pick(['worker update received', 'update spooled', 'offset queued'])} updateId=${w.int(1000, 99_999)} queued=${w.int(0, 4)}`,
  },
  {
    share: 3,
    subsystem: 'gateway/channels/telegram',
    say: (w) =>
      `update: {"update_id":${w.int(1000, 99_999)},"message":{"message_id":${w.int(1000, 99_999)},"date":${w.int(1_795_000_000, 1_795_999_999)},"from":"[redacted]","chat":{"id":"[redacted]","type":"${w.pick(['private', 'supergroup'])}","first_name":"[redacted]","username":"[redacted]"},"text":"[redacted]"}}`,
  },
  {
    share: 2,
    subsystem: 'gateway/channels/telegram',
    say: (w) => `outbound send ok accountId=default chatId=${w.int(1000, 9999)} messageId=${w.int(1000, 99_999)} operation=sendMessage deliveryKind=text chunkCount=1`,
  },
  {
    share: 3,
    subsystem: 'routing',
    say: (w) => `resolveAgentRoute: channel=${w.pick(['telegram', 'discord', 'slack'])} accountId=default peer=direct:${w.int(1000, 9999)} guildId=none teamId=none bindings=${w.int(0, 3)}`,
  },
  { share: 2, subsystem: 'plugins', say: (w) => `loading ${w.pick(plugins)} from /usr/lib/node_modules/openclaw/dist/extensions/${w.pick(plugins)}/index.js` },
  { share: 2, subsystem: 'cron', say: (w) => `timer armed: nextAt=${w.int(1_795_000_000_000, 1_795_999_999_999)} delayMs=${w.int(1000, 60_000)} jobCount=${w.int(1, 9)} enabledCount=${w.int(1, 9)}` },
  { share: 2, subsystem: 'memory', say: (w) => `memory index: ${w.int(1, 40)} files, ${w.int(40, 900)} chunks, ${w.int(5, 900)} ms, provider=local model=embeddinggemma-300m` },
  { share: 1, subsystem: 'state/sqlite', say: (w) => `SQLite read-only snapshot for /home/op/.openclaw/state/openclaw.sqlite: ${w.int(1, 90)}.${w.int(0, 9)} MiB, budget ${w.int(10, 400)} seconds` },
  {
    share: 14,
    subsystem: 'auto-reply/reply-resolver-timing',
    say: (w) =>
      `reply resolver timings surface=telegram messageId=${w.int(1000, 99_999)} sessionKey=agent:main:main agentId=main totalMs=${w.int(300, 20_000)} stages=reply.finalize_context:${w.int(0, 9)}ms,reply.resolve_agent_scope:${w.int(0, 9)}ms,reply.load_session:${w.int(0, 90)}ms,reply.build_prompt:${w.int(0, 900)}ms,reply.model:${w.int(300, 19_000)}ms,reply.deliver:${w.int(20, 900)}ms`,
  },
  {
    share: 14,
    subsystem: 'gateway/ws',
    say: (w) =>
      `⇄ res ✓ agent ${w.int(90, 900)}ms runId=${w.uuid()} sessionKey=agent:main:telegram:direct:${w.int(1000, 9999)} status=accepted acceptedAt=${w.int(1_795_000_000_000, 1_795_999_999_999)} conn=${w.shortId()} id=agent-${w.shortId()}`,
  },
  { share: 2, say: (w) => `telegram ingress: chatId=${w.int(1000, 9999)} contextReadyMs=${w.int(1, 900)} preDispatchMs=${w.int(1, 90)} buffer=inbound-debounce` },
] // prettier-ignore

export const nearMisses: readonly Kind[] = [
  { share: 3, subsystem: 'gateway/ws', say: (w) => `handshake complete conn=${w.uuid()} remote=${w.remote()} durationMs=${w.int(3, 90)}` },
  { share: 3, subsystem: 'gateway/ws', say: (w) => `← close frame code=${w.int(3000, 3999)} clean=true reason=client done conn=${w.shortId()}` },
  { share: 2, subsystem: 'gateway/ws', say: (w) => `webchat reconnect scheduled conn=${w.uuid()} delayMs=${w.int(500, 9000)}` },
  { share: 2, subsystem: 'gateway', say: (w) => `authorized conn=${w.uuid()} role=operator scopes=${w.int(1, 5)} token accepted` },
  { share: 2, subsystem: 'gateway/channels/telegram', say: (w) => `[default] provider running for ${w.int(1, 900)} s, allowlist has ${w.int(1, 30)} entries` },
  { share: 2, subsystem: 'gateway/channels/discord', say: (w) => `guild message accepted (mention found, guildId=${w.int(1000, 9999)})` },
  { share: 2, subsystem: 'diagnostic', say: (w) => `lane task done: lane=main durationMs=${w.int(3, 9000)} active=0 queued=0` },
  { share: 2, subsystem: 'gateway/health-monitor', say: (w) => `[telegram:default] health check passed (last event ${w.int(1, 300)} s ago)` },
  { share: 1, subsystem: 'model-fallback/decision', say: (w) => `model candidate chosen: requested=${w.pick(models)} candidate=${w.pick(models)} reason=primary` },
  { share: 1, subsystem: 'tools', say: (w) => `read ok: /home/op/.openclaw/workspace/notes/${w.hex(8)}.md (${w.int(100, 9000)} bytes)` },
  { share: 1, subsystem: 'plugins', say: (w) => `github: sync completed in ${w.int(20, 900)}ms, ${w.int(0, 30)} changed` },
  { share: 1, subsystem: 'agent/embedded', say: (w) => `skill prompt: ${w.int(1, 30)} skills, HEARTBEAT.md and AGENTS.md injected, ${w.int(900, 9000)} chars` },
] // prettier-ignore
