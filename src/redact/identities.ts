import { find, matchesOf, type Examples, type Found, type Shape } from './shape.ts'
import { anyOf } from './words.ts'

// Accounts and hosts that every machine has, or that name a program: explanations need them, and they tell of nobody.
const everyones = new Set(
  `root admin user users shared public default guest nobody daemon system local localhost localdomain unknown none
  openclaw clawdbot moltbot gateway node docker container app home op ubuntu debian runner main agent null undefined
  true false`.split(/\s+/),
)

/** Whether a name tells of nobody. */
export const isEveryones = (name: string): boolean => everyones.has(name.toLowerCase())

/** Where the group `secret` stands behind the group `before`, which begins the match. */
function* groups(text: string, expression: RegExp): Generator<Found> {
  for (const { index, groups } of matchesOf(text, expression)) {
    const start = index + groups!['before']!.length
    yield { start, end: start + groups!['secret']!.length }
  }
}

const fieldIs = String.raw`(?:=|:\s+|\\*["']\s*:\s*\\*["'])`
const homeFolder = /(?:\/home\/|\/Users\/|[A-Za-z]:[\\/]+Users[\\/]+)(?<secret>[^\s/\\"'`:;,|<>()[\]{}*?$‹]+)/g
const accountName = anyOf(
  'user username userName login account logname pushName displayName first_name last_name senderName',
)
const account = new RegExp(
  String.raw`(?<![A-Za-z])${accountName}${fieldIs}(?<secret>[A-Za-z\u00c0-\u024f][\w.\u00c0-\u024f-]+)`,
  'g',
)
const prompt = /(?<before>^|[\s([])(?<secret>[a-z_][a-z0-9_-]*)@[A-Za-z][A-Za-z0-9.-]*:[~/]/gm
const handle = /(?<before>^|[^\w/@.])@(?<secret>[A-Za-z]\w+)/gm

function* handles(text: string): Generator<Found> {
  for (const { start, end } of groups(text, handle))
    // `@scope/name` is a package, `@1.2` a version.
    if (end - start >= 3 && !/^[\w/.-]/.test(text.slice(end + 1, end + 2))) yield { start: start + 1, end: end + 1 }
}

const topLevels = anyOf(`com net org edu gov mil int io ai app dev cloud online site tech info biz eu uk de fr nl it es
  ch at be dk se no fi pl cz pt ru ua cn jp kr in br mx us ca au nz za local lan internal intranet corp home arpa test
  example invalid`)
const domain = new RegExp(String.raw`(?<![\w@.-])(?<![^/]/)(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+${topLevels}`, 'g')
// Everybody's gateway talks to these.
const services = anyOf(`openclaw\\.ai clawhub\\.ai github\\.com npmjs\\.(?:org|com) nodejs\\.org telegram\\.org
  discord\\.(?:com|gg) slack\\.com whatsapp\\.(?:com|net) signal\\.org anthropic\\.com openai\\.com googleapis\\.com
  google\\.com openrouter\\.ai docker\\.(?:com|io) debian\\.org ubuntu\\.com schema\\.org w3\\.org`)
const service = new RegExp(String.raw`(?:^|\.)${services}$`, 'i')
const monthTime = String.raw`[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d`
const isoTime = String.raw`\d\d\d\d-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)`
const syslogHost = new RegExp(
  String.raw`(?<before>(?:^|[\s">])(?:${monthTime}|${isoTime})\s)(?<secret>[A-Za-z][\w.-]*) [\w@./-]+(?:\[\d+\])?:`,
  'gm',
)
const namedHost = new RegExp(
  String.raw`(?<![A-Za-z])(?:_HOSTNAME|hostname|host\.name|host|nodename|machine)${fieldIs}(?<secret>[A-Za-z][\w-]*)`,
  'g',
)
const hardware = /(?<![\w:])[0-9A-Fa-f][0-9A-Fa-f](?::[0-9A-Fa-f][0-9A-Fa-f]){5}/g

const chatName = anyOf(`chat chatId chat_id group groupId group_id channelId channel_id guild guildId guild_id thread
  threadId thread_id topic from to sender senderId sender_id user userId user_id peer author authorId author_id`)
const chatId = new RegExp(String.raw`(?<![A-Za-z])${chatName}(?:=|:\s*|\\*["']\s*:\s*\\*["']?)(?<secret>-?\d+)`, 'g')
const sessionId = /:(?:group|direct|dm|channel|thread|topic|user|supergroup):(?<secret>-?\d+)/g
const number = /(?<![\w.-])\d+/g
const jid = /(?<![\d-])(?<before>)(?<secret>\d[\d-]*)@(?:g\.us|lid)/g
const slackId = /(?<![A-Za-z0-9])[CDGUTW][A-Z0-9]+/g

const isLong = (id: string): boolean => id.length >= 5
const endsHere = (text: string, end: number): boolean => !/^(?:\w|\.\d)/.test(text.slice(end, end + 2))

/** What tells of a person or a machine and is no secret. Masked on demand. */
export const nameShapes: readonly Shape[] = [
  {
    id: 'home-folder',
    kind: 'user',
    keywords: [],
    match: homeFolder,
    examples: samples(['at /home/alice/.openclaw', 'alice'], [String.raw`C:\Users\Alice\AppData`, 'Alice']),
  },
  {
    id: 'account',
    kind: 'user',
    keywords: [],
    match: account,
    examples: samples(['user=alice uid=1000', 'alice'], ['"pushName": "Alice"', 'Alice']),
  },
  {
    id: 'prompt',
    kind: 'user',
    keywords: [],
    match: (text) => groups(text, prompt),
    examples: samples(['alice@gw:~$ ls', 'alice']),
  },
  {
    id: 'handle',
    kind: 'user',
    keywords: [],
    match: handles,
    examples: samples(['mentioned by @alice_b now', 'alice_b']),
  },
  {
    id: 'domain',
    kind: 'host',
    keywords: [],
    match: domain,
    accept: (secret, text, _, end) => !/^(?:[\w-]|\.[A-Za-z])/.test(text.slice(end, end + 2)) && !service.test(secret),
    examples: samples(
      ['wss://box.tail1234.ts.net:443/', 'box.tail1234.ts.net'],
      ['proxy.corp.example refused', 'proxy.corp.example'],
    ),
  },
  {
    id: 'syslog-host',
    kind: 'host',
    keywords: [],
    match: (text) => groups(text, syslogHost),
    examples: samples(
      ['Nov 22 11:10:18 alicebox openclaw[812]: up', 'alicebox'],
      ['2026-11-22T11:10:18+0000 alicebox openclaw[812]: up', 'alicebox'],
    ),
  },
  {
    id: 'named-host',
    kind: 'host',
    keywords: [],
    match: namedHost,
    examples: samples(['host=alicebox up', 'alicebox'], [String.raw`{\"_HOSTNAME\":\"alicebox\"}`, 'alicebox']),
  },
  {
    id: 'hardware',
    kind: 'host',
    keywords: [],
    match: hardware,
    accept: (_, text, __, end) => !/^[\w:]/.test(text.slice(end, end + 1)),
    examples: samples(['eth0 de:ad:be:ef:01:23 up', 'de:ad:be:ef:01:23']),
  },
  {
    id: 'chat-id',
    kind: 'chat',
    keywords: [],
    match: chatId,
    accept: (id, text, _, end) => isLong(id) && endsHere(text, end),
    examples: samples(['chat=-1001234567890', '-1001234567890'], ['{"userId":"123456789"}', '123456789']),
  },
  {
    id: 'session-id',
    kind: 'chat',
    keywords: [],
    match: sessionId,
    accept: isLong,
    examples: samples(['agent:main:telegram:group:-1001234567890', '-1001234567890']),
  },
  {
    // Ids of Discord: the time in their upper bits makes them so long.
    id: 'snowflake',
    kind: 'chat',
    keywords: [],
    match: number,
    accept: (id, text, _, end) => id.length >= 17 && id.length <= 20 && endsHere(text, end),
    examples: samples(['guild 123456789012345678', '123456789012345678']),
  },
  {
    id: 'jid',
    kind: 'chat',
    keywords: [],
    match: (text) => groups(text, jid),
    examples: samples(['120363025246125486@g.us', '120363025246125486']),
  },
  {
    id: 'slack-id',
    kind: 'chat',
    keywords: [],
    match: slackId,
    accept: (id, text, _, end) => id.length >= 9 && id.length <= 11 && /\d/.test(id) && endsHere(text, end),
    examples: samples(['channel C0FAKE12345', 'C0FAKE12345']),
  },
]

function samples(...hits: Examples['hits']): Examples {
  return { hits, misses: [] }
}

/** The names in a text that is a `plainView`: places with a shape, in any order, that may overlap. */
export function* namesIn(view: string): Generator<Found & { readonly kind: Shape['kind'] }> {
  for (const shape of nameShapes) {
    for (const { start, end } of find(shape, view, view)) {
      const name = view.slice(start, end)
      if (!name.includes('‹') && !isEveryones(name)) yield { start, end, kind: shape.kind }
    }
  }
}
