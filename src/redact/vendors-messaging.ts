import { isMixed, isWordy } from './random.ts'
import { edge, fake, joined, placesOf, type Found, type Shape } from './shape.ts'
import { tokenShape, type TokenRule } from './tokens.ts'

const key = { kind: 'key' } as const

const rules: readonly TokenRule[] = [
  {
    id: 'slack',
    prefixes: ['b', 'p', 'e', 'a', 'o', 'r', 's', 'c'].map((kind) => `xox${kind}-`),
    of: 'dotted',
    length: 16,
    clipped: 6,
  },
  { id: 'slack-app', anyCase: true, prefixes: [joined('xa', 'pp-')], of: 'url', length: 24 },
  { id: 'sendgrid', ...key, prefixes: [joined('S', 'G.')], of: 'dotted', length: 48, clipped: 21 },
  { id: 'brevo', ...key, prefixes: [joined('xkey', 'sib-'), joined('xsmtp', 'sib-')], of: 'url', length: 64 },
  { id: 'mailgun', ...key, prefixes: ['key-'], of: 'lower', length: [32], true: fake(32, 'hex') },
  {
    id: 'hubspot',
    ...key,
    prefixes: ['na1', 'na2', 'eu1', 'ap1'].map((region) => `pat-${region}-`),
    of: 'url',
    length: 36,
    true: '4ea38b7b-f563-7709-4bae-87aeac5f4e3d',
  },
  { id: 'twilio', ...key, prefixes: [joined('S', 'K')], of: 'hex', length: [32] },
  { id: 'onesignal', ...key, prefixes: [joined('os_v2', '_app_'), joined('os_v2', '_org_')], of: 'lower', length: 60 },
  {
    id: 'matrix',
    prefixes: [joined('sy', 't_'), joined('mc', 't_'), joined('ma', 't_')],
    of: 'word',
    length: 32,
    false: ['format_of_the_gateway_log_lines mat_2026'],
  },
  { id: 'clawhub', prefixes: [joined('cl', 'h_')], of: 'url', length: 40 },
  { id: 'nostr', ...key, prefixes: [joined('ns', 'ec1')], of: 'lower', length: 58, clipped: 20 },
  { id: 'wallet', ...key, prefixes: [joined('xpr', 'v9'), joined('zpr', 'v')], of: 'base62', length: 100, clipped: 40 },
  { id: 'dropbox', prefixes: [joined('s', 'l.')], of: 'url', length: 100, clipped: 60 },
  { id: 'pinterest', prefixes: [joined('pi', 'na_')], of: 'base62', length: 40 },
  { id: 'twitter', prefixes: ['A'.repeat(21)], of: 'base62', length: 60 },
  {
    id: 'stripe',
    ...key,
    prefixes: ['s', 'r'].flatMap((kind) => ['live', 'test', 'prod'].map((mode) => `${kind}k_${mode}_`)),
    of: 'base62',
    length: 10,
    clipped: 8,
  },
  { id: 'stripe-webhook', kind: 'secret', prefixes: [joined('wh', 'sec_')], of: 'any64', length: 24, clipped: 8 },
  {
    id: 'shopify',
    prefixes: ['at', 'ca', 'pa', 'ss', 'ua', 'tka'].map((kind) => `shp${kind}_`),
    of: 'hex',
    length: 32,
    clipped: 20,
  },
  { id: 'shippo', prefixes: ['live', 'test'].map((mode) => `shippo_${mode}_`), of: 'hex', length: 40 },
  { id: 'square', prefixes: ['atp', 'csp', 'idp'].map((kind) => `sq0${kind}-`), of: 'url', length: 22 },
  { id: 'square-access', prefixes: [joined('EA', 'AA')], of: 'url', length: 22, false: ['EAAADDRINUSE'] },
  { id: 'duffel', prefixes: ['live', 'test'].map((mode) => `duffel_${mode}_`), of: 'dotted', length: 43 },
  { id: 'easypost', ...key, prefixes: [joined('EZ', 'AK'), joined('EZ', 'TK')], of: 'base62', length: 54 },
  {
    id: 'flutterwave',
    ...key,
    prefixes: ['FLWSECK', 'FLWPUBK'].flatMap((kind) => [`${kind}_TEST-`, `${kind}-`]),
    of: 'url',
    length: 12,
  },
  { id: 'razorpay', ...key, prefixes: ['live', 'test'].map((mode) => `rzp_${mode}_`), of: 'base62', length: 14 },
  {
    id: 'plaid',
    prefixes: ['sandbox', 'production', 'development'].map((mode) => `access-${mode}-`),
    of: 'url',
    length: 36,
    true: '4ea38b7b-f563-7709-4bae-87aeac5f4e3d',
  },
  {
    id: 'paypal',
    prefixes: ['sandbox', 'production'].map((mode) => `access_token$${mode}$`),
    of: 'base62',
    length: 16,
  },
  // Not `EAADDRINUSE`, which is an error's name misspelt.
  { id: 'meta', prefixes: [joined('EA', 'A')], of: 'base62', length: 60, clipped: 30, false: ['EAADDRINUSE'] },
  { id: 'instagram', prefixes: [joined('IG', 'QV'), joined('IG', 'AA')], of: 'url', length: 60 },
]

