import { joined, fake, type Shape } from './shape.ts'
import { tokenShape, type TokenRule } from './tokens.ts'

const key = { kind: 'key', of: 'url' } as const

const rules: readonly TokenRule[] = [
  { id: 'anthropic', ...key, prefixes: [joined('sk-', 'ant-')], length: 24, clipped: 6 },
  { id: 'openrouter', ...key, prefixes: [joined('sk-', 'or-v1-')], length: 64 },
  // OpenAI, DeepSeek, Moonshot, Langfuse and others; CSS classes begin like that, too.
  {
    id: 'openai',
    ...key,
    prefixes: ['sk-'],
    length: 20,
    clipped: 8,
    false: [
      'step "task-state-sidecars2026" skipped',
      'class="sk-folding-cube sk-circle12"',
      'disk-0123456789abcdef is full',
    ],
  },
  // ElevenLabs, Novita, Cartesia, Clerk and others, some with more words before the random part.
  {
    id: 'elevenlabs',
    kind: 'key',
    prefixes: [joined('sk', '_')],
    of: 'word',
    length: 24,
    false: ['disk_0123456789', 'sk_buff_head in sk_destroy_sock_2', 'task_run_1f0e7d2c'],
  },
  { id: 'groq', ...key, prefixes: [joined('gsk', '_')], length: 48 },
  { id: 'perplexity', ...key, prefixes: [joined('pplx', '-')], length: 32, false: ['pplx-70b-online'] },
  { id: 'xai', ...key, prefixes: [joined('xai', '-')], length: 32, false: ['xai-grok-4-fast'] },
  {
    id: 'fireworks',
    kind: 'key',
    prefixes: [joined('fw', '_'), joined('fw', '-'), joined('fpk', '_')],
    of: 'base62',
    length: 22,
    clipped: 16,
  },
  { id: 'cerebras', ...key, prefixes: [joined('csk', '-')], length: 40 },
  { id: 'nvidia', ...key, prefixes: [joined('nvapi', '-')], length: 60 },
  { id: 'together', ...key, prefixes: [joined('tgp', '_v1_')], length: 40 },
  { id: 'jina', ...key, prefixes: [joined('jina', '_')], length: 40, clipped: 20 },
  {
    id: 'huggingface',
    prefixes: [joined('hf', '_'), joined('api', '_org_')],
    of: 'base62',
    length: 30,
    false: ['hf_transfer is enabled', 'HF_HUB_ENABLE_TRANSFER=1'],
  },
  { id: 'replicate', prefixes: [joined('r8', '_')], of: 'base62', length: 36 },
  { id: 'fal', ...key, prefixes: [joined('fal', '_')], length: 30, clipped: 10 },
  { id: 'firecrawl', kind: 'key', prefixes: [joined('fc', '-')], of: 'base62', length: 24, clipped: 10 },
  { id: 'tavily', ...key, prefixes: [joined('tvly', '-')], length: 28, false: ['tvly-search-tool'] },
  { id: 'exa', ...key, prefixes: [joined('exa', '_')], length: 32, false: ['exa_search_tool_definition'] },
  { id: 'apify', prefixes: [joined('apify', '_api_')], of: 'url', length: 36 },
  { id: 'langsmith', ...key, prefixes: [joined('lsv2', '_pt_'), joined('lsv2', '_sk_')], length: 32 },
  { id: 'llamacloud', kind: 'key', prefixes: [joined('llx', '-')], of: 'base62', length: 40 },
  { id: 'e2b', kind: 'key', prefixes: [joined('e2b', '_')], of: 'hex', length: 40 },
  {
    id: 'voyage',
    ...key,
    prefixes: [joined('pa', '-')],
    length: [43],
    false: ['pa-system-of-the-gateway-room-number-four-2'],
  },
  { id: 'pinecone', kind: 'key', prefixes: [joined('pcsk', '_')], of: 'word', length: 60 },
  { id: 'runpod', kind: 'key', prefixes: [joined('rpa', '_')], of: 'base62', length: 40 },
  { id: 'mem0', kind: 'key', prefixes: [joined('mem0', '_'), joined('m0', '-')], of: 'base62', length: 24 },
  { id: 'retaindb', kind: 'key', prefixes: [joined('retaindb', '_')], of: 'base62', length: 16 },
  { id: 'hindsight', kind: 'key', prefixes: [joined('hsk', '-')], of: 'base62', length: 20 },
  { id: 'byterover', kind: 'key', prefixes: [joined('brv', '_')], of: 'base62', length: 20 },
  {
    id: 'agentmail',
    ...key,
    prefixes: [joined('am', '_')],
    length: 24,
    false: ['am_i_a_gateway_or_not', 'program_0123456789abcdef'],
  },
  { id: 'browserbase', ...key, prefixes: [joined('bb', '_live_'), joined('bb', '_test_')], length: 20 },
  { id: 'spectralops', kind: 'key', prefixes: [joined('spu', '-')], of: 'hex', length: 32 },
  { id: 'wandb', kind: 'key', prefixes: [joined('wandb', '_v1_')], of: 'word', length: 40 },
]

/** Keys of those who serve models, and search and memory for them. */
export const modelVendors: readonly Shape[] = [
  ...rules.map(tokenShape),
  {
    id: 'zhipu',
    kind: 'key',
    keywords: ['zhipu', 'bigmodel', 'glm', 'zai'],
    match: /(?<![A-Za-z0-9])[0-9a-f]+\.[A-Za-z0-9]+/g,
    accept: (secret) => /^[0-9a-f]{32}\.[A-Za-z0-9]{16}$/.test(secret),
    examples: {
      hits: [[`zai refused ${fake(32, 'hex')}.${fake(16)}`, `${fake(32, 'hex')}.${fake(16)}`]],
      misses: ['zai/glm-4.7 answered in 1.5 s', `glm at ${fake(32, 'hex')}.json`],
    },
  },
]
