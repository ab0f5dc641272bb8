import { isMixed, isWordy } from './random.ts'
import { runsOf, tableOf } from './runs.ts'
import { fake, joined, type Shape } from './shape.ts'
import { tokenShape, type TokenRule } from './tokens.ts'

const key = { kind: 'key' } as const
const gitlab = ['pat', 'dt', 'rt', 'rtr', 'cbt', 'ptt', 'ft', 'imt', 'agent', 'oas', 'soat', 'ffct', 'wt']

const rules: readonly TokenRule[] = [
  {
    id: 'github',
    prefixes: ['p', 'o', 'u', 's', 'r'].map((letter) => `gh${letter}_`),
    of: 'base62',
    length: 36,
    false: ['ghs_installation_id'],
  },
  { id: 'github-fine-grained', prefixes: [joined('github', '_pat_')], of: 'word', length: 82 },
  { id: 'gitlab', prefixes: gitlab.map((kind) => `gl${kind}-`), of: 'dotted', length: 20, clipped: 8 },
  { id: 'gitlab-runner', prefixes: [joined('GR1', '348941')], of: 'url', length: 20, clipped: 8 },
  {
    id: 'atlassian',
    prefixes: [joined('ATA', 'TT'), joined('ATC', 'TT3'), joined('AT', 'BB')],
    of: 'any',
    length: 24,
    clipped: 10,
  },
  { id: 'bitbucket-server', prefixes: [joined('BBD', 'C-')], of: 'any', length: 40 },
  {
    id: 'npm',
    anyCase: true,
    prefixes: [joined('np', 'm_')],
    of: 'base62',
    length: 36,
    false: ['npm_config_registry=x npm_lifecycle_event=start'],
  },
  {
    id: 'pypi',
    prefixes: [joined('py', 'pi-')],
    of: 'url',
    length: 50,
    clipped: 10,
    false: ['pypi-simple-mirror-in-the-office'],
  },
  { id: 'rubygems', prefixes: [joined('rubygems', '_')], of: 'hex', length: 48, clipped: 16 },
  { id: 'clojars', anyCase: true, prefixes: [joined('CLOJARS', '_')], of: 'base62', length: 60 },
  { id: 'crates', prefixes: [joined('ci', 'o')], of: 'base62', length: [32] },
  { id: 'nuget', ...key, prefixes: [joined('oy', '2')], of: 'lower', length: [43] },
  { id: 'docker-hub', prefixes: [joined('dckr', '_pat_'), joined('dckr', '_oat_')], of: 'url', length: 27 },
  { id: 'circleci', prefixes: [joined('CCI', 'PAT_'), joined('CCI', 'PRJ_')], of: 'word', length: 60 },
  { id: 'buildkite', prefixes: [joined('bk', 'ua_'), joined('bk', 'pt_')], of: 'lower', length: 40 },
  {
    id: 'grafana',
    anyCase: true,
    prefixes: [joined('gl', 'sa_'), joined('gl', 'c_')],
    of: 'any64',
    length: 32,
    clipped: 20,
  },
  { id: 'linear', ...key, prefixes: ['api', 'oauth', 'wh'].map((name) => `lin_${name}_`), of: 'base62', length: 40 },
  { id: 'notion', prefixes: [joined('nt', 'n_')], of: 'base62', length: 40, clipped: 16 },
  { id: 'notion-old', prefixes: [joined('secret', '_')], of: 'base62', length: [43] },
  { id: 'figma', prefixes: ['d', 'u', 'o'].map((letter) => `fig${letter}_`), of: 'url', length: 40 },
  { id: 'contentful', prefixes: [joined('CF', 'PAT-')], of: 'url', length: 40 },
  { id: 'postman', ...key, prefixes: [joined('PM', 'AK-'), joined('PM', 'AT-')], of: 'url', length: 26 },
  { id: 'pulumi', prefixes: [joined('pu', 'l-')], of: 'hex', length: 40, clipped: 24 },
  {
    id: 'doppler',
    prefixes: ['pt', 'st', 'ct', 'sa', 'scim', 'audit'].map((kind) => `dp.${kind}.`),
    of: 'dotted',
    length: 40,
  },
  { id: 'vault', prefixes: ['s', 'b', 'r'].map((kind) => `hv${kind}.`), of: 'url', length: 24, clipped: 20 },
  { id: 'one-password', prefixes: [joined('op', 's_ey')], of: 'any64', length: 40, clipped: 20 },
  { id: 'age', ...key, prefixes: [joined('AGE-SECRET', '-KEY-1')], of: 'upper', length: 58, clipped: 20 },
  { id: 'sentry', prefixes: ['s', 'u', 'a', 'i'].map((kind) => `sntry${kind}_`), of: 'any64', length: 40, clipped: 20 },
  {
    id: 'new-relic',
    ...key,
    prefixes: ['AK', 'II', 'AA', 'RA', 'JS', 'SP'].map((kind) => `NR${kind}-`),
    of: 'url',
    length: 19,
  },
  {
    id: 'posthog',
    ...key,
    prefixes: ['x', 's', 'a', 'r'].map((kind) => `ph${kind}_`),
    of: 'base62',
    length: 40,
    clipped: 24,
  },
  { id: 'sonar', prefixes: ['a', 'p', 'u', 'b'].map((kind) => `sq${kind}_`), of: 'hex', length: 40, clipped: 24 },
  {
    id: 'sourcegraph',
    anyCase: true,
    prefixes: [joined('sg', 'p_'), joined('sg', 'd_'), joined('sl', 'k_')],
    of: 'word',
    length: 40,
    clipped: 24,
  },
  { id: 'tailscale', ...key, prefixes: [joined('ts', 'key-')], of: 'url', length: 24 },
  { id: 'prefect', prefixes: [joined('pn', 'u_'), joined('pn', 'b_')], of: 'base62', length: 36, clipped: 24 },
  { id: 'readme', prefixes: [joined('rd', 'me_')], of: 'lower', length: 70, clipped: 32 },
  { id: 'jfrog', ...key, prefixes: [joined('AK', 'Cp'), joined('cm', 'Vmd')], of: 'base62', length: 59, clipped: 40 },
  { id: 'infracost', ...key, prefixes: [joined('ic', 'o-')], of: 'base62', length: 32, false: ['ico-favicon'] },
  {
    id: 'intra42',
    kind: 'secret',
    prefixes: [joined('s-s4', 't2ud-'), joined('s-s4', 't2af-')],
    of: 'hex',
    length: 64,
  },
  {
    id: 'octopus',
    ...key,
    prefixes: [joined('AP', 'I-')],
    of: 'upper',
    length: [26, 29],
    false: ['API-GATEWAYCONFIGURATIONERROR'],
  },
  { id: 'settlemint', prefixes: ['aat', 'pat', 'sat'].map((kind) => `sm_${kind}_`), of: 'base62', length: 16 },
  { id: 'adobe', kind: 'secret', prefixes: [joined('p8', 'e-')], of: 'base62', length: 32 },
  { id: 'rootly', prefixes: [joined('root', 'ly_')], of: 'hex', length: 64 },
  { id: 'pganalyze', ...key, prefixes: [joined('pg', 'ar_'), joined('pg', 'aa_')], of: 'base62', length: 27 },
  { id: 'besttime', ...key, prefixes: [joined('pr', 'i_')], of: 'hex', length: [32] },
  {
    id: 'launchdarkly',
    ...key,
    prefixes: ['api-', 'sdk-', 'mob-'],
    of: 'url',
    length: [36],
    true: '4ea38b7b-f563-7709-4bae-87aeac5f4e3d',
  },
  { id: 'axiom', prefixes: [joined('xaa', 't-'), joined('xap', 't-')], of: 'url', length: 36 },
  {
    id: 'honeycomb',
    ...key,
    prefixes: ['hcaik_', 'hcalk_', 'hcamk_', 'hcbik_', 'hcxik_', 'hcxlk_'],
    of: 'lower',
    length: 40,
  },
  { id: 'dbt', prefixes: [joined('db', 'tc_'), joined('db', 'tu_')], of: 'any64', length: 36 },
  { id: 'weblate', prefixes: [joined('wl', 'u_'), joined('wl', 'p_')], of: 'base62', length: 36 },
  { id: 'frameio', prefixes: [joined('fi', 'o-u-')], of: 'dotted', length: 64, clipped: 40 },
  { id: 'typeform', prefixes: [joined('tf', 'p_')], of: 'dotted', length: 40, clipped: 30 },
  { id: 'fernet', kind: 'secret', prefixes: [joined('gA', 'AAA')], of: 'any64', length: 90, clipped: 20 },
  { id: 'endor', ...key, prefixes: [joined('endr', '+')], of: 'base62', length: 16 },
]

