import { edge, fake, joined, type Kind, type Shape } from './shape.ts'

interface Options {
  readonly kind?: Kind
  /** The expression of the prefix, where it is more than the sample's literal. */
  readonly prefix?: string
  readonly keywords?: readonly string[]
  readonly tail?: string
  readonly body?: string
  readonly accept?: Shape['accept']
  readonly misses?: readonly string[]
}

// The minimum of a tail is well under what vendors issue: logs clip values, and the rest of a clipped key still narrows it down.
const anyTail = '[A-Za-z0-9_-]{12,}'
const wordTail = '[A-Za-z0-9]{12,}'

/** A secret that its vendor's prefix gives away wherever it stands. */
function prefixed(id: string, literal: string, options: Options = {}): Shape {
  const sample = literal + (options.body ?? fake(40))
  const prefix = options.prefix ?? literal.replaceAll('.', String.raw`\.`)
  return {
    id,
    kind: options.kind ?? 'token',
    keywords: options.keywords ?? [literal.toLowerCase()],
    match: new RegExp(edge + prefix + (options.tail ?? anyTail), 'dg'),
    // Without a digit it is an identifier: `exa_search_tool_definition`.
    accept: options.accept ?? ((secret) => /\d/.test(secret)),
    examples: {
      hits: [
        [`refused ${sample} for gpt`, sample],
        [String.raw`{"e":"\n${sample}\n"}`, sample],
      ],
      misses: [`${literal}***`, `${literal.slice(0, 6)}…cdef`, ...(options.misses ?? [])],
    },
  }
}

const key = { kind: 'key' } as const
const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)

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

