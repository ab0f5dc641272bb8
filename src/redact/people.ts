import { isIPv6 } from 'node:net'
import { fake, joined, matchesOf, notBehind, type Found, type Shape } from './shape.ts'

const international = new RegExp(notBehind('\\w+./-') + String.raw`(?:\+|%2B)[1-9]\d{6,14}(?!\d)`, 'dg')
// Groups with one separator each, so that arithmetic and dates stay: `+49 151 1234 5678`, `+1 (555) 010-0199`.
const grouped = new RegExp(
  notBehind('\\w+./-') + String.raw`\+[1-9]\d{0,2}[ .-]?\(?\d{1,4}\)?(?:[ .-]\d{2,8}){1,4}(?![\d:])`,
  'dg',
)
const jid =
  /(?<![\w.])(?<secret>\d{6,18})(?::\d{1,4}|_\d{1,4})?(?:-\d{6,12})?@(?:s\.whatsapp\.net|c\.us|lid|g\.us|hosted)(?![\w.])/dg
const phoneNamed =
  /(?:(?<![a-z])(?:phone(?:[-_ ]?(?:number|no))?|msisdn|mobile|e164|tel|sms|caller)|phoneNumber|E164)(?:\\{0,31}["']|&quot;)?\s{0,2}[:=]\s{0,2}(?:\\{0,31}["']|&quot;)?(?<secret>(?:00)?[1-9]\d{6,14})(?!\d)/dgi
const phoneLink = /(?:wa\.me\/|tel:|sms:|phone=|(?:whatsapp|signal):(?:[a-z]{2,10}:)?)(?<secret>\+?\d{7,15})(?!\d)/dgi

function* phones(text: string, lower: string): Generator<Found> {
  if (text.includes('+') || lower.includes('%2b')) {
    for (const match of matchesOf(text, international)) yield { start: match.index, end: match.index + match[0].length }
    for (const match of matchesOf(text, grouped)) {
      const digits = match[0].replace(/\D/g, '').length
      if (digits >= 9 && digits <= 15 && !/^\+(?:\d{1,3}\.){3}\d{1,3}$/.test(match[0]))
        yield { start: match.index, end: match.index + match[0].length }
    }
  }
  for (const expression of lower.includes('@') ? [jid, phoneNamed, phoneLink] : [phoneNamed, phoneLink]) {
    for (const match of matchesOf(text, expression)) {
      // Ids of WhatsApp groups: old ones begin with their founder's number, new ones are 18 digits from 120363 on.
      if (match.groups!['secret']!.startsWith('120363') && match[0].endsWith('@g.us')) continue
      const [start, end] = match.indices!.groups!['secret']!
      yield { start, end }
    }
  }
}

const email =
  /(?<![\w.%+-])(?<secret>[\w.%+-]{1,64}?(?:@|%40)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24})(?![\w-]|\.[A-Za-z0-9])/dg
const notMail =
  /@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted|broadcast)$|\.(?:service|socket|timer|slice|scope|mount|target|path|device|png|jpe?g|gif|svg|webp|[cm]?[jt]sx?|json|tgz|gz|log|map|node)$|^(?:git|hg)@/i

