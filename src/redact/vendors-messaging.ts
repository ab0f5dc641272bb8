import { isMixed, key, prefixed } from './prefixed.ts'
import { edge, fake, joined, type Shape } from './shape.ts'

/** Six of them: an expression looks at each digit of each time, this at colons alone. */
function hasDigitsBeforeColon(text: string): boolean {
  for (let at = text.indexOf(':', 6); at >= 0; at = text.indexOf(':', at + 1)) {
    let digits = 0
    while (digits < 6 && isDigit(text.charCodeAt(at - 1 - digits))) digits++
    if (digits === 6) return true
  }
  return false
}

const isDigit = (code: number) => code >= 48 && code <= 57
/** Tokens of mail, telephony, payment and the channels that OpenClaw talks to, and tokens of no one vendor. */
export const messagingVendors: readonly Shape[] = [
  prefixed('sendgrid', joined('S', 'G.'), {
    ...key,
    tail: String.raw`[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`,
    body: `${fake(22)}.${fake(43)}`,
  }),
  prefixed('brevo', joined('xkey', 'sib-'), key),
  prefixed('resend', joined('re', '_'), {
    ...key,
    tail: '[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}',
    body: `${fake(8)}_${fake(24)}`,
  }),
  prefixed('mailgun', joined('key', '-'), { ...key, tail: '[a-f0-9]{32}', body: fake(32, 'hex') }),
  {
    id: 'mailchimp',
    kind: 'key',
    keywords: ['-us'],
    match: /(?<![A-Za-z0-9])[a-f0-9]{32}-us\d{1,2}(?!\w)/dg,
    examples: {
      hits: [[`list ${fake(32, 'hex')}-us20 gone`, `${fake(32, 'hex')}-us20`]],
      misses: ['abc-us20', 'us-east-us2'],
    },
  },
  prefixed('twilio', joined('S', 'K'), { ...key, tail: '[a-f0-9]{32}(?![a-f0-9])', body: fake(32, 'hex') }),
  prefixed('shopify', joined('shp', 'at_'), {
    prefix: 'shp(?:at|ca|pa|ss)_',
    keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    tail: '[a-fA-F0-9]{20,}',
    body: fake(32, 'hex'),
  }),
  prefixed('square', joined('sq0', 'atp-'), { prefix: 'sq0(?:atp|csp|idp)-', keywords: ['sq0'] }),
  prefixed('meta', joined('EA', 'A'), { tail: '[A-Za-z0-9]{30,}', misses: ['EAADDRINUSE'], accept: isMixed }),
  prefixed('dropbox', joined('s', 'l.'), { tail: '[A-Za-z0-9_-]{60,}', body: fake(140) }),
  prefixed('slack', joined('xo', 'xb-'), {
    prefix: '(?:xox[a-z](?:\\.xox[a-z])?|xapp)-',
    keywords: ['xox', 'xapp-'],
    tail: '[A-Za-z0-9-]{4,}',
    body: '1-2-3',
  }),
  {
    id: 'slack-webhook',
    kind: 'token',
    keywords: ['hooks.slack.com'],
    match: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9_/-]{8,})/dg,
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
    match: /\/webhooks\/\d{6,24}\/(?<secret>[A-Za-z0-9_-]{20,})/dg,
    examples: {
      hits: [[joined('POST https://discord.com/api', '/webhooks/123456789012345678/') + fake(68), fake(68)]],
      misses: ['GET /webhooks/123456789012345678/messages'],
    },
  },
  {
    id: 'discord-bot',
    kind: 'token',
    keywords: ['.'],
    match: /(?<![A-Za-z0-9_.-])[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,}/dg,
    examples: {
      hits: [['login MTIz' + fake(20) + '.Fake01.' + fake(27), 'MTIz' + fake(20) + '.Fake01.' + fake(27)]],
      misses: ['ModuleNotFoundError.prototype.stack'],
    },
  },
  {
    id: 'telegram-bot',
    kind: 'token',
    keywords: [':'],
    hint: hasDigitsBeforeColon,
    match: /(?<!\d)\d{6,12}:(?:AA[A-Za-z0-9_-]{4,}|[A-Za-z0-9_-]{20,})/dg,
    accept: (secret) => /:AA/.test(secret) || isMixed(secret),
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
    match: /oauth:(?<secret>[a-z0-9]{24,})/dg,
    examples: { hits: [['PASS oauth:' + fake(30, 'hex'), fake(30, 'hex')]], misses: ['auth oauth:device-flow'] },
  },
  prefixed('matrix', joined('sy', 't_'), {
    prefix: '(?:syt|mct|mat)_',
    keywords: ['syt_', 'mct_', 'mat_'],
    tail: '[A-Za-z0-9_]{20,}',
    accept: isMixed,
    misses: ['format_of_the_gateway_log_lines'],
  }),
  {
    id: 'matrix-recovery',
    kind: 'key',
    keywords: ['est', 'esu'],
    match: /(?<![A-Za-z0-9])Es[TU][A-Za-z0-9](?: [A-Za-z0-9]{4}){8,11}(?![A-Za-z0-9])/dg,
    examples: {
      hits: [[`recovery EsTF${' ake0'.repeat(11)}`, `EsTF${' ake0'.repeat(11)}`]],
      misses: ['EsTa este dia'],
    },
  },
  prefixed('clawhub', joined('cl', 'h_')),
  {
    id: 'office-webhook',
    kind: 'token',
    keywords: ['webhook.office.com', 'hooks.zapier.com'],
    match: /(?:webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch)\/(?<secret>[A-Za-z0-9_@/-]{16,})/dg,
    examples: {
      hits: [
        [`POST https://example.webhook.office.com/webhookb2/${fake(36)}@${fake(36)}/x`, `${fake(36)}@${fake(36)}/x`],
      ],
      misses: ['https://example.webhook.office.com/'],
    },
  },
  {
    // Also base64 of a JSON object without dots: the gateway's setup codes, Cloudflare's tunnel tokens, a JWT that was cut off.
    id: 'jwt',
    kind: 'jwt',
    keywords: ['eyj'],
    match: new RegExp(edge + String.raw`eyJ[A-Za-z0-9_+/-]{13,}={0,2}(?:\.[A-Za-z0-9_-]*){0,4}`, 'dg'),
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
