import { matchesOf, placesOf, type Found, type Shape } from './shape.ts'

const separator = String.raw`[ .\-/()]`
const international = new RegExp(String.raw`^\+[1-9](?:${separator}{0,3}\d){6,14}(?!\d)(?: ?(?:ext\.?|x) ?\d{1,6})?`)
// Not a number of seconds, a sum, a date or the address of a host.
const unitBehind = /^ ?(?:[num]?s|sec|min|h|bytes?|[KMG]i?B|B|%|tokens?|lines?|more|ahead|behind)\b/
const noPhone = /^\+(?:(?:19|20)\d\d-\d\d-\d\d|(?:\d{1,3}\.){3}\d{1,3}$)| - | {2}|\/ | \//
const fewestGrouped = 9

function* afterPlus(text: string): Generator<Found> {
  for (const place of placesOf(text, '+')) {
    if (/[\w+./-]/.test(text[place - 1] ?? '')) continue
    const found = international.exec(text.slice(place, place + 64))?.[0]
    if (found === undefined || noPhone.test(found)) continue
    const digits = found.replace(/ ?(?:ext|x).*$/, '').replace(/\D/g, '').length
    if (digits > 15 || (digits < fewestGrouped && /\D/.test(found.slice(1)))) continue
    const behind = text.slice(place + found.length, place + found.length + 8)
    if (unitBehind.test(behind) || /^:\d/.test(behind)) continue
    yield { start: place, end: place + found.length }
  }
}

// `0049 151 …`: dialled from most countries.
const trunk = /(?<![\w.+:/-])00 ?[1-9][\d .()/-]+/g

function* afterZeros(text: string): Generator<Found> {
  for (const { 0: whole, index } of matchesOf(text, trunk)) {
    const found = /^00 ?[1-9](?: ?[.\-/()]{0,2} ?\d){8,13}(?!\d)/.exec(whole.slice(0, 48))?.[0]
    if (found === undefined || / - | {2}|\/ /.test(found) || !/\d{3}/.test(found.slice(3))) continue
    if (!/^[\w:]/.test(text.slice(index + found.length, index + found.length + 1)))
      yield { start: index, end: index + found.length }
  }
}

const jidDomain = /^@(?:s\.whatsapp\.net|c\.us|lid|g\.us|hosted)(?![\w.])/
const jidNumber = /(?<![\w.])(?<number>\d{6,18})(?::\d{1,4}|_\d{1,4})?(?:-\d{6,12})?$/

function* jids(text: string): Generator<Found> {
  for (const place of placesOf(text, '@')) {
    const domain = jidDomain.exec(text.slice(place, place + 20))?.[0]
    if (domain === undefined) continue
    const from = Math.max(0, place - 48)
    const found = jidNumber.exec(text.slice(from, place))
    const number = found?.groups!['number']
    // Ids of WhatsApp groups: old ones begin with their founder's number, new ones are 18 digits from 120363 on.
    if (number === undefined || (domain === '@g.us' && number.startsWith('120363'))) continue
    const start = from + found!.index
    yield { start, end: start + number.length }
  }
}

const phoneNames = 'phone telefon msisdn mobile e164 tel sms fax caller whatsapp signal imessage'.split(' ')
const peerNames = 'from to sender recipient peer number contact participant destination'.split(' ')
const quote = String.raw`(?:\\{0,31}["']|&quot;)?`
const behindName = new RegExp(
  String.raw`^(?:[-_ ]?(?:number|num|no|nr|id|phone|jid|e164))?${quote}\s{0,2}[:=]\s{0,2}${quote}` +
    String.raw`(?<number>\(?\d(?:${separator}{0,2}\d){5,14})(?!\d)`,
)
const noNumber = /^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){2,3}$|^1\d{12}$|^\d+\.\d+$/
/** Numbers of a peer that are not the id of a chat, a time or a position. */
const peerNumber = /^(?:0[1-9][\d /-]{7,14}|\(\d{2,5}\) ?\d{3,4}[ -]?\d{3,5}|\d{3}-\d{3}-\d{4}|1\d{10}|[2-9]\d{10,12})$/
const letterBefore = /[a-z]$/

