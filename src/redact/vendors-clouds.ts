import { isMixed, isWordy } from './random.ts'
import { fake, joined, type Shape } from './shape.ts'
import { tokenShape, type TokenRule } from './tokens.ts'

const key = { kind: 'key' } as const

const rules: readonly TokenRule[] = [
  { id: 'google-api', ...key, prefixes: [joined('AI', 'za')], of: 'url', length: 35, clipped: 16 },
  { id: 'google-oauth', prefixes: [joined('ya', '29.')], of: 'any', length: 40, clipped: 10 },
  {
    id: 'google-refresh',
    prefixes: [joined('1/', '/0')],
    of: 'any',
    length: 40,
    clipped: 10,
    false: ['http://host1//0123'],
  },
  { id: 'google-client-secret', kind: 'secret', prefixes: [joined('GOCSPX', '-')], of: 'url', length: 28 },
  { id: 'google-hmac', ...key, prefixes: [joined('GOOG', '1E')], of: 'upper', length: 55, clipped: 16 },
  {
    id: 'aws-access-key',
    ...key,
    prefixes: [joined('AK', 'IA'), joined('AS', 'IA'), joined('AB', 'IA'), joined('AC', 'CA'), joined('A3', 'T')],
    of: 'upper',
    length: 16,
    false: ['zone ASIA-SOUTHEAST1', 'Asia/Singapore', 'ASIAN and ACCASES'],
  },
  { id: 'aws-bedrock', ...key, prefixes: [joined('AB', 'SK')], of: 'base64', length: 100, clipped: 40 },
  { id: 'aws-bedrock-session', ...key, prefixes: [joined('bedrock-', 'api-key-')], of: 'any64', length: 28 },
  {
    id: 'aws-appsync',
    ...key,
    prefixes: [joined('da', '2-')],
    of: 'lower',
    length: [26],
    true: fake(26).toLowerCase(),
  },
  {
    id: 'aws-mws',
    prefixes: [joined('amzn', '.mws.')],
    of: 'url',
    length: 36,
    true: '4ea38b7b-f563-7709-4bae-87aeac5f4e3d',
  },
  { id: 'alibaba', ...key, prefixes: [joined('LT', 'AI')], of: 'base62', length: 16, clipped: 10 },
  { id: 'tencent', ...key, prefixes: [joined('AK', 'ID')], of: 'base62', length: 28, clipped: 10 },
  { id: 'scaleway', ...key, prefixes: ['SCW'], of: 'upper', length: [17] },
  { id: 'digitalocean-spaces', ...key, prefixes: ['DO00', 'DO80'], of: 'upper', length: [16] },
  {
    id: 'digitalocean',
    anyCase: true,
    prefixes: [joined('do', 'p_v1_'), joined('do', 'o_v1_'), joined('do', 'r_v1_')],
    of: 'base62',
    length: 40,
  },
  {
    id: 'cloudflare',
    prefixes: [joined('cf', 'ut_'), joined('cf', 'at_'), joined('cf', 'k_')],
    of: 'base62',
    length: 40,
  },
  {
    id: 'cloudflare-origin',
    ...key,
    prefixes: [joined('v1', '.0-')],
    of: 'url',
    length: 100,
    clipped: 40,
    form: /^[a-f0-9]{24}-[a-f0-9]{8}/,
    true: `${fake(24, 'hex')}-${fake(146, 'hex')}`,
    false: ['v1.0-beta-of-the-gateway-protocol-for-all-channels-2026'],
  },
  { id: 'clickhouse', ...key, prefixes: ['4b1d'], of: 'base62', length: [38] },
  { id: 'databricks', prefixes: [joined('da', 'pi')], of: 'hex', length: 32, clipped: 24 },
  { id: 'heroku', ...key, prefixes: [joined('HRKU', '-')], of: 'url', length: 36 },
  {
    id: 'vercel',
    prefixes: ['a', 'c', 'i', 'k', 'p', 'r', 't'].map((letter) => `vc${letter}_`).concat('vercel_blob_rw_'),
    of: 'word',
    length: 24,
    clipped: 20,
  },
  { id: 'netlify', prefixes: ['b', 'c', 'o', 'p', 'u'].map((letter) => `nf${letter}_`), of: 'word', length: 36 },
  { id: 'supabase', prefixes: [joined('sb', 'p_'), joined('sb', '_secret_')], of: 'word', length: 22 },
  {
    id: 'planetscale',
    anyCase: true,
    prefixes: ['tkn', 'oauth', 'pw'].map((name) => `pscale_${name}_`),
    of: 'dotted',
    length: 32,
  },
  { id: 'neon', prefixes: [joined('napi', '_')], of: 'base62', length: 40 },
  { id: 'aiven', kind: 'password', prefixes: [joined('AVNS', '_')], of: 'url', length: 18 },
  { id: 'mongodb-atlas', kind: 'secret', prefixes: [joined('mdb_sa', '_sk_')], of: 'url', length: 40 },
  { id: 'render', ...key, prefixes: [joined('rn', 'd_')], of: 'base62', length: 28 },
  { id: 'scalingo', prefixes: ['us', 'eu'].map((region) => `tk-${region}-`), of: 'url', length: 48, clipped: 24 },
  {
    id: 'deno',
    prefixes: [joined('dd', 'p_'), joined('dd', 'w_')],
    of: 'base62',
    length: 36,
    false: ['ddp_packets_received'],
  },
  { id: 'backblaze', ...key, prefixes: ['K001', 'K002', 'K003', 'K004', 'K005'], of: 'base64', length: [27] },
  { id: 'openshift', prefixes: [joined('sha', '256~')], of: 'url', length: 43, clipped: 30 },
]

