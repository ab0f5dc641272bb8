import { defineParser, type Parsed } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import { clockAt, isoAt, type Stamp } from '../src/base/time.ts'
import { unboxLines } from './box.ts'

const tag = /\[([a-z][a-z0-9_-]{0,63}(?:\/[A-Za-z0-9][\w.-]{0,63}){0,6})\][ \t]+(?=\S)/y
// Words in brackets that belong to the message. Some name a component, but none is a subsystem.
const ofMessage = new Set(['openclaw', 'clawdbot', 'tools', 'discord-preflight', 'workspace-fallback', 'logs'])
// SDKs of chat services print what they get: [error]: [ '[ws]', 'code: 1000040346, system busy' ].
const sdk = /^\[(error|warn|info|debug|trace)\]: /
const colon = /^([a-z][a-z0-9-]{0,31}\/[A-Za-z0-9][\w./-]{0,95}): /

// Any program may write brackets without a time. These first segments are OpenClaw's, from its code and its logs.
const segments = new Set(
  (
    'gateway channels ws reload shutdown admission lifecycle canvas heartbeat health-monitor gmail-watcher ' +
    'browser plugins config state state-migrations sqlite session-sqlite agent agents model-fallback ' +
    'model-catalog diagnostic diagnostics main-session-restart-recovery worker-environments ' +
    'provider-transport-fetch cron hooks process bonjour discovery memory auto-reply tailscale ' +
    'activity-summary restart restart-sentinel turn routing infra secrets skills skills-remote security auth ' +
    'exec exec-approvals sandbox mcp acp acpx sessions session delivery-recovery node-connect node-host nodes ' +
    'devices pairing tts telemetry voice-call subagents clickclack discord feishu googlechat imessage irc ' +
    'line matrix mattermost msteams nextcloud-talk nostr openclaw-weixin qqbot signal slack synology-chat ' +
    'telegram tlon twitch webchat wecom whatsapp yuanbao zalo zalouser'
  ).split(' '),
)

/** Whether a name is one of OpenClaw's subsystems, by its first segment. */
export function isSubsystem(name: string): boolean {
  const slash = name.indexOf('/')
  return segments.has(slash < 0 ? name : name.slice(0, slash))
}

function parse(text: string): Parsed | undefined {
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) {
    const found = stampOf(text)
    return found && stamped(text, found.length, found.stamp)
  }
  if (first === 91) return tagged(text, 0, isSubsystem)
  return first >= 97 && first <= 122 ? beforeColon(text) : undefined
}

function stamped(text: string, end: number, stamp: Stamp): Parsed {
  let start = end
  while (text.charCodeAt(start) === 32) start++
  const parsed = tagged(text, start, (name) => severityOf(name) === 0)
  if (parsed) return { stamp, ...parsed }
  const body = text.slice(start).trimEnd()
  return { stamp, severity: severityOf(sdk.exec(body)?.[1] ?? ''), body: unboxLines(body) }
}

/** What stands behind a subsystem in brackets, or a message that begins with brackets of its own. */
function tagged(text: string, start: number, isTag: (name: string) => boolean): Parsed | undefined {
  tag.lastIndex = start
  const name = tag.exec(text)?.[1]
  if (name === undefined) return undefined
  if (ofMessage.has(name)) return { body: text.slice(start).trimEnd() }
  return isTag(name) ? { attributes: { subsystem: name }, body: text.slice(tag.lastIndex).trimEnd() } : undefined
}

/** The macOS app writes `gateway/ws: message`. */
function beforeColon(text: string): Parsed | undefined {
  const match = colon.exec(text)
  if (!match || !isSubsystem(match[1]!)) return undefined
  return { attributes: { subsystem: match[1]! }, body: text.slice(match[0].length).trimEnd() }
}

/** The gateway writes the time of day, or date and time with a zone. */
function stampOf(text: string): ReturnType<typeof isoAt> {
  const found = clockAt(text) ?? (text.charCodeAt(10) === 84 ? isoAt(text) : undefined)
  if (!found || found.stamp.kind === 'local') return undefined
  return found.length === text.length || text.charCodeAt(found.length) === 32 ? found : undefined
}

