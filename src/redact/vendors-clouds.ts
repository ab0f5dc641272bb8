import { isMixed, key, prefixed } from './prefixed.ts'
import { fake, joined, type Shape } from './shape.ts'

/** Keys of the large clouds. */
export const cloudVendors: readonly Shape[] = [
  prefixed('google-api', joined('AI', 'za'), { ...key, tail: '[A-Za-z0-9_-]{16,}' }),
  prefixed('google-oauth', joined('ya', '29.'), { tail: '[A-Za-z0-9_.-]{10,}' }),
  prefixed('google-refresh', joined('1/', '/0'), { tail: '[A-Za-z0-9_-]{20,}', misses: ['http://host1//0123'] }),
  prefixed('google-client-secret', joined('GOCSPX', '-'), { kind: 'secret' }),
  prefixed('aws-access-key', joined('AK', 'IA'), {
    ...key,
    prefix: '(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])',
    keywords: ['akia', 'asia', 'abia', 'acca', 'a3t'],
    tail: '[A-Z0-9]{12,}',
    body: fake(16, 'upper'),
    misses: ['zone ASIA-SOUTHEAST1', 'Asia/Singapore'],
  }),
  prefixed('aws-bedrock', joined('AB', 'SK'), { ...key, tail: '[A-Za-z0-9+/]{40,}={0,2}', body: fake(80) }),
  {
    id: 'aws-secret',
    kind: 'key',
    keywords: ['akia', 'asia', 'aws'],
    match: /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/dg,
    accept: isMixed,
    examples: {
      hits: [[`aws configure set ${fake(40)}`, fake(40)]],
      misses: [`aws-sdk at ${fake(40, 'hex')}`, 'aws s3 cp /tmp/archive/of/the/gateway/logs/today now'],
    },
  },
  prefixed('alibaba', joined('LT', 'AI'), { ...key, tail: '[A-Za-z0-9]{12,}' }),
  prefixed('tencent', joined('AK', 'ID'), { ...key, tail: '[A-Za-z0-9]{28,}' }),
  {
    id: 'azure-client-secret',
    kind: 'secret',
    keywords: ['q~'],
    match: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{20,}/dg,
    examples: {
      hits: [[joined('entra refused ', 'abc8Q', '~') + fake(32), joined('abc8Q', '~') + fake(32)]],
      misses: ['retry 8Q~ later'],
    },
  },
]