const named = (names: readonly string[], form?: RegExp) =>
  function* (_: string, lower: string): Generator<Found> {
    for (const name of names) {
      for (const place of placesOf(lower, name)) {
        // `userPhoneNumber` names one, `hotel` does not.
        if (name !== 'phone' && letterBefore.test(lower.slice(Math.max(0, place - 1), place))) continue
        const from = place + name.length
        const found = behindName.exec(lower.slice(from, from + 100))
        const number = found?.groups!['number']
        if (number === undefined || noNumber.test(number) || (form !== undefined && !form.test(number))) continue
        const end = from + found![0].length
        if (!/^(?:[\w.:]?\w|-\d)/.test(lower.slice(end, end + 2))) yield { start: end - number.length, end }
      }
    }
  }

const withSeparators = (names: readonly string[]): string[] =>
  names.flatMap((name) => [':', '=', '"', "'", '_', '-', ' :', '&'].map((separator) => name + separator))

/** Telephone numbers: international ones anywhere, others behind the name of a number or a peer. */
export const phoneShapes: readonly Shape[] = [
  {
    id: 'phone',
    kind: 'phone',
    keywords: ['+'],
    match: afterPlus,
    examples: {
      hits: [
        ['blocked +15550100199 (not paired)', '+15550100199'],
        ['call +1 (555) 010-0199 now', '+1 (555) 010-0199'],
        ['blocked +7(916)555-45-67 (not paired)', '+7(916)555-45-67'],
        ['blocked +44 (0)20 7946 0018', '+44 (0)20 7946 0018'],
        ['blocked +49/1511/2345678', '+49/1511/2345678'],
        ['blocked +49\u00a01511\u00a02345678', '+49\u00a01511\u00a02345678'],
        ['?from=+15550100199', '+15550100199'],
      ],
      misses: [
        '2026-11-22T11:00:17.088+00:00 up',
        'UTC+02:00 offset +0100',
        'took +1000000000 ms, read +123456789 bytes',
      ],
    },
  },
  {
    id: 'phone-trunk',
    kind: 'phone',
    keywords: [' 00', '"00', '=00', '(00', "'00", '>00', ';00'],
    match: afterZeros,
    examples: {
      hits: [
        ['blocked 00491511234567 (not paired)', '00491511234567'],
        ['blocked 00 49 1511 234567', '00 49 1511 234567'],
      ],
      misses: ['dump 00 10 20 30 40 50 60 70, code 0012', '11:00:17 at 2026-11-22 00:00:00'],
    },
  },
  {
    id: 'phone-jid',
    kind: 'phone',
    keywords: ['@s.whatsapp.net', '@c.us', '@lid', '@g.us', '@hosted'],
    match: jids,
    examples: {
      hits: [['jid=15550100199:12@s.whatsapp.net', '15550100199']],
      misses: ['group 120363025246125486@g.us'],
    },
  },
  {
    id: 'phone-link',
    kind: 'phone',
    keywords: ['wa.me/', 'tel:', 'sms:', 'phone=', 'whatsapp:', 'signal:'],
    match: /(?:wa\.me\/|tel:|sms:|phone=|(?:whatsapp|signal):(?:[a-z]+:)?)(?<secret>\+?\d+)/g,
    accept: (secret) => secret.length >= 7 && secret.length <= 16,
    examples: {
      hits: [
        ['https://wa.me/15550100199', '15550100199'],
        ['sessionKey=agent:main:whatsapp:direct:15550100199', '15550100199'],
      ],
      misses: ['whatsapp:default started', 'signal:15'],
    },
  },
  {
    id: 'phone-named',
    kind: 'phone',
    keywords: ['phone', 'telefon', 'msisdn', 'mobile', ...withSeparators(phoneNames.slice(4))],
    match: named(phoneNames),
    examples: {
      hits: [
        ['"phoneNumber":"15550100199"', '15550100199'],
        ['"phone":"(555) 555-0100"', '(555) 555-0100'],
        ['phone: 01511 234567', '01511 234567'],
        ['caller_id=02211234567', '02211234567'],
      ],
      misses: ['telemetry=1795345780360', 'phoneNumberId=123456789012345', 'signal=15 hotel=123456789'],
    },
  },
  {
    id: 'phone-peer',
    kind: 'phone',
    keywords: withSeparators(peerNames),
    match: named(peerNames, peerNumber),
    examples: {
      hits: [
        ['[sms] sender=01511234567 to: 0221/1234567', '01511234567', '0221/1234567'],
        ['whatsapp from=15550100199', '15550100199'],
      ],
      misses: [
        'chat=-1001234567890 message=1795345780360 from=1795345780360 to=1795345780999',
        'telegram from=123456789 to: 8123456789',
        'from 2026-11-22 to 2026-11-23, version from=2026.9.6 to=2026.9.7',
      ],
    },
  },
]
