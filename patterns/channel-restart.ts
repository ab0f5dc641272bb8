import {
  defineCause,
  defineDerivation,
  type Derived,
  type Event,
  type Family,
  type Selector,
} from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { channelSubsystems } from './mouths.ts'
import { check, fix } from './steps.ts'

const starting = definePattern({
  id: 'channel.starting',
  class: 'channel-restart',
  role: 'recovery',
  title: 'Channel {channel} starts account {account}',
  description: 'One line for each account.',
  keywords: ['starting provider'],
  subsystems: channelSubsystems,
  match: /^\[(?<account>[^\]]+)\] starting provider/,
  fields: ({ account }, { attributes }) => ({ account, channel: lastSegment(attributes['subsystem']) }),
  examples: {
    hits: [
      {
        line: '[telegram] [default] starting provider (@some_bot)',
        fields: { account: 'default', channel: 'telegram' },
      },
    ],
    misses: ['starting provider'],
  },
})

const sent = definePattern({
  id: 'channel.sent',
  class: 'other',
  role: 'context',
  title: 'Channel {channel} sent a message',
  description: 'A sign that the way out works.',
  keywords: ['sendMessage ok chat='],
  subsystems: channelSubsystems,
  match: /^sendMessage ok chat=/,
  fields: (_, { attributes }) => ({ channel: lastSegment(attributes['subsystem']) }),
  examples: {
    hits: [{ line: '[telegram] sendMessage ok chat=-100 message=206', fields: { channel: 'telegram' } }],
    misses: ['sendMessage failed'],
  },
})

const exited = definePattern({
  id: 'channel.exited',
  class: 'channel-restart',
  role: 'cause',
  title: 'A channel ended: {error}',
  description:
    'The channel of one account ended; the gateway starts it again up to ten times, from 5 s to 5 min apart.',
  keywords: ['channel exited', 'auto-restart attempt', 'giving up after', 'auto-restart skipped'],
  subsystems: channelSubsystems,
  match:
    /^\[(?<account>[^\]]+)\] (?:channel exited(?:: (?<error>[^\n]*)| without an error)|(?<what>auto-restart attempt (?<attempt>\d+)\/(?<most>\d+)|giving up after \d+ restart attempts|auto-restart skipped))/,
  fields: ({ account, error, what, attempt }, { attributes }) => ({
    account,
    channel: lastSegment(attributes['subsystem']),
    error: error?.slice(0, 300),
    what: what?.replace(/ \d.*/, '') ?? 'exited',
    attempt,
  }),
  classOf: ({ error }) => (credentials.test(String(error ?? '')) ? 'other' : 'channel-restart'),
  examples: {
    hits: [
      {
        line: "[telegram] [default] channel exited: Call to 'getMe' failed! (401: Unauthorized)",
        fields: { account: 'default', what: 'exited' },
      },
      {
        line: '[discord] [main] auto-restart attempt 3/10 in 20s',
        fields: { attempt: '3', what: 'auto-restart attempt' },
      },
      { line: '[slack] [default] giving up after 10 restart attempts', fields: { what: 'giving up after' } },
    ],
    misses: ['[x] channel exited', '2026-03-23T22:10:25Z [INFO] Auto-restarting in 8s (attempt 3/5)...'],
  },
})

// A bot token or a login that is refused is no fault of the transport.
const credentials = /\(401|401: Unauthorized|invalid_auth|token_revoked|account_inactive|not_authed/

const healthRestart = definePattern({
  id: 'channel.health-restart',
  class: 'channel-restart',
  role: 'cause',
  title: 'The health monitor restarts {channel} ({reason})',
  description:
    'Every five minutes it looks at the channels. stale-socket and stuck also hit quiet accounts; a restart for "stopped" can do nothing when the account is wedged.',
  keywords: [
    'health-monitor: restarting',
    'restarts/hour limit',
    'health-monitor: hit',
    'health-monitor: restart failed',
    'health-monitor: skipping restart',
  ],
  match:
    /(?:^\[(?<channel>[\w-]+):(?<account>[^\]]+)\] |)health-monitor: (?:restarting \(reason: (?<reason>[\w-]+)\)|hit (?<times>\d+) restarts\/hour limit|skipping restart, (?<skip>[\w -]+)|restart failed: (?<error>.*))/,
  fields: ({ channel, account, reason, times, error, skip }) => ({
    channel,
    account,
    reason: reason ?? skip?.replace(/ /g, '-') ?? (times === undefined ? 'restart-failed' : 'hourly-limit'),
    error,
  }),
  examples: {
    hits: [
      {
        line: '[health-monitor] [slack:default] health-monitor: hit 10 restarts/hour limit, skipping',
        fields: { reason: 'hourly-limit' },
      },
      {
        line: '[health-monitor] [whatsapp:default] health-monitor: skipping restart, terminal disconnect',
        fields: { reason: 'terminal-disconnect' },
      },
      {
        line: '[health-monitor] [discord:default] health-monitor: restart failed: Error: x',
        fields: { reason: 'restart-failed', error: 'Error: x' },
      },
      {
        line: '[health-monitor] [telegram:coding] health-monitor: restarting (reason: stuck)',
        fields: { channel: 'telegram', account: 'coding', reason: 'stuck' },
      },
    ],
    misses: ['[health-monitor] started (interval: 300s, grace: 60s)'],
  },
})