const isDigit = (code: number) => code >= 48 && code <= 57

/** An expression looks at each digit of each time, this at colons alone. */
function hasDigitsBeforeColon(text: string): boolean {
  for (let at = text.indexOf(':', 6); at >= 0; at = text.indexOf(':', at + 1)) {
    let digits = 0
    while (digits < 6 && isDigit(text.charCodeAt(at - 1 - digits))) digits++
    if (digits === 6) return true
  }
  return false
}

/** Twelve groups of four, or some fewer where the log was cut. */
const recoveryKey = /^Es[TU][A-Za-z0-9](?: [A-Za-z0-9]{4}){8,11}(?![A-Za-z0-9])/

function* recoveryKeys(text: string): Generator<Found> {
  for (const place of placesOf(text, 'Es')) {
    const found = recoveryKey.exec(text.slice(place, place + 80))
    if (found !== null && !/[A-Za-z0-9]/.test(text[place - 1] ?? ''))
      yield { start: place, end: place + found[0].length }
  }
}

/** Tokens of mail, telephony, payment and the channels that OpenClaw talks to, and tokens of no one vendor. */
export const messagingVendors: readonly Shape[] = [
  ...rules.map(tokenShape),
  {
    id: 'resend',
    kind: 'key',
    keywords: ['re_'],
    match: /(?<![A-Za-z0-9_])re_[A-Za-z0-9]+_[A-Za-z0-9]+/g,
    accept: (secret) => /^re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,40}$/.test(secret) && !isWordy(secret),
    examples: {
      hits: [[`mail re_${fake(8)}_${fake(24)}`, `re_${fake(8)}_${fake(24)}`]],
      misses: ['re_export_everything'],
    },
  },
  {
    id: 'mailchimp',
    kind: 'key',
    keywords: ['-us'],
    match: /(?<![A-Za-z0-9])[a-f0-9]+-us\d+/g,
    accept: (secret) => /^[a-f0-9]{32}-us\d{1,2}$/.test(secret),
    examples: {
      hits: [[`list ${fake(32, 'hex')}-us20 gone`, `${fake(32, 'hex')}-us20`]],
      misses: ['abc-us20', 'us-east-us2'],
    },
  },
  {
    id: 'facebook-app',
    kind: 'secret',
    keywords: ['|', '%'],
    match: /(?<![A-Za-z0-9])\d{15,16}[|%][A-Za-z0-9_-]+/g,
    accept: (secret) => secret.length >= 43 && secret.length <= 57,
    examples: {
      hits: [[`graph 123456789012345|${fake(27)}`, `123456789012345|${fake(27)}`]],
      misses: ['123456789012345|gateway'],
    },
  },
  {
    id: 'slack-webhook',
    kind: 'token',
    keywords: ['hooks.slack.com'],
    match: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9+_/-]+)/g,
    accept: (secret) => secret.length >= 8,
    examples: {
      hits: [
        [
          joined('POST https://hooks.slack.com', '/services/T00FAKE/B00FAKE/') + fake(24),
          `T00FAKE/B00FAKE/${fake(24)}`,
        ],
      ],
      misses: ['connect ETIMEDOUT hooks.slack.com:443'],
    },
  },
  {
    id: 'discord-webhook',
    kind: 'token',
    keywords: ['/webhooks/'],
    match: /\/webhooks\/(?<secret>\d+\/[A-Za-z0-9_-]+)/g,
    accept: (secret) => secret.length - secret.indexOf('/') > 20,
    examples: {
      hits: [
        [
          joined('POST https://discord.com/api', '/webhooks/123456789012345678/') + fake(68),
          `123456789012345678/${fake(68)}`,
        ],
      ],
      misses: ['GET /webhooks/123456789012345678/messages'],
    },
  },
  {
    id: 'discord-bot',
    kind: 'token',
    keywords: [],
    hint: (text) => /\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{16}/.test(text),
    match: /(?<![A-Za-z0-9_.-])[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]+/g,
    // The first part is a number in base64, and so begins with one of three letters.
    accept: (secret, text) =>
      /^[\w-]{23,28}\.[\w-]{6}\.[\w-]{20,80}$/.test(secret) && (/^[MNO]/.test(secret) || /discord/i.test(text)),
    examples: {
      hits: [['login MTIz' + fake(20) + '.Fake01.' + fake(27), 'MTIz' + fake(20) + '.Fake01.' + fake(27)]],
      misses: ['ModuleNotFoundError.prototype.stack'],
    },
  },
  {
    id: 'telegram-bot',
    kind: 'token',
    keywords: [],
    hint: hasDigitsBeforeColon,
    match: /(?<!\d)\d{6,12}:[A-Za-z0-9_-]+/g,
    accept: (secret) => {
      const [, body = ''] = secret.split(':')
      return /^AA.{4}/.test(body) || (body.length >= 20 && isMixed(body))
    },
    examples: {
      hits: [
        [
          joined('GET https://api.telegram.org/bot123456789:', 'AA') + fake(33) + '/getMe 401',
          joined('123456789:', 'AA') + fake(33),
        ],
        [joined('telegram 123456:', 'AAFAKE-token rejected'), joined('123456:', 'AAFAKE-token')],
      ],
      misses: [
        'sessionKey=agent:main:telegram:group:-1001234567890:topic:12',
        'lane=123456789:4a24636f-3a3b-4c4d-8e8f-0123456789ab',
        'at 123456:12',
      ],
    },
  },
  {
    id: 'twitch',
    kind: 'token',
    keywords: ['oauth:'],
    match: /oauth:(?<secret>[a-z0-9]+)/g,
    accept: (secret) => secret.length >= 24,
    examples: { hits: [['PASS oauth:' + fake(30, 'hex'), fake(30, 'hex')]], misses: ['auth oauth:device-flow'] },
  },
  {
    id: 'matrix-recovery',
    kind: 'key',
    keywords: ['est', 'esu'],
    match: recoveryKeys,
    examples: {
      hits: [[`recovery EsTF${' ake0'.repeat(11)}`, `EsTF${' ake0'.repeat(11)}`]],
      misses: ['EsTa este dias'],
    },
  },
  {
    id: 'office-webhook',
    kind: 'token',
    keywords: ['webhook.office.com', 'hooks.zapier.com'],
    match: /(?:webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch)\/(?<secret>[A-Za-z0-9_@/-]+)/g,
    accept: (secret) => secret.length >= 16,
    examples: {
      hits: [
        [`POST https://example.webhook.office.com/webhookb2/${fake(36)}@${fake(36)}/x`, `${fake(36)}@${fake(36)}/x`],
      ],
      misses: ['https://example.webhook.office.com/'],
    },
  },
  {
    // Also base64 of a JSON object without dots: the gateway's setup codes, Cloudflare's tunnel tokens, a JWT that was
    // cut off.
    id: 'jwt',
    kind: 'jwt',
    keywords: ['eyj', 'ewog', 'ewok', 'ewoj', 'eyai'],
    match: new RegExp(
      edge + String.raw`(?:[eE][yY][jJ]|ewo[gkJ]|eyAi)[A-Za-z0-9_+/-]+={0,2}(?:\.[A-Za-z0-9_-]*)*`,
      'g',
    ),
    accept: (secret) =>
      secret.length >= (secret.startsWith('eyJ') ? 16 : 40) && (secret.startsWith('ey') || isMixed(secret)),
    examples: {
      hits: [
        [
          'assertion eyJ' + fake(20) + '.eyJ' + fake(30) + '.' + fake(43),
          'eyJ' + fake(20) + '.eyJ' + fake(30) + '.' + fake(43),
        ],
        ['cut off: eyJ' + fake(20) + '.eyJ' + fake(10), 'eyJ' + fake(20) + '.eyJ' + fake(10)],
        ['openclaw qr: eyJ' + fake(60), 'eyJ' + fake(60)],
      ],
      misses: ['HeyJude.mp3.bak', 'eyJhbG…abcd', 'they said HeyJudeDontMakeItBadTakeASadSong'],
    },
  },
]
