import { defineCause, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { channelSubsystems } from './mouths.ts'
import { check, fix } from './steps.ts'

const channelNames = [
  'telegram',
  'discord',
  'slack',
  'whatsapp',
  'signal',
  'imessage',
  'BlueBubbles',
  'Google Chat',
  'zalo',
  'zalouser',
  'feishu',
  'line',
  'matrix',
  'mattermost',
  'msteams',
  'irc',
  'nostr',
  'wecom',
  'qqbot',
  'twitch',
] as const

/** The channel that a record speaks of: by its words, else by its subsystem or module. */
function channelOf(said: string | undefined, speaker: unknown): string | undefined {
  if (said !== undefined) return said.toLowerCase().replace(' ', '')
  const name = typeof speaker === 'string' ? speaker : ''
  return channelNames.find((channel) => name.toLowerCase().includes(channel.toLowerCase()))
}

const blocked = definePattern({
  id: 'policy.blocked',
  class: 'policy-drop',
  role: 'cause',
  title: 'Blocked by policy: {what}',
  description:
    "A sender or a group is not allowed. Written at debug level only (logVerbose): its absence proves nothing. WhatsApp's lines name no channel.",
  keywords: [
    'Blocked unauthorized',
    'Blocked malformed',
    'Blocked telegram',
    'Blocked discord',
    'Blocked slack',
    'Blocked signal',
    'Blocked group message',
    'Blocked dm (dm',
    'Blocked sender',
    'Blocked imessage',
    'Blocked inbound',
  ],
  subsystems: channelSubsystems,
  match:
    /^Blocked (?:unauthorized |malformed |inbound )?(?:(?<channel>telegram|discord|slack|signal|imessage|BlueBubbles|Google Chat|zalo|zalouser) )?(?<what>[^(]*?)(?: \((?<why>.*)\))?$/,
  fields: ({ channel, what, why }, { attributes, body }) => {
    // "Blocked hostname" and the like belong to tools that fetch, not to channels.
    if (!/sender|message|dm|group|channel|guild|topic|approval|user|chat/i.test(body)) return undefined
    const policy = /(?:dm|group)Policy[=:] ?(?<name>\w+)/.exec(why ?? '')?.groups?.['name']
    return {
      channel:
        channelOf(channel, attributes['subsystem'] ?? attributes['module']) ??
        (/^Blocked (?:unauthorized sender \+|group message|dm )/.test(body) ? 'whatsapp' : undefined),
      what: what?.replace(/\S*\d\S*/g, '…').trim(),
      why,
      policy,
    }
  },
  examples: {
    hits: [
      {
        line: 'Blocked unauthorized telegram sender 40012 (dmPolicy=pairing)',
        fields: { channel: 'telegram', policy: 'pairing' },
      },
      {
        line: 'Blocked unauthorized sender +4915550001 (dmPolicy=allowlist)',
        fields: { channel: 'whatsapp', policy: 'allowlist' },
      },
      {
        line: '[whatsapp] Blocked group message from +4915550001 (groupPolicy: allowlist)',
        fields: { channel: 'whatsapp', policy: 'allowlist' },
      },
      {
        line: 'Blocked telegram group message (groupPolicy: disabled)',
        fields: { channel: 'telegram', policy: 'disabled' },
      },
      {
        line: 'Blocked discord guild sender (not in users/roles allowlist)',
        fields: { channel: 'discord', why: 'not in users/roles allowlist' },
      },
    ],
    misses: ['Blocked hostname or private address'],
  },
})

const dropped = definePattern({
  id: 'policy.dropped',
  class: 'policy-drop',
  role: 'cause',
  title: 'Dropped by policy: {what}',
  description: 'As policy.blocked, in the wording of src/channels/logging.ts: `<channel>: drop <reason>`.',
  keywords: [
    'discord: drop ',
    'slack: drop ',
    'telegram: drop ',
    'whatsapp: drop ',
    'signal: drop ',
    'imessage: drop ',
    'matrix: drop ',
    'mattermost: drop ',
    'msteams: drop ',
    'feishu: drop ',
    'googlechat: drop ',
    'drop guild message (',
    '[discord-preflight] drop',
    'Dropping message from unregistered',
    'slack:interaction drop',
  ],
  subsystems: channelSubsystems,
  match:
    /^(?:(?<channel>[a-z][\w-]*)(?::interaction)?:? (?<what>drop .*)|\[(?<preflight>discord)-preflight\] (?<what2>drop.*)|(?<what3>drop guild message .*)|(?<what4>Dropping message from unregistered WhatsApp group).*)$/,
  fields: ({ channel, preflight, what, what2, what3, what4 }, { attributes }) => {
    const name =
      channel ?? preflight ?? (what4 === undefined ? channelOf(undefined, attributes['subsystem']) : 'whatsapp')
    if (name !== undefined && !channelNames.some((known) => known.toLowerCase().replace(' ', '') === name))
      return undefined
    return { channel: name, what: (what ?? what2 ?? what3 ?? what4)?.replace(/\d{4,}/g, '…') }
  },
  examples: {
    hits: [
      { line: '[discord-preflight] drop: bot message', fields: { channel: 'discord' } },
      { line: '[discord] drop guild message (mention required, guild=1)', fields: { channel: 'discord' } },
      { line: 'discord: drop guild message (mention required, botId=10)', fields: { channel: 'discord' } },
      { line: 'slack: drop channel C01 (groupPolicy=allowlist, matchKey=none)', fields: { channel: 'slack' } },
      {
        line: 'Dropping message from unregistered WhatsApp group 1203@g.us. Add the group JID to channels.whatsapp.groups, …',
        fields: { channel: 'whatsapp' },
      },
    ],
    misses: ['tcp: drop rate 3 %'],
  },
})

const ignored = definePattern({
  id: 'policy.ignored',
  class: 'policy-drop',
  role: 'cause',
  title: 'Ignored by policy: {why}',
  description:
    'The wordings of channels that follow neither of the two forms above: a message of a sender, group or channel that is on no list.',
  keywords: [
    'not in guild allowlist',
    'not in groupAllowFrom',
    'not in allowFrom',
    'not in allowlist',
    'not in group allowlist',
    'is not allowlisted',
    'not allowlisted',
    'not authorized (dmPolicy',
    'blocked by dmPolicy',
    'blocked by groupPolicy',
    'rejected by policy',
    'is not in the allowlist',
    'not in channel allowlist',
    'sender not allowed',
    'not in dm allowlist',
    'by groupPolicy',
    'by dmPolicy',
  ],
  subsystems: channelSubsystems,
  match:
    /^(?:\w+(?:\[[^\]]*\])?: )?(?<what>(?:[Ii]gnor|[Dd]rop|[Ss]kip|[Rr]eject|[Bb]lock|[Dd]en)\w*|[Mm]essage from|[Ss]ender)[^\n]*?(?<why>not (?:in|allowlisted|authorized|allowed)[\w ]*|is not (?:allowlisted|in the allowlist)|(?:blocked |rejected |dropped )?by (?:dmPolicy|groupPolicy|policy))/,
  fields: ({ what, why }, { attributes, body }) => ({
    channel:
      channelOf(/^(\w+)(?:\[[^\]]*\])?: /.exec(body)?.[1], undefined) ??
      channelOf(undefined, attributes['subsystem'] ?? attributes['module']),
    what,
    why: why?.trim(),
  }),
  examples: {
    hits: [
      {
        line: '[discord] Ignored message from channel 1400 (not in guild allowlist). Add to guilds.<guildId>.channels to enable.',
        fields: { channel: 'discord', why: 'not in guild allowlist' },
      },
      {
        line: '[feishu] feishu[default]: sender ou_00 not in groupAllowFrom, ignoring',
        fields: { channel: 'feishu', why: 'not in groupAllowFrom' },
      },
    ],
    misses: ['[agent] skip: tool not in allowlist of profile'],
  },
})