const ipv4 = /(?<![\w.-](?<!%[0-9A-F]{2}))(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d|[-_]?[A-Za-z])/dg
const dashed = /(?<![A-Za-z0-9])(?:ip|ec2)-(?<secret>\d{1,3}(?:-\d{1,3}){3})(?![\d-])/dg
// The version of a program: `Chrome/141.0.0.1`; not `tcp/8.8.8.8`.
const programBefore = /(?<!(?:^|[^A-Za-z])(?:tcp|udp|ip|ip4|tls|quic|https?|wss?))(?<=[A-Za-z])\/$/i
const ipv6 = /(?<![\w:.])[23][0-9a-f]{3}:[0-9a-f:]{1,38}(?:(?:\d{1,3}\.){3}\d{1,3})?(?![\w:]|\.\d)/dgi
const versionBefore = /(?:version|ver|release|build|v|v8(?: to)?|oid|section)["'\s:=]{0,4}$/i

// Private, loopback, link-local, carrier-grade, documentation, benchmarking, multicast and reserved ones (RFC 6890).
const localRanges = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map((range) => {
  const [address, bits] = range.split('/') as [string, string]
  return { first: numberOf(address), size: 2 ** (32 - Number(bits)) }
})

function numberOf(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

/** Whether an IPv4 address is one of the internet. `141.0.0.0` is not: it is the version of a browser. */
export function isPublicIPv4(address: string): boolean {
  if (address.split('.').some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return false
  if (address.endsWith('.0.0.0')) return false
  const number = numberOf(address)
  return !localRanges.some(({ first, size }) => number >= first && number < first + size)
}

/** Whether an IPv6 address is of 2000::/3, all that is routed, and not of the documentation ranges 2001:db8::/32 and 3fff::/20. */
export function isPublicIPv6(address: string): boolean {
  if (!isIPv6(address)) return false
  const [first = '', second = ''] = address.toLowerCase().split(':')
  if (!/^[23][0-9a-f]{3}$/.test(first)) return false
  return (
    !(first === '2001' && second.padStart(4, '0') === '0db8') &&
    !(first === '3fff' && Number.parseInt(second || '0', 16) < 0x1000)
  )
}

/** What begins an IPv6 address of the internet: an expression looks at every digit of every time, this at colons alone. */
function hasGroup(text: string): boolean {
  for (let at = text.indexOf(':', 4); at >= 0; at = text.indexOf(':', at + 1)) {
    const first = text[at - 4]
    if ((first === '2' || first === '3') && /^[0-9a-f]{3}$/i.test(text.slice(at - 3, at))) return true
  }
  return false
}

function* addresses(text: string): Generator<Found> {
  // Nearly every line has dots and colons, and hardly any an address.
  if (/\.\d{1,3}\./.test(text)) yield* dotted(text)
  if (text.includes('ip-') || text.includes('ec2-')) yield* hyphenated(text)
  if (hasGroup(text)) yield* grouped6(text)
}

function* dotted(text: string): Generator<Found> {
  for (const match of matchesOf(text, ipv4)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index)
    if (isPublicIPv4(match[0]) && !versionBefore.test(before) && !programBefore.test(before))
      yield { start: match.index, end: match.index + match[0].length }
  }
}

function* hyphenated(text: string): Generator<Found> {
  for (const match of matchesOf(text, dashed)) {
    const [start, end] = match.indices!.groups!['secret']!
    if (isPublicIPv4(match.groups!['secret']!.replaceAll('-', '.'))) yield { start, end }
  }
}

function* grouped6(text: string): Generator<Found> {
  for (const match of matchesOf(text, ipv6)) {
    const address = match[0].replace(/:$/, '')
    if (isPublicIPv6(address)) yield { start: match.index, end: match.index + address.length }
    else if (isPublicIPv6(match[0])) yield { start: match.index, end: match.index + match[0].length }
  }
}

const cardNumber = /(?<![\w.-])(?<secret>[2-6]\d{3}(?:[ -]?\d){9,15})(?![\w-])/dg
const payment = /\b(?:card|credit|debit|visa|mastercard|amex|maestro|payment|pan)(?:[-_ ]?(?:number|no|num))?\b/i
const checkCode =
  /(?:\bcv[cv]2?|securityCode|card[-_]?code)(?:\\{0,31}["'])?\s{0,2}[:=]\s{0,2}(?:\\{0,31}["'])?(?<secret>\d{3,4})(?!\d)/dgi

/** The check digit of payment cards (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

function* cards(text: string): Generator<Found> {
  for (const expression of [cardNumber, checkCode]) {
    for (const match of matchesOf(text, expression)) {
      const [start, end] = match.indices!.groups!['secret']!
      const digits = text.slice(start, end).replace(/\D/g, '')
      if (expression === checkCode || (passesLuhn(digits) && payment.test(text.slice(Math.max(0, start - 80), start))))
        yield { start, end }
    }
  }
}

/** What tells who a person is or where they are. */
export const people: readonly Shape[] = [
  {
    id: 'card',
    kind: 'card',
    keywords: ['card', 'credit', 'debit', 'visa', 'amex', 'maestro', 'payment', 'pan', 'cvv', 'cvc', 'securitycode'],
    match: cards,
    examples: {
      hits: [
        [joined('card number 4242 4242 4242 ', '4242 declined'), '4242 4242 4242 4242'],
        ['"cvc":"123"', '123'],
      ],
      misses: ['card 1795345780360 shown', 'payment id 4242424242424243', 'adaptive card v1.5'],
    },
  },
  {
    id: 'phone',
    kind: 'phone',
    keywords: [
      '+',
      '%2b',
      'whatsapp:',
      'signal:',
      '@s.whatsapp.net',
      '@c.us',
      '@lid',
      '@g.us',
      '@hosted',
      'phone',
      'msisdn',
      'mobile',
      'e164',
      'tel',
      'sms',
      'caller',
      'wa.me',
    ],
    match: phones,
    examples: {
      hits: [
        ['blocked +15550100199 (not paired)', '+15550100199'],
        ['call +1 (555) 010-0199 now', '+1 (555) 010-0199'],
        ['jid=15550100199:12@s.whatsapp.net', '15550100199'],
        ['"phoneNumber":"15550100199"', '15550100199'],
        ['https://wa.me/15550100199', '15550100199'],
        ['?from=%2B15550100199', '%2B15550100199'],
        ['sessionKey=agent:main:whatsapp:direct:15550100199', '15550100199'],
      ],
      misses: [
        '2026-11-22T11:00:17.088+00:00 up',
        'chat=-1001234567890 message=1795345780360',
        'group 120363025246125486@g.us',
        'UTC+02:00 offset +0100',
        'telemetry=1795345780360',
      ],
    },
  },
  {
    id: 'email',
    kind: 'email',
    keywords: ['@', '%40'],
    match: email,
    accept: (secret) => !notMail.test(secret),
    examples: {
      hits: [
        ['from alice@host.example: hi', 'alice@host.example'],
        ['alice!alice.b+c@mail.host.example', 'alice.b+c@mail.host.example'],
        ['(mailto:alice@host.example).', 'alice@host.example'],
        ['?user=alice%40host.example&x', 'alice%40host.example'],
      ],
      misses: [
        'user@1000.service',
        'openclaw@2026.9.6',
        'git@github.com:openclaw/openclaw.git',
        'icon@2x.png',
        '@openclaw/discord@2026.9.6',
        'node_modules/x@1.2.3/index.js',
      ],
    },
  },
  {
    id: 'ip',
    kind: 'ip',
    keywords: ['.', ':'],
    match: addresses,
    examples: {
      hits: [
        ['remote=8.8.4.4:51324', '8.8.4.4'],
        ['fwd="::ffff:8.8.4.4"', '8.8.4.4'],
        ['[2606:4700::1111]:443', '2606:4700::1111'],
        ['peer 2a00:1450:4001:80b::200e lost', '2a00:1450:4001:80b::200e'],
        ['8.8.4.0/24', '8.8.4.0'],
        ['tcp/8.8.4.4/443 at ip-8-8-4-4.internal', '8.8.4.4', '8-8-4-4'],
      ],
      misses: [
        'remote=127.0.0.1 10.1.2.3 172.16.0.9 192.168.50.10 169.254.1.1 100.64.3.2 0.0.0.0',
        '[::1]:18789 :: fe80::1%eth0 fd00::2 2001:db8::7',
        '192.0.2.1 198.51.100.7 203.0.113.7',
        'Chrome/141.0.0.0 version 8.1.2.3 v8.8.4.4 2026.9.6 2026.4.29',
        'aa:bb:cc:dd:ee:ff 11:00:17',
        `sha ${fake(64, 'hex')}`,
      ],
    },
  },
]