const kinds = 'live test prod sandbox sk rk pat key tok token secret api oauth'.split(' ')

/** Tokens of forges, registries, pipelines, monitoring and other services that developers use. */
export const developerVendors: readonly Shape[] = [
  ...rules.map(tokenShape),
  {
    id: 'one-password-secret-key',
    kind: 'key',
    keywords: ['a3-'],
    match: /(?<![A-Za-z0-9])A3-[A-Z0-9]{6}-[A-Z0-9-]+/g,
    accept: (secret) => /^A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}$/.test(secret),
    examples: {
      hits: [
        ['vault A3-FAKE01-FAKE01SAMPL-FAKE2-FAKE3-FAKE4', 'A3-FAKE01-FAKE01SAMPL-FAKE2-FAKE3-FAKE4'],
        ['vault A3-FAKE01-FAKE01-SAMPL-FAKE2-FAKE3-FAKE4', 'A3-FAKE01-FAKE01-SAMPL-FAKE2-FAKE3-FAKE4'],
      ],
      misses: ['page A3-FORMAT-PAPER', 'A3-FAKE01-X'],
    },
  },
  {
    id: 'airtable',
    kind: 'token',
    keywords: ['pat'],
    match: /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[a-f0-9]+/g,
    accept: (secret) => secret.length >= 50,
    examples: {
      hits: [[`base pat${fake(14)}.${fake(64, 'hex')}`, `pat${fake(14)}.${fake(64, 'hex')}`]],
      misses: ['patternNumberOne.deadbeef'],
    },
  },
  {
    id: 'harness',
    kind: 'token',
    keywords: ['pat.', 'sat.'],
    match: /(?<![A-Za-z0-9])[ps]at\.[A-Za-z0-9_.-]+/g,
    accept: (secret) => /^[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}$/.test(secret),
    examples: {
      hits: [[`run pat.${fake(22)}.${fake(24)}.${fake(20)}`, `pat.${fake(22)}.${fake(24)}.${fake(20)}`]],
      misses: ['pat.example.test', 'sat.on.the.mat'],
    },
  },
  {
    id: 'authress',
    kind: 'token',
    keywords: ['.acc_', '.acc-'],
    match:
      /(?<![A-Za-z0-9])(?:sc|ext|scauth|authress)_[A-Za-z0-9]+\.[A-Za-z0-9]+\.acc[_-][A-Za-z0-9-]+\.[A-Za-z0-9+/_=-]+/g,
    accept: (secret) => secret.length >= 60,
    examples: {
      hits: [[`by sc_${fake(8)}.ab12.acc_${fake(12)}.${fake(40)}`, `sc_${fake(8)}.ab12.acc_${fake(12)}.${fake(40)}`]],
      misses: ['sc_user.name.acc_tests.run'],
    },
  },
  {
    // Vault before 1.10.
    id: 'vault-old',
    kind: 'token',
    keywords: ['s.'],
    match: /(?<![A-Za-z0-9_$.)\]])s\.[A-Za-z0-9]+/g,
    // A method is called by words: `s.thatIsCalledSomewhereElse(`.
    accept: (secret, text, _, end) =>
      secret.length >= 20 && secret.length <= 42 && text[end] !== '(' && !isWordy(secret),
    examples: {
      hits: [[`vault s.${fake(24)} expired`, `s.${fake(24)}`]],
      misses: ['at s.thatIsCalledByTheClient (x.js)', 'drivers.Fake0SampleFake0Sample'],
    },
  },
  {
    id: 'tableau',
    kind: 'token',
    keywords: ['==:'],
    match: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]+==:[A-Za-z0-9]+/g,
    accept: (secret) => secret.length === 57 && secret.indexOf('=') === 22,
    examples: { hits: [[`by ${fake(22)}==:${fake(32)}`, `${fake(22)}==:${fake(32)}`]], misses: ['a==:b'] },
  },
  {
    id: 'maxmind',
    kind: 'key',
    keywords: ['_mmk'],
    match: /(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]+_mmk/g,
    accept: (secret) => secret.length === 40,
    examples: { hits: [[`geo Fake01_${fake(29)}_mmk`, `Fake01_${fake(29)}_mmk`]], misses: ['linux_kernel_mmk'] },
  },
  {
    id: 'new-relic-license',
    kind: 'key',
    keywords: ['nral'],
    match: /(?<![A-Za-z0-9])[a-f0-9]+NRAL/g,
    accept: (secret) => secret.length === 40,
    examples: { hits: [[`agent ${fake(36, 'hex')}NRAL`, `${fake(36, 'hex')}NRAL`]], misses: ['deadNRAL'] },
  },
  {
    id: 'dynatrace',
    kind: 'token',
    keywords: ['dt0'],
    match: /(?<![A-Za-z0-9])dt0[a-z]\d\d\.[A-Za-z0-9]+\.[A-Za-z0-9]+/g,
    accept: (secret) => secret.length >= 50,
    examples: {
      hits: [[`env ${joined('dt0', 'c01.')}${fake(24, 'upper')}.${fake(64, 'upper')}`, `${joined('dt0', 'c01.')}${fake(24, 'upper')}.${fake(64, 'upper')}`]], // prettier-ignore
      misses: ['dt0c01.FAKE', 'dt0c01.gateway.example'],
    },
  },
  {
    // No digest is printed in letters of both cases.
    id: 'mixed-hex',
    kind: 'key',
    keywords: [],
    match: (text) =>
      runsOf(text, hex, 32).filter(
        ({ start, end }) =>
          end - start <= 128 &&
          isMixedHex(text.slice(start, end)) &&
          !/[\w+-]/.test(text[start - 1] ?? '') &&
          !/[\w+/=-]/.test(text[end] ?? ''),
      ),
    examples: {
      hits: [['key deadBEEF0123cafeDEAD4567beefCAFE89abdef0', 'deadBEEF0123cafeDEAD4567beefCAFE89abdef0']],
      misses: [fake(40, 'hex'), fake(40, 'hex').toUpperCase(), `DEADBEEF-${fake(32, 'hex')}`],
    },
  },
  {
    // Prefixes of many vendors are built like that: `name_live_…`, `name_sk_…`.
    id: 'named-prefix',
    kind: 'token',
    keywords: kinds.flatMap((word) => [`_${word}_`, `-${word}-`]),
    match: new RegExp(`(?<![A-Za-z0-9_-])[a-z][a-z0-9]{1,15}[_-](?:${kinds.join('|')})[_-][A-Za-z0-9_=-]+`, 'g'),
    accept: (secret) => {
      const tail = /^[a-z0-9]+[_-][a-z]+[_-](.*)$/s.exec(secret)![1]!
      return (
        tail.length >= 16 &&
        !isWordy(tail) &&
        tail.split(/[_-]/).some((part) => part.length >= 12 && hasRandomRun(part))
      )
    },
    examples: {
      hits: [
        [`made acme_live_${fake(24)}`, `acme_live_${fake(24)}`],
        [`made acme-sk-${fake(24)}`, `acme-sk-${fake(24)}`],
      ],
      misses: [
        'gateway-test-4a24636f-3a3b-4c4d-8e8f-0123456789ab',
        'agent_api_error_count_2026_11_22',
        `openclaw_key_sha256_${fake(8, 'hex')}`,
      ],
    },
  },
]

const hex = tableOf(/[0-9a-fA-F]/)

function isMixedHex(text: string): boolean {
  return (
    /[a-f]/.test(text) &&
    /[A-F]/.test(text) &&
    /\d/.test(text) &&
    (text.match(/[a-f][A-F]|[A-F][a-f]/g)?.length ?? 0) >= 2
  )
}

/** Letters of both cases and digits, or digits all over a word. */
function hasRandomRun(part: string): boolean {
  return isMixed(part) || (part.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 4
}