const unmentioned = definePattern({
  id: 'policy.unmentioned',
  class: 'policy-drop',
  role: 'context',
  title: 'A group message without a mention was only recorded',
  description: 'requireMention at work: how groups are meant to behave, unless the bot does not know its own name.',
  keywords: ['did not mention bot', 'no mention detected', 'mention required'],
  subsystems: channelSubsystems,
  match: /(?<what>did not mention bot|no mention detected)/,
  fields: ({ what }, { attributes }) => ({ what, channel: channelOf(undefined, attributes['subsystem']) }),
  examples: {
    hits: [
      {
        line: '[feishu] feishu[default]: message in group oc_1 did not mention bot, recording to history',
        fields: { channel: 'feishu' },
      },
    ],
    misses: ['mention the bot'],
  },
})

const skipped = definePattern({
  id: 'policy.group-skipped',
  class: 'policy-drop',
  role: 'cause',
  title: 'Group message skipped: {reason}',
  description:
    'One of the few drops written at the default level. `no-mention` is how groups are meant to work; `not-allowed` is a policy.',
  keywords: ['skipping group message', 'skipping guild message', 'skipping group media before download'],
  subsystems: channelSubsystems,
  match:
    /^(?:(?<channel>\w+): )?skipping (?<what>group message|guild message|group media before download)(?:.*?reason[=:] ?"?(?<reason>[\w-]+))?/,
  fields: ({ channel, what, reason }, { attributes }) => {
    const why = reason ?? (typeof attributes['reason'] === 'string' ? attributes['reason'] : undefined)
    return {
      channel: channel ?? channelOf(undefined, attributes['subsystem'] ?? attributes['module']),
      what,
      reason: why,
    }
  },
  roleOf: ({ reason }) => (reason === 'no-mention' ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'discord: skipping guild message reason=no-mention',
        fields: { channel: 'discord', reason: 'no-mention' },
      },
      {
        line: '{"0":"{\\"subsystem\\":\\"gateway/channels/telegram\\"}","1":{"chatId":-100,"reason":"not-allowed"},"2":"skipping group message","_meta":{"logLevelName":"INFO","date":"2026-11-22T10:00:00.000Z"},"time":"2026-11-22T10:00:00.000Z"}',
        fields: { channel: 'telegram', reason: 'not-allowed' },
      },
    ],
    misses: ['[memory] skipping group'],
  },
})