/** Families of gitleaks (config/gitleaks.toml), of OpenClaw's own redaction (src/logging/redact.ts) and of the channels it talks to. */
export const vendors: readonly Shape[] = [
  prefixed('anthropic', joined('sk-', 'ant-'), { ...key, tail: '[A-Za-z0-9_-]{6,}' }),
  prefixed('openrouter', joined('sk-', 'or-v1-'), { ...key, body: fake(64, 'hex') }),
  // OpenAI, DeepSeek, Moonshot and others; a capital or digit tells it from CSS classes and the like.
  prefixed('openai', joined('sk-', 'proj-'), {
    ...key,
    prefix: 'sk-',
    keywords: ['sk-'],
    tail: '(?=[a-z_-]{0,64}[A-Z0-9])[A-Za-z0-9_-]{8,}',
    misses: ['step "task-state-sidecars2026" skipped', 'class="sk-folding-cube"', 'disk-0123456789abcdef is full'],
  }),
  prefixed('stripe', joined('sk', '_live_'), {
    ...key,
    prefix: '(?:[sr]k_(?:live|test|prod)_|whsec_)',
    keywords: ['k_live_', 'k_test_', 'k_prod_', 'whsec_'],
    tail: '[A-Za-z0-9+/=]{8,}',
  }),
  prefixed('elevenlabs', joined('sk', '_'), {
    ...key,
    tail: '[a-f0-9]{32,}',
    body: fake(48, 'hex'),
    misses: ['disk_0123456789'],
  }),
  prefixed('groq', joined('gsk', '_'), key),
  prefixed('perplexity', joined('pplx', '-'), key),
  prefixed('xai', joined('xai', '-'), key),
  prefixed('fireworks', joined('fw', '_'), { ...key, tail: '[A-Za-z0-9]{20,}' }),
  prefixed('cerebras', joined('csk', '-'), key),
  prefixed('nvidia', joined('nvapi', '-'), key),
  prefixed('together', joined('tgp', '_v1_'), key),
  prefixed('jina', joined('jina', '_'), { ...key, tail: '[A-Za-z0-9_-]{24,}' }),
  prefixed('huggingface', joined('hf', '_'), {
    prefix: '(?:hf|api_org)_',
    keywords: ['hf_', 'api_org_'],
    tail: '[A-Za-z0-9]{16,}',
  }),
  prefixed('replicate', joined('r8', '_'), { tail: '[A-Za-z0-9]{16,}' }),
  prefixed('fal', joined('fal', '_'), { ...key, tail: '[A-Za-z0-9_-]{16,}(?::[A-Za-z0-9]+)?' }),
  prefixed('firecrawl', joined('fc', '-'), { ...key, tail: '[a-f0-9]{16,}', body: fake(32, 'hex') }),
  prefixed('tavily', joined('tvly', '-'), key),
  prefixed('exa', joined('exa', '_'), key),
  prefixed('apify', joined('apify', '_api_')),
  prefixed('langsmith', joined('lsv2', '_pt_'), { ...key, prefix: 'lsv2_(?:pt|sk)_', keywords: ['lsv2_'] }),
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
  prefixed('github', joined('gh', 'p_'), {
    prefix: '(?:gh[pousr]_|github_pat_)',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    tail: '[A-Za-z0-9_]{10,}',
  }),
  prefixed('gitlab', joined('gl', 'pat-'), {
    prefix: '(?:gl(?:pat|dt|rtr?|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-|GR1348941)',
    keywords: [
      'glpat-',
      'gldt-',
      'glrt',
      'glcbt-',
      'glptt-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glsoat-',
      'glffct-',
      'glwt-',
      'gr1348941',
    ],
    tail: '[A-Za-z0-9_.-]{8,}',
  }),
  prefixed('atlassian', joined('AT', 'ATT3'), {
    prefix: '(?:ATATT3|ATCTT3|ATBB)',
    keywords: ['atatt3', 'atctt3', 'atbb'],
    tail: '[A-Za-z0-9_=-]{16,}',
  }),
  prefixed('npm', joined('np', 'm_'), {
    tail: '[A-Za-z0-9]{10,}',
    misses: ['npm_config_registry=https://registry.npmjs.org', 'npm_lifecycle_event=start'],
  }),
  prefixed('pypi', joined('py', 'pi-'), {
    tail: '[A-Za-z0-9_-]{20,}',
    misses: ['pypi-simple-mirror-in-the-office'],
    accept: isMixed,
  }),
  prefixed('rubygems', joined('rubygems', '_'), { tail: '[a-f0-9]{16,}', body: fake(48, 'hex') }),
  prefixed('clojars', joined('CLOJARS', '_'), { tail: wordTail }),
  prefixed('docker-hub', joined('dckr', '_pat_'), { prefix: 'dckr_[op]at_', keywords: ['dckr_'] }),
  prefixed('circleci', joined('CCIPAT', '_')),
  prefixed('supabase', joined('sb', 'p_'), { prefix: '(?:sbp_|sb_secret_)', keywords: ['sbp_', 'sb_secret_'] }),
  prefixed('databricks', joined('da', 'pi'), { tail: '[a-f0-9]{24,}(?:-[0-9])?', body: fake(32, 'hex') }),
  prefixed('grafana', joined('gl', 'sa_'), {
    prefix: 'gl(?:sa|c)_',
    keywords: ['glsa_', 'glc_'],
    tail: '[A-Za-z0-9_+/=-]{20,}',
  }),
  prefixed('fly', joined('fm', '2_'), {
    prefix: '(?:fm[12][ar]?_|fo1_|FlyV1 (?:fm\\S{1,3}_)?)',
    keywords: ['fm1', 'fm2', 'fo1_', 'flyv1 '],
    tail: '[A-Za-z0-9+/=_-]{20,}',
  }),
  prefixed('digitalocean', joined('do', 'p_v1_'), {
    prefix: 'do[opr]_v1_',
    keywords: ['_v1_'],
    tail: '[a-f0-9]{16,}',
    body: fake(64, 'hex'),
  }),
  prefixed('heroku', joined('HRKU', '-'), key),
  prefixed('vercel', joined('vc', 'p_'), {
    prefix: '(?:vc[acikprt]|vercel_blob_rw)_',
    keywords: ['vca_', 'vcc_', 'vci_', 'vck_', 'vcp_', 'vcr_', 'vct_', 'vercel_blob_rw_'],
    tail: '[A-Za-z0-9_]{20,}',
  }),
  prefixed('netlify', joined('nf', 'p_'), {
    prefix: 'nf[bcopu]_',
    keywords: ['nfb_', 'nfc_', 'nfo_', 'nfp_', 'nfu_'],
    tail: '[A-Za-z0-9]{24,}',
  }),
  prefixed('cloudflare-origin', joined('v1', '.0-'), {
    ...key,
    tail: '[a-f0-9]{24}-[a-f0-9]{20,}',
    body: `${fake(24, 'hex')}-${fake(146, 'hex')}`,
  }),
  prefixed('linear', joined('lin', '_api_'), { ...key, prefix: 'lin_(?:api|oauth|wh)_', keywords: ['lin_'] }),
  prefixed('notion', joined('nt', 'n_'), {
    prefix: '(?:ntn_|secret_(?=[A-Za-z0-9]{40}))',
    keywords: ['ntn_', 'secret_'],
    tail: '[A-Za-z0-9]{16,}',
  }),
  prefixed('airtable', 'pat' + fake(14), {
    keywords: ['pat'],
    prefix: 'pat[A-Za-z0-9]{14}',
    tail: String.raw`\.[a-f0-9]{32,}`,
    body: `.${fake(64, 'hex')}`,
    misses: [],
  }),
  prefixed('figma', joined('fig', 'd_')),
  prefixed('contentful', joined('CFPAT', '-')),
  prefixed('postman', joined('PMAK', '-'), key),
  prefixed('pulumi', joined('pul', '-'), { tail: '[a-f0-9]{24,}', body: fake(40, 'hex') }),
  prefixed('planetscale', joined('pscale', '_tkn_'), {
    prefix: 'pscale_(?:tkn|oauth|pw)_',
    keywords: ['pscale_'],
    tail: '[A-Za-z0-9_.=-]{16,}',
  }),
  prefixed('doppler', joined('dp', '.pt.'), {
    prefix: String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.`,
    keywords: ['dp.'],
    tail: '[A-Za-z0-9_.-]{16,}',
  }),
  prefixed('vault', joined('hv', 's.'), {
    prefix: String.raw`hv[bsr]\.`,
    keywords: ['hvs.', 'hvb.', 'hvr.'],
    tail: '[A-Za-z0-9_-]{20,}',
  }),
  {
    id: 'terraform',
    kind: 'token',
    keywords: ['.atlasv1.'],
    match: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{20,}/dg,
    examples: {
      hits: [[`tf ${fake(14)}.atlasv1.${fake(60)}`, `${fake(14)}.atlasv1.${fake(60)}`]],
      misses: ['a.atlasv1.b'],
    },
  },
  prefixed('one-password', joined('op', 's_'), {
    prefix: 'ops_(?=eyJ)',
    keywords: ['ops_ey'],
    tail: '[A-Za-z0-9+/_-]{20,}={0,3}',
    body: 'eyJ' + fake(60),
  }),
  prefixed('age', joined('AGE-SECRET', '-KEY-1'), { ...key, tail: '[A-Z0-9]{20,}', body: fake(58, 'upper') }),
  prefixed('nostr', joined('ns', 'ec1'), { ...key, tail: '[a-z0-9]{20,}', body: fake(58, 'hex') }),
  prefixed('sentry', joined('sntr', 'ys_'), {
    prefix: 'sntry[su]_',
    keywords: ['sntrys_', 'sntryu_'],
    tail: '[A-Za-z0-9+/=_-]{20,}',
  }),
  prefixed('new-relic', joined('NRAK', '-'), {
    ...key,
    prefix: 'NR(?:AK|II|AA|RA|JS|SP)-',
    keywords: ['nrak-', 'nrii-', 'nraa-', 'nrra-', 'nrjs-', 'nrsp-'],
  }),
  prefixed('posthog', joined('ph', 'x_'), { ...key, tail: '[A-Za-z0-9]{24,}' }),
  prefixed('sonar', joined('sq', 'p_'), {
    prefix: 'sq[apu]_',
    keywords: ['sqa_', 'sqp_', 'squ_'],
    tail: '[a-f0-9]{24,}',
    body: fake(40, 'hex'),
  }),
  prefixed('sourcegraph', joined('sg', 'p_'), { tail: '(?:[A-Za-z0-9]{1,20}_)?[a-f0-9]{24,}', body: fake(40, 'hex') }),
  prefixed('tailscale', joined('ts', 'key-'), key),
  prefixed('openshift', joined('sha', '256~'), { tail: '[A-Za-z0-9_-]{30,}' }),
  prefixed('render', joined('rn', 'd_'), { ...key, tail: '[A-Za-z0-9]{20,}' }),
  prefixed('prefect', joined('pn', 'u_'), { tail: '[A-Za-z0-9]{24,}' }),
  prefixed('readme', joined('rd', 'me_'), { tail: '[a-z0-9]{32,}', body: fake(70, 'hex') }),
  prefixed('jfrog', joined('AK', 'Cp'), {
    ...key,
    prefix: '(?:AKCp|cmVmd)',
    keywords: ['akcp', 'cmvmd'],
    tail: '[A-Za-z0-9]{40,}',
    body: fake(69),
  }),
  prefixed('dynatrace', joined('dt0', 'c01.'), {
    prefix: String.raw`dt0[a-z]\d{2}\.`,
    keywords: ['dt0'],
    tail: String.raw`[A-Z0-9]{24}\.[A-Z0-9]{20,}`,
    body: `${fake(24, 'upper')}.${fake(64, 'upper')}`,
  }),
  prefixed('typeform', joined('tf', 'p_'), { tail: '[A-Za-z0-9_.-]{30,}' }),
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
