import { isIPv6 } from 'node:net'
import { fake, matchesOf, type Found, type Shape } from './shape.ts'
import { anyOf } from './words.ts'

// Private, loopback, link-local, carrier-grade, documentation, benchmarking, multicast and reserved ones (RFC 6890).
const localRanges = rangesOf(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3',
)
// Public resolvers, and Telegram's servers (core.telegram.org/resources/cidr.txt): an error about them says what is
// down, and is about nobody.
const serviceRanges = rangesOf(
  '1.0.0.1/32 1.1.1.1/32 8.8.4.4/32 8.8.8.8/32 9.9.9.9/32',
  '91.105.192.0/23 91.108.4.0/22 91.108.8.0/21 91.108.16.0/21 91.108.56.0/22 149.154.160.0/20 185.76.151.0/24',
)

interface Range {
  readonly first: number
  readonly size: number
}

function rangesOf(...lists: readonly string[]): readonly Range[] {
  return lists
    .join(' ')
    .split(' ')
    .map((range) => {
      const [address, bits] = range.split('/') as [string, string]
      return { first: numberOf(address), size: 2 ** (32 - Number(bits)) }
    })
}

function numberOf(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

const isIn = (ranges: readonly Range[], number: number): boolean =>
  ranges.some(({ first, size }) => number >= first && number < first + size)

/**
 * Whether an IPv4 address is one of the internet. `141.0.0.0` is not: it is the version of a browser. Leading zeros are
 * those of an address only where every number has three digits.
 */
export function isPublicIPv4(address: string): boolean {
  const parts = address.split('.')
  const isPadded = parts.every((part) => part.length === 3)
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0') && !isPadded))) return false
  return !address.endsWith('.0.0.0') && !isIn(localRanges, numberOf(address))
}

/** Whether an address that the internet knows tells of a person: not that of a service everybody uses. */
function isSomeones(address: string): boolean {
  return isPublicIPv4(address) && !isIn(serviceRanges, numberOf(address))
}

/**
 * Whether an IPv6 address is of 2000::/3, all that is routed, and not of the documentation ranges 2001:db8::/32 and
 * 3fff::/20; or holds a public IPv4 address (mapped, NAT64).
 */
export function isPublicIPv6(address: string): boolean {
  if (!isIPv6(address)) return false
  const lower = address.toLowerCase()
  const held = /^(?:(?:0{0,4}:){0,5}:?:?ffff|64:ff9b:):(?:0:){0,4}([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(lower)
  if (held !== null) {
    const number = Number.parseInt(held[1]!, 16) * 65_536 + Number.parseInt(held[2]!, 16)
    return !isIn(localRanges, number) && !isIn(serviceRanges, number)
  }
  const [first = '', second = ''] = lower.split(':')
  if (!/^[23][0-9a-f]{3}$/.test(first)) return false
  return (
    !(first === '2001' && second.padStart(4, '0') === '0db8') &&
    !(first === '3fff' && Number.parseInt(second || '0', 16) < 0x1000)
  )
}

const dotted = /(?<![\d.-])(?:\d{1,3}\.){3}\d{1,3}/g
// The version of a program: `Chrome/141.0.0.1`, `openssl 3.0.17.1`; not `tcp/8.8.8.8`.
const programBefore = /(?<!(?:^|[^A-Za-z])(?:tcp|udp|ip|ip4|tls|quic|https?|wss?))(?<=[A-Za-z])\/$/i
const programs = anyOf(
  `openssl nginx node nodejs npm curl chrome chromium electron sqlite libc glibc jdk java firefox kernel docker
  compose`,
)
const versionBefore = new RegExp(
  String.raw`(?:version|ver|release|build|v|v8(?: to)?|oid|section|${programs})["'\s:=@]{0,4}$`,
  'i',
)
const wordBefore = /(?:^|[^A-Za-z])(?:host|ip|ipv4|addr|address|peer|client)$/i
const wordOrMinusBefore = /[A-Za-z0-9-]$/

function* dottedAddresses(text: string): Generator<Found> {
  for (const { 0: address, index } of matchesOf(text, dotted)) {
    if (!isSomeones(address)) continue
    const end = index + address.length
    if (/^(?:\d|\.\d|[-_]?[A-Za-z])/.test(text.slice(end, end + 2))) continue
    const before = text.slice(Math.max(0, index - 16), index)
    if (wordOrMinusBefore.test(before) && !wordBefore.test(before)) continue
    if (!versionBefore.test(before) && !programBefore.test(before)) yield { start: index, end }
  }
}

const hyphened = /(?<!\d)(?<!\d-)\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}/g
const hostBefore = /(?:^|[^A-Za-z0-9])(?:ip|ec2|host|client|static|dynamic|dsl|cpe|pool|vps|server)-?$/i

function* hyphenedAddresses(text: string): Generator<Found> {
  for (const { 0: address, index } of matchesOf(text, hyphened)) {
    const end = index + address.length
    if (/[\d-]/.test(text[end] ?? '') || !isSomeones(address.replaceAll('-', '.'))) continue
    const before = text.slice(Math.max(0, index - 10), index)
    const isHost = /^\.[A-Za-z][\w-]*\.[A-Za-z]/.test(text.slice(end, end + 80)) && !/[\w.-]$/.test(before)
    if (isHost || hostBefore.test(before) || hostBefore.test(before.replace(/-$/, ''))) yield { start: index, end }
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * Whether a sign stands twice with one to three digits between: an expression looks at each digit of each time, this at
 * the signs alone.
 */
function hasNumberBetween(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    let end = at + 1
    while (end < at + 4 && isDigit(text.charCodeAt(end))) end++
    if (end > at + 1 && text[end] === sign && isDigit(text.charCodeAt(end + 1)) && isDigit(text.charCodeAt(at - 1)))
      return true
  }
  return false
}

/** Whether a public IPv6 address may begin somewhere. */
function hasGroup(text: string): boolean {
  for (let at = text.indexOf(':', 4); at >= 0; at = text.indexOf(':', at + 1)) {
    const first = text.charCodeAt(at - 4)
    if ((first === 50 || first === 51) && /^[0-9a-f]{3}$/i.test(text.slice(at - 3, at))) return true
  }
  return false
}

const groups = /(?<![\w:.])(?:[0-9a-fA-F]+:|::)[0-9a-fA-F:]+/g

function* groupedAddresses(text: string): Generator<Found> {
  for (const { 0: whole, index } of matchesOf(text, groups)) {
    if (whole.length > 46 || /\w/.test(text[index + whole.length] ?? '')) continue
    const address = [whole.replace(/:$/, ''), whole].find((each) => isPublicIPv6(each))
    // Behind a dot an IPv4 address goes on, which has a form of its own.
    if (address !== undefined && !/^\.\d/.test(text.slice(index + whole.length, index + whole.length + 2)))
      yield { start: index, end: index + address.length }
  }
}

function* addresses(text: string, lower: string): Generator<Found> {
  // Nearly every line has dots and colons, and hardly any an address.
  if (hasNumberBetween(text, '.')) yield* dottedAddresses(text)
  if (hasNumberBetween(text, '-')) yield* hyphenedAddresses(text)
  if (lower.includes(':ffff:') || lower.includes('64:ff9b:') || hasGroup(text)) yield* groupedAddresses(text)
}

/** Public addresses of the internet. */
export const addressShapes: readonly Shape[] = [
  {
    id: 'ip',
    kind: 'ip',
    keywords: [],
    match: addresses,
    examples: {
      hits: [
        ['remote=8.8.44.4:51324', '8.8.44.4'],
        ['fwd="::ffff:8.8.44.4"', '8.8.44.4'],
        ['[2606:4700::1111]:443', '2606:4700::1111'],
        ['peer 2a00:1450:4001:80b::200e lost', '2a00:1450:4001:80b::200e'],
        ['8.8.44.0/24', '8.8.44.0'],
        ['tcp/8.8.44.4/443 at ip-8-8-44-4.internal', '8.8.44.4', '8-8-44-4'],
        ['peer 8-8-44-4.static.isp.example', '8-8-44-4'],
        ['remote=::ffff:808:2c04 via 64:ff9b::808:2c04', '::ffff:808:2c04', '64:ff9b::808:2c04'],
        ['x_8.8.44.4 host8.8.44.4 008.008.044.004', '8.8.44.4', '8.8.44.4', '008.008.044.004'],
      ],
      misses: [
        'remote=127.0.0.1 10.1.2.3 172.16.0.9 192.168.50.10 169.254.1.1 100.64.3.2 0.0.0.0',
        '[::1]:18789 :: fe80::1%eth0 fd00::2 2001:db8::7 ::ffff:7f00:1 ::ffff:a00:1',
        '192.0.2.1 198.51.100.7 203.0.113.7',
        'Chrome/141.0.0.0 version 8.1.2.3 v8.8.44.4 2026.9.6 2026.4.29 openssl 3.0.17.1',
        'aa:bb:cc:dd:ee:ff 11:00:17 2026-11-22-11.log 01-02-03-04',
        'resolver 1.1.1.1 or 8.8.8.8, connect ENETUNREACH 149.154.167.220:443',
        `sha ${fake(64, 'hex')}`,
      ],
    },
  },
]