const dmPairing = definePattern({
  id: 'policy.dm-pairing',
  class: 'policy-drop',
  role: 'cause',
  title: 'An unknown sender asked to be paired',
  description:
    'dmPolicy=pairing: the message is not answered, the sender gets a code that somebody must approve. Telegram writes it at the default level.',
  keywords: [
    'telegram pairing request',
    'discord pairing request',
    'slack pairing request',
    'whatsapp pairing request',
    'signal pairing request',
    'imessage pairing request',
    'pairing reply failed for',
  ],
  subsystems: channelSubsystems,
  match: /(?:^|")(?<channel>telegram|discord|slack|whatsapp|signal|imessage) pairing (?:request|reply failed)/,
  examples: {
    hits: [
      { line: '[telegram] telegram pairing request', fields: { channel: 'telegram' } },
      { line: 'whatsapp pairing request sender=+4915550001 name=Ann', fields: { channel: 'whatsapp' } },
    ],
    misses: ['bluetooth pairing request'],
  },
})

const originsRequired = definePattern({
  id: 'origin.required',
  class: 'policy-drop',
  role: 'cause',
  title: 'The gateway refuses to start without allowed origins',
  description: 'Since 2026.2.25/26 a dashboard on a non-loopback bind needs gateway.controlUi.allowedOrigins.',
  keywords: ['non-loopback Control UI requires'],
  match: /(?<text>non-loopback Control UI requires gateway\.controlUi\.allowedOrigins)/,
  fields: () => ({ key: 'gateway.controlUi.allowedOrigins' }),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: Error: non-loopback Control UI requires gateway.controlUi.allowedOrigins (set explicit origins), or set gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback=true',
        fields: { key: 'gateway.controlUi.allowedOrigins' },
      },
    ],
    misses: ['non-loopback Control UI is on'],
  },
})