// The signatures that Microsoft puts into keys of its services, so that they can be found.
const signatures = ['AzFu', 'AzSe', 'AzCa', 'ACDb', 'AIoT', 'AzMp', 'JQQJ9', 'APIM', 'ACRD'].concat(
  ['ASt', 'AMC', 'ABa', 'AEh', 'ARm', 'ACR'].map((signature) => `+${signature}`),
)
const signed = new RegExp(
  `^[A-Za-z0-9+/]{30,90}(?:${signatures.join('|').replaceAll('+', '\\+')})[A-Za-z0-9+/]{4,28}={0,2}$`,
)

/** Keys of clouds, of hosting and of hosted databases. */
export const cloudVendors: readonly Shape[] = [
  ...rules.map(tokenShape),
  {
    id: 'aws-secret',
    kind: 'key',
    keywords: ['akia', 'asia', 'aws'],
    match: /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]+/g,
    accept: (secret, text, _, end) => secret.length === 40 && !/[=_-]/.test(text[end] ?? '') && isMixed(secret),
    examples: {
      hits: [[`aws configure set ${fake(40)}`, fake(40)]],
      misses: [`aws-sdk at ${fake(40, 'hex')}`, 'aws s3 cp /tmp/archive/of/the/gateway/logs/today now'],
    },
  },
  {
    // Entra's client secrets have `8Q~` and the like in the fourth place.
    id: 'azure-client-secret',
    kind: 'secret',
    keywords: ['q~'],
    match: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]+/g,
    accept: (secret) => secret.length >= 26,
    examples: {
      hits: [[joined('entra refused ', 'abc8Q', '~') + fake(32), joined('abc8Q', '~') + fake(32)]],
      misses: ['retry 8Q~ later'],
    },
  },
  {
    id: 'azure-key',
    kind: 'key',
    keywords: signatures.map((signature) => signature.toLowerCase()),
    match: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]+={0,2}/g,
    accept: (secret) => signed.test(secret),
    examples: {
      hits: [
        [`vault gave ${fake(76)}${joined('+A', 'St')}${fake(6)}==`, `${fake(76)}${joined('+A', 'St')}${fake(6)}==`],
      ],
      misses: ['AIoT and APIM are services', 'AzFunctions runtime 4.0'],
    },
  },
  {
    id: 'fly',
    kind: 'token',
    keywords: ['fm1', 'fm2', 'fm3', 'fo1_', 'flyv1 '],
    match: /(?<![A-Za-z0-9])(?:fm\d+[ar]?|fo1)_[A-Za-z0-9+/=,_-]+/g,
    accept: (secret) => secret.length >= 24 && !isWordy(secret),
    examples: {
      hits: [
        [
          `FlyV1 ${joined('fm', '2_')}${fake(40)},${joined('fm', '2_')}${fake(40)}`,
          `${joined('fm', '2_')}${fake(40)},${joined('fm', '2_')}${fake(40)}`,
        ],
        [`refused ${joined('fo', '1_')}${fake(43)}`, `${joined('fo', '1_')}${fake(43)}`],
      ],
      misses: ['FlyV1 fm2_example', 'fm1_radio_station'],
    },
  },
  {
    id: 'terraform',
    kind: 'token',
    keywords: ['.atlasv1.'],
    match: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]+/g,
    accept: (secret) => secret.length >= 44,
    examples: {
      hits: [[`tf ${fake(14)}.atlasv1.${fake(60)}`, `${fake(14)}.atlasv1.${fake(60)}`]],
      misses: ['a.atlasv1.b'],
    },
  },
]