const at = '2026-11-22T11:00:00.123+01:00'
const stamp = '2026-11-22T10:00:00.123Z'

export default defineParser({
  id: 'openclaw-console',
  title: "OpenClaw's console, styles pretty and compact",
  references: ['https://docs.openclaw.ai/logging'],
  kind: 'payload',
  parse,
  examples: [
    {
      line: `${at} [ws] closed before connect code=1008`,
      gives: { stamp, attributes: { subsystem: 'ws' }, body: 'closed before connect code=1008' },
    },
    {
      line: '2026-02-17T10:00:00.123Z [gateway] listening on ws://127.0.0.1:18789 (PID 28)',
      gives: {
        stamp: '2026-02-17T10:00:00.123Z',
        attributes: { subsystem: 'gateway' },
        body: 'listening on ws://127.0.0.1:18789 (PID 28)',
      },
      note: 'up to 2026.2',
    },
    {
      line: '11:00:00 [agent/cli-backend] cli exec: provider=claude-cli',
      gives: {
        stamp: '11:00:00',
        attributes: { subsystem: 'agent/cli-backend' },
        body: 'cli exec: provider=claude-cli',
      },
    },
    {
      line: `${at} Gateway failed to start: Invalid config`,
      gives: { stamp, severity: 0, body: 'Gateway failed to start: Invalid config' },
    },
    {
      line: '[sqlite/transaction] slow SQLite transaction hold',
      gives: { attributes: { subsystem: 'sqlite/transaction' }, body: 'slow SQLite transaction hold' },
    },
    {
      line: `${at} [telegram] [default] starting provider (@some_bot)`,
      gives: { stamp, attributes: { subsystem: 'telegram' }, body: '[default] starting provider (@some_bot)' },
    },
    { line: `${at} [tools] read failed: ENOENT`, gives: { stamp, body: '[tools] read failed: ENOENT' } },
    {
      line: '[openclaw] Failed to start CLI: Error: gateway closed (1006)',
      gives: { body: '[openclaw] Failed to start CLI: Error: gateway closed (1006)' },
    },
    {
      line: `${at} [SECRETS_RELOADER_DEGRADED] SecretRefResolutionError`,
      gives: { stamp, severity: 0, body: '[SECRETS_RELOADER_DEGRADED] SecretRefResolutionError' },
    },
    {
      line: `${at}  [reload]  config hot reload applied `,
      gives: { stamp, attributes: { subsystem: 'reload' }, body: 'config hot reload applied' },
      note: 'blanks in place of escapes',
    },
    {
      line: 'gateway/ws: handshake timeout conn=1',
      gives: { attributes: { subsystem: 'gateway/ws' }, body: 'handshake timeout conn=1' },
      note: 'the macOS app',
    },
    { line: `${at} │  Config invalid  │`, gives: { stamp, severity: 0, body: 'Config invalid' } },
    {
      line: `${at} [error]: [ '[ws]', 'code: 1000040346, system busy' ]`,
      gives: { stamp, severity: 17, body: "[error]: [ '[ws]', 'code: 1000040346, system busy' ]" },
      note: 'said by an SDK, not by the gateway’s ws',
    },
    {
      line: `${at} [gateway] first\n- second`,
      gives: { stamp, attributes: { subsystem: 'gateway' }, body: 'first\n- second' },
    },
    { line: "[error]: [ '[ws]', 'timeout of 15000ms exceeded' ]", gives: undefined },
    { line: '[entrypoint] waiting for gateway readiness (25s)', gives: undefined, note: 'a container’s script' },
    { line: '[OpenClaw] WebSocket opened', gives: undefined, note: 'a page in a browser' },
    { line: '[exit code=0 signal=null]', gives: undefined },
    { line: 'http://127.0.0.1:18789/: up', gives: undefined },
    {
      line: '2026-11-22 10:00:00 [gateway] hi',
      gives: undefined,
      note: 'the gateway never writes a time without a zone',
    },
  ],
})