const proxyHeaders = definePattern({
  id: 'proxy.untrusted-headers',
  class: 'policy-drop',
  role: 'context',
  title: 'Requests carry proxy headers from an address that is not trusted',
  description:
    'gateway.trustedProxies lacks the proxy. Up to 7.35 such clients are merely treated as remote; since 8.2 routes that need authentication refuse them.',
  keywords: [
    'Proxy headers detected from untrusted',
    'unattributable proxy-shaped traffic',
    'Loopback connection with non-local Host',
  ],
  match:
    /(?<what>Proxy headers detected from untrusted address|observed unattributable proxy-shaped traffic(?: from (?<remote>[^\s;]+))?|Loopback connection with non-local Host header)/,
  fields: ({ what, remote }) => ({
    what: what?.split(' from ')[0],
    remote,
    refuses: what?.startsWith('observed') ? true : undefined,
  }),
  roleOf: ({ refuses }) => (refuses === true ? 'cause' : 'context'),
  examples: {
    hits: [
      {
        line: '[ws] Proxy headers detected from untrusted address. Connection will not be treated as local. Configure gateway.trustedProxies to restore local client detection behind your proxy.',
        fields: {},
      },
      {
        line: '[gateway] observed unattributable proxy-shaped traffic from 127.0.0.1; Gateway-authenticated routes reject it, including through trusted proxies. Configure gateway.trustedProxies narrowly',
        fields: { remote: '127.0.0.1', refuses: true },
      },
    ],
    misses: ['[browser] proxy headers set'],
  },
})

const trustedProxyConfig = definePattern({
  id: 'proxy.config-required',
  class: 'policy-drop',
  role: 'cause',
  title: 'Trusted-proxy or Tailscale authentication is set up incompletely',
  description: 'The gateway refuses to start.',
  keywords: [
    'mode=trusted-proxy requires',
    'tailscale funnel requires',
    'tailscale serve/funnel requires',
    'tailscale serve requires',
  ],
  match:
    /(?<what>gateway auth mode=trusted-proxy requires|tailscale (?:serve\/)?(?:funnel|serve) requires) (?<needs>[^\n(]+)/,
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: Error: gateway auth mode=trusted-proxy requires gateway.trustedProxies to be configured with at least one proxy IP',
        fields: { needs: 'gateway.trustedProxies to be configured with at least one proxy IP' },
      },
    ],
    misses: ['tailscale is up'],
  },
})