const conflict = definePattern({
  id: 'channel.poller-conflict',
  class: 'channel-restart',
  role: 'cause',
  title: 'Another process polls with the same bot token (409)',
  description:
    'Telegram hands updates to one poller only; a second gateway, host or a channel that was started twice takes them away.',
  keywords: ['getUpdates conflict', 'terminated by other getUpdates', 'session conflict'],
  subsystems: channelSubsystems,
  match:
    /(?:getUpdates conflict|terminated by other getUpdates request|(?<whatsapp>status (?:440|409)[^\n]*session conflict))/,
  fields: ({ whatsapp }) => ({ channel: whatsapp === undefined ? 'telegram' : 'whatsapp' }),
  examples: {
    hits: [
      {
        line: '[whatsapp] Web connection closed (status 440: session conflict). Resolve conflicting sessions.',
        fields: { channel: 'whatsapp' },
      },
      {
        line: "[telegram] getUpdates conflict: Call to 'getUpdates' failed! (409: Conflict: terminated by other getUpdates request; make sure that only one bot instance is running); retrying in 30s.",
        fields: { channel: 'telegram' },
      },
    ],
    misses: ['merge conflict'],
  },
})

const transport = definePattern({
  id: 'channel.transport',
  class: 'channel-restart',
  role: 'cause',
  title: '{channel}: {what}',
  description: 'The transport of a channel failed: stalled polling, lost sockets, reconnects that ended.',
  keywords: [
    'Polling stall detected',
    'Web connection closed (status',
    'Web reconnect: max attempts',
    'watchdog timeout (',
    'onnection lost, reconnecting',
    'SSE stream error',
    'reconnect stopped',
    'READY wait timed out',
    'slack socket mode failed',
    'slack socket mode disconnected',
    'socket mode failed',
    'polling runner stop',
  ],
  subsystems: channelSubsystems,
  match:
    /(?<what>Polling stall detected|Web connection closed \(status \d+|Web reconnect: max attempts reached|watchdog timeout \(|(?:Signal )?(?:SSE )?[Cc]onnection lost, reconnecting|Signal SSE stream error|Signal reconnect stopped|READY wait timed out|(?:slack )?socket mode (?:failed to start|disconnected)|polling runner stopp)/,
  fields: ({ what }, { attributes, body }) => {
    if (credentials.test(body)) return undefined
    const channel = /Web (?:connection|reconnect)|watchdog/.test(what ?? '')
      ? 'whatsapp'
      : /socket mode/.test(what ?? '')
        ? 'slack'
        : /Signal/.test(what ?? '')
          ? 'signal'
          : lastSegment(attributes['subsystem'])
    return { channel, what: what?.replace(/ \($/, '').replace(/\(status (\d+)$/, '(status $1)') }
  },
  examples: {
    hits: [
      {
        line: '[telegram] Polling stall detected (no response for 120s)',
        fields: { channel: 'telegram', what: 'Polling stall detected' },
      },
      {
        line: '[whatsapp] Web connection closed (status 408). Retry 1/12 in 4.1s',
        fields: { what: 'Web connection closed (status 408)' },
      },
    ],
    misses: ['connection lost'],
  },
})

const loggedOut = definePattern({
  id: 'channel.logged-out',
  class: 'other',
  role: 'cause',
  title: "{channel}: the account's own credentials are refused",
  description: "A bot token or a session of the channel, not the gateway's token.",
  keywords: [
    'WhatsApp session logged out',
    'non-recoverable auth error',
    '401: Unauthorized',
    'invalid_auth',
    'token_revoked',
    'account_inactive',
    'missing privileged gateway intents',
    'Disallowed intents',
    'code 4004',
    'code 4014',
    'Fatal Gateway error: 4014',
  ],
  match:
    /(?<what>WhatsApp session logged out|non-recoverable auth error|\(401: Unauthorized\)|slack[^\n]*(?:invalid_auth|token_revoked|account_inactive)|missing privileged gateway intents|Disallowed intents|closed with code (?:4004|4014)|Fatal Gateway error: 4014)/,
  subsystems: channelSubsystems,
  fields: ({ what }, { attributes }) => ({
    channel: /WhatsApp/.test(what ?? '')
      ? 'whatsapp'
      : /slack/.test(what ?? '')
        ? 'slack'
        : (lastSegment(attributes['subsystem']) ?? 'discord'),
    what: what?.slice(0, 80),
    intents: /intents|4014/.test(what ?? '') ? true : undefined,
  }),
  classOf: ({ intents, what }) => (intents === true || /WhatsApp/.test(String(what)) ? 'channel-restart' : 'other'),
  examples: {
    hits: [
      {
        line: "[telegram] deleteMyCommands failed: Call to 'deleteMyCommands' failed! (401: Unauthorized)",
        fields: { channel: 'telegram' },
      },
      {
        line: '[discord] discord: gateway closed with code 4014 (missing privileged gateway intents). Enable them in the portal.',
        fields: { channel: 'discord', intents: true },
      },
    ],
    misses: ['[agent/embedded] embedded run agent end: isError=true error=HTTP (401: Unauthorized)'],
  },
})

/** Restarts by the monitor after which the account never starts. */
const noop = defineDerivation({
  id: 'channel.restart-noop',
  class: 'false-green',
  role: 'cause',
  title: 'Restarts of a channel that do nothing',
  description:
    'The monitor restarts an account for "stopped" three times and more, and no start follows: it is wedged, and only a restart of the process helps.',
  needs: ['channel.health-restart', 'channel.starting'],
  *derive(events): Generator<Derived> {
    const pending = new Map<string, Event[]>()
    for (const event of events) {
      const key = `${String(event.attributes['channel'])}:${String(event.attributes['account'])}`
      if (event.pattern === 'channel.starting') pending.delete(key)
      else if (event.attributes['reason'] === 'stopped') {
        const list = [...(pending.get(key) ?? []), event]
        pending.set(key, list)
        if (list.length === 3)
          yield {
            on: event,
            attributes: {
              channel: String(event.attributes['channel']),
              account: String(event.attributes['account']),
              times: 3,
            },
            body: event.body,
          }
      }
    }
  },
})

/** The same account started twice without an end in between. */
const twice = defineDerivation({
  id: 'channel.started-twice',
  class: 'channel-restart',
  role: 'cause',
  title: 'A channel account was started twice',
  description:
    'Two starts of one account within a minute without a restart or stop in between: two pollers in one process.',
  needs: [
    'channel.starting',
    'channel.exited',
    'channel.health-restart',
    'lifecycle.signal',
    'lifecycle.start',
    'lifecycle.ready',
    'config.reload',
  ],
  *derive(events): Generator<Derived> {
    const last = new Map<string, Event>()
    for (const event of events) {
      if (event.pattern !== 'channel.starting') {
        last.clear()
        continue
      }
      const key = `${String(event.attributes['channel'])}:${String(event.attributes['account'])}`
      const before = last.get(key)
      if (before?.timed && event.timed && event.at - before.at < 60_000_000_000n)
        yield { on: event, attributes: event.attributes, body: event.body }
      last.set(key, event)
    }
  },
})

const restarts: Selector[] = [
  { pattern: ['channel.health-restart', 'channel.transport'] },
  { pattern: 'channel.exited', not: { error: credentials } },
]
const recovery: Selector[] = []

const causes = [
  defineCause({
    id: 'poller-conflict',
    class: 'channel-restart',
    title: 'Two processes poll with the same bot token',
    severity: 'high',
    verdict: 'stop-duplicate',
    trigger: [{ pattern: 'channel.poller-conflict' }],
    gap: '3h',
    strength: 88,
    supports: [
      {
        events: [{ pattern: 'channel.started-twice' }],
        before: '1h',
        weight: 6,
        why: 'accounts were started twice within one process',
      },
      {
        events: [{ pattern: ['listener.already', 'listener.lock-held', 'listener.two-units'] }],
        before: '3h',
        after: '3h',
        weight: 4,
        why: 'a second gateway was started on this host',
      },
    ],
    claims: [{ pattern: ['channel.exited', 'channel.started-twice', 'channel.starting', 'channel.transport'] }],
    explains: ['channel-restarts', 'started-twice'],
    recovery,
    rivals: [{ id: 'second-gateway', telltale: 'second gateway on this host: look at other hosts' }],
    explain: (facts) =>
      `${count(facts.count, 'time')} ${facts.values('channel').join(', ')} refused the poll because another one is active with the same token: ${facts.has('channel.started-twice') ? 'here the accounts were started twice within one process' : 'a second gateway, here or on another host, or a tool that tests the bot'}. Messages go to whichever polls.`,
    checks: [check.channels, check.status, check.containers],
    fix: [{ what: 'Stop the other poller, or give it a token of its own' }, fix.restart],
  }),
  defineCause({
    id: 'wedged-channel',
    class: 'channel-restart',
    title: 'A channel account is wedged: the monitor restarts it without effect',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'channel.restart-noop' }],
    gap: '3h',
    strength: 86,
    claims: [{ pattern: ['channel.health-restart'] }],
    explains: ['channel-restarts'],
    also: ['false-green'],
    recovery: [{ pattern: 'channel.starting' }],
    explain: (facts) =>
      `The health monitor restarts ${facts.values('channel').join(', ')} (${facts.values('account').join(', ')}) for "stopped" again and again, and the account never starts. Status shows the gateway as healthy.`,
    checks: [check.channels],
    fix: [{ what: 'Restart the process; the monitor cannot mend this', command: 'openclaw gateway restart' }],
  }),
  defineCause({
    id: 'channel-intents',
    class: 'channel-restart',
    title: 'Discord refuses the bot for want of privileged intents (4014)',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'channel.logged-out', where: { intents: true } }],
    strength: 78,
    claims: [{ pattern: ['channel.exited', 'channel.socket-closed'] }],
    explains: ['channel-restarts', 'channel-credentials'],
    recovery,
    explain: () =>
      "Discord's own gateway closed the bot with 4014: the intents that it asks for are not switched on in the developer portal. This is Discord's code, OpenClaw's gateway is not meant.",
    checks: [check.channels],
    fix: [
      {
        what: 'Switch on the Message Content (and Server Members) intent of the bot in the Discord developer portal, then restart the channel',
        command: 'openclaw gateway restart',
      },
    ],
  }),
  defineCause({
    id: 'channel-restarts',
    class: 'channel-restart',
    title: 'A channel is restarted again and again',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: restarts,
    gap: '3h',
    by: 'channel',
    strength: 74,
    claims: [{ pattern: ['channel.exited', 'channel.socket-closed'] }],
    recovery,
    rivals: [
      { id: 'crash-loop', telltale: 'start of the gateway between the restarts: only the channel was restarted' },
      { id: 'poller-conflict', telltale: '409 conflict' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'restart or loss', 'restarts or losses')} of ${facts.values('channel').join(', ') || 'a channel'}${facts.values('account').length > 0 ? ` (${facts.values('account').slice(0, 6).join(', ')})` : ''}: ${[...facts.values('reason'), ...facts.values('what'), ...facts.values('error')].slice(0, 3).join('; ') || 'no reason given'}. The gateway itself went on; quiet accounts are taken for dead by some versions of the monitor.`,
    checks: [
      check.channels,
      { what: 'Lines of that channel', command: 'openclaw channels logs --channel <channel>' },
      check.versions,
    ],
    fix: [
      {
        what: 'If messages go in and out between the restarts, update; else restart the gateway',
        command: 'openclaw update',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'started-twice',
    class: 'channel-restart',
    title: 'Channel accounts are started twice',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'channel.started-twice' }],
    strength: 50,
    recovery,
    explain: (facts) =>
      `${facts.values('account').slice(0, 6).join(', ')} started twice within a minute in one process.`,
    checks: [check.channels],
    fix: [fix.restart],
  }),
  defineCause({
    id: 'channel-credentials',
    class: 'other',
    title: "A channel's own credentials are refused",
    severity: 'medium',
    verdict: 'align-credentials',
    trigger: [
      { pattern: 'channel.logged-out', not: { intents: true } },
      { pattern: 'channel.exited', where: { error: credentials } },
    ],
    gap: '3h',
    strength: 82,
    claims: [{ pattern: ['channel.exited'] }],
    explains: ['channel-restarts'],
    recovery,
    rivals: [{ id: 'token-drift', telltale: 'refused gateway client: the token of the gateway is not meant' }],
    explain: (facts) =>
      `${facts.values('channel').join(', ') || 'A channel'} refuses its bot token or session (${facts.values('what').slice(0, 2).join('; ')}). The gateway and its own token are not concerned.`,
    checks: [check.channels],
    fix: [
      { what: 'Set a valid token, or link the account anew', command: 'openclaw channels login --channel <channel>' },
      fix.restart,
    ],
  }),
] as const

function lastSegment(name: unknown): string | undefined {
  return typeof name === 'string' && name !== '' ? name.split('/').at(-1) : undefined
}

export default {
  patterns: [starting, sent, exited, healthRestart, conflict, transport, loggedOut],
  derivations: [noop, twice],
  causes,
} satisfies Family