const drops: Selector[] = [
  { pattern: ['policy.blocked', 'policy.dropped', 'policy.ignored', 'policy.dm-pairing'] },
  { pattern: 'policy.group-skipped', not: { reason: 'no-mention' } },
]
const policyReload: Selector = {
  pattern: 'config.reload',
  where: {
    paths:
      /(?:dm|group|network)Policy|allowFrom|groupAllowFrom|groups|guilds|requireMention|allowlist|channels(?:\.|,|$)/i,
  },
}
const refusedOrigin: Selector[] = [{ pattern: closes, where: { refusal: 'origin' } }]
const refusedProxy: Selector[] = [
  { pattern: closes, where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
  { pattern: 'auth.unauthorized', where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
  { pattern: 'client.refused', where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
]
const connected: Selector[] = [{ pattern: ['ws.webchat-connected', 'ws.hello-ok'] }]

function policySteps(channels: readonly string[]): { what: string; command: string }[] {
  const channel = channels[0] ?? '<channel>'
  return [{ what: 'The policy of the channel', command: `openclaw config get channels.${channel}` }]
}

const causes = [
  defineCause({
    id: 'policy-tightened',
    class: 'policy-drop',
    title: 'A channel policy was changed, and messages are dropped since',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: drops,
    requires: [
      {
        events: [policyReload],
        before: '6h',
        only: 'before',
        why: 'the configuration of the channels was reloaded before the first drop ({paths})',
      },
    ],
    by: 'channel',
    gap: '2h',
    strength: 88,
    explains: ['channel-policy-drops'],
    rivals: [{ id: 'channel-restarts', telltale: 'channel exit or restart' }],
    explain: (facts) =>
      `Since the reload of ${facts.valuesOf('config.reload', 'paths').join('; ') || 'the channel configuration'}, ${count(facts.count, 'message')} ${facts.count === 1 ? 'was' : 'were'} dropped on ${facts.values('channel').join(', ') || 'a channel'} (${facts.values('policy').join(', ') || facts.values('why').slice(0, 2).join('; ') || 'policy'}).`,
    checks: [
      ...policySteps([]),
      { what: 'Senders that wait for approval', command: 'openclaw pairing list --channel <channel>' },
    ],
    fix: [
      fix.rollback,
      { what: 'Or allow the senders', command: 'openclaw config set channels.<channel>.allowFrom \'["<id>"]\'' },
    ],
  }),
  defineCause({
    id: 'channel-policy-drops',
    class: 'policy-drop',
    title: 'Messages are dropped by the policy of a channel',
    severity: 'medium',
    verdict: 'approve-access',
    trigger: drops,
    by: 'channel',
    gap: '2h',
    strength: 82,
    rivals: [{ id: 'channel-restarts', telltale: 'channel exit or restart' }],
    explain: (facts) =>
      `${count(facts.count, 'message')} from senders or groups that the policy of ${facts.values('channel').join(', ') || 'the channel'} does not admit (${facts.values('policy').join(', ') || facts.values('why').slice(0, 2).join('; ') || facts.values('what').slice(0, 2).join('; ')}). The channel itself works; the sender hears nothing.`,
    checks: [
      ...policySteps([]),
      { what: 'Senders that wait for approval', command: 'openclaw pairing list --channel <channel>' },
    ],
    fix: [
      { what: 'Approve the sender', command: 'openclaw pairing approve <channel> <code>' },
      { what: 'Or add it to allowFrom, groupAllowFrom, groups or guilds of the channel' },
    ],
  }),
  defineCause({
    id: 'mention-required',
    class: 'policy-drop',
    title: 'Group messages without a mention are skipped',
    severity: 'low',
    verdict: 'wait',
    fallback: true,
    trigger: [{ pattern: 'policy.group-skipped', where: { reason: 'no-mention' } }, { pattern: 'policy.unmentioned' }],
    by: 'channel',
    gap: '3h',
    strength: 45,
    explain: (facts) =>
      `${count(facts.count, 'message')} in groups of ${facts.values('channel').join(', ') || 'a channel'} did not mention the bot and were not answered. That is how groups are meant to work; it is a fault only if people did mention it, and the bot does not know its own name.`,
    checks: [{ what: 'Whether a mention is required', command: 'openclaw config get channels.<channel>' }],
    fix: [
      {
        what: 'If it should answer everything in that group',
        command: 'openclaw config set channels.<channel>.groups.<id>.requireMention false',
      },
    ],
  }),
  defineCause({
    id: 'origin-not-allowed',
    class: 'policy-drop',
    title: "The address that the dashboard is opened at is not among the gateway's allowed origins",
    severity: 'high',
    verdict: 'config-rollback',
    trigger: refusedOrigin,
    strength: 90,
    supports: [
      {
        events: [{ pattern: 'config.reload', where: { paths: /allowedOrigins|controlUi/ } }],
        before: '24h',
        only: 'before',
        weight: 5,
        why: 'the allowed origins were changed before',
      },
    ],
    claims: [...refusedOrigin, { pattern: closes, where: { refusal: 'client-gave-up' } }],
    explains: ['closed-by-policy'],
    recovery: connected,
    rivals: [
      { id: 'token-drift', telltale: '"token_mismatch"' },
      { id: 'not-paired', telltale: '"pairing required"' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'connection')} from ${facts.values('origin').join(', ') || 'a page'} refused: scheme, host and port must stand in gateway.controlUi.allowedOrigins exactly as the browser shows them. The path to the gateway works.`,
    checks: [{ what: 'The origins that are allowed', command: 'openclaw config get gateway.controlUi.allowedOrigins' }],
    fix: [
      {
        what: 'Add the origin named above',
        command: 'openclaw config set gateway.controlUi.allowedOrigins \'["<origin>"]\'',
      },
      {
        what: 'If it worked before a change of the configuration, put the last good one back',
        command: fix.rollback.command,
      },
    ],
  }),
  defineCause({
    id: 'origins-required',
    class: 'policy-drop',
    title: 'The gateway does not start: a dashboard beyond loopback needs a list of allowed origins',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'origin.required' }],
    strength: 95,
    claims: [{ pattern: ['crash.start-failed', 'supervisor.exit', 'supervisor.restart'] }],
    explains: ['start-failure', 'crash-loop', 'config-invalid-start'],
    also: ['config-invalid'],
    recovery: [{ pattern: ['lifecycle.ready'] }],
    explain: () =>
      'From 2026.2.25 on, a bind beyond loopback demands gateway.controlUi.allowedOrigins; what started before the update refuses to start after it.',
    checks: [{ what: 'Bind and origins', command: 'openclaw config get gateway' }],
    fix: [
      {
        what: 'Name the origins',
        command: 'openclaw config set gateway.controlUi.allowedOrigins \'["http://<host>:18789"]\'',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'proxy-not-trusted',
    class: 'policy-drop',
    title: 'The gateway does not trust the proxy in front of it',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: refusedProxy,
    strength: 88,
    supports: [
      {
        events: [{ pattern: 'proxy.untrusted-headers' }],
        before: '24h',
        weight: 6,
        why: 'the gateway saw proxy headers from an address that it does not trust',
      },
    ],
    claims: [...refusedProxy, { pattern: 'proxy.untrusted-headers' }],
    explains: ['closed-by-policy', 'auth-refused', 'proxy-headers-refused'],
    recovery: connected,
    rivals: [{ id: 'token-drift', telltale: '"token_mismatch"' }],
    explain: (facts) =>
      `${count(facts.count, 'attempt')} refused because of what stands in front of the gateway (${facts.values('reason').slice(0, 3).join(', ') || facts.values('refusal').join(', ')}): the address of the proxy (in Docker the bridge's) is not in gateway.trustedProxies, or a header or user that it should add is missing.`,
    checks: [
      check.trustedProxies,
      { what: 'What the proxy must add', command: 'openclaw config get gateway.auth.trustedProxy' },
    ],
    fix: [
      {
        what: 'Add the address of the proxy',
        command: 'openclaw config set gateway.trustedProxies \'["<proxy ip>"]\'',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'proxy-headers-refused',
    class: 'policy-drop',
    title: 'The gateway rejects requests that look as if they came through an unknown proxy',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'proxy.untrusted-headers', where: { refuses: true } }],
    strength: 60,
    recovery: connected,
    explain: () =>
      'Requests with X-Forwarded-* came from an address that is not in gateway.trustedProxies; since 2026.8.2 routes that need authentication reject them.',
    checks: [check.trustedProxies],
    fix: [
      {
        what: 'Add the address of the proxy',
        command: 'openclaw config set gateway.trustedProxies \'["<proxy ip>"]\'',
      },
    ],
  }),
  defineCause({
    id: 'trusted-proxy-incomplete',
    class: 'policy-drop',
    title: 'The gateway does not start: its proxy or Tailscale authentication is incomplete',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'proxy.config-required' }],
    strength: 92,
    claims: [{ pattern: ['crash.start-failed', 'supervisor.exit', 'supervisor.restart'] }],
    explains: ['start-failure', 'crash-loop'],
    also: ['config-invalid'],
    recovery: [{ pattern: 'lifecycle.ready' }],
    explain: (facts) =>
      `The configuration asks for authentication by the proxy, which requires ${facts.values('needs').join('; ')}.`,
    checks: [{ what: 'The gateway section', command: 'openclaw config get gateway' }],
    fix: [{ what: 'Complete it, or go back', command: fix.rollback.command }],
  }),
] as const

const undecidables = [
  {
    id: 'policy-drops-invisible',
    what: 'Whether messages are dropped by a channel policy: such drops are written at debug level only, so that this log would look the same with and without them.',
    enable:
      'Set logging.level to "debug" (or OPENCLAW_LOG_LEVEL=debug), send a message again, and run oclog on that log.',
    when: [{ pattern: 'channel.starting' }],
    unless: [{ pattern: ['policy.blocked', 'policy.dropped'] }],
    decidedBy: ['policy-drop'],
  },
] as const

export default {
  patterns: [
    blocked,
    dropped,
    ignored,
    unmentioned,
    skipped,
    dmPairing,
    originsRequired,
    proxyHeaders,
    trustedProxyConfig,
  ],
  causes,
  undecidables,
} satisfies Family
