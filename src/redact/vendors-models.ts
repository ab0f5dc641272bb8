import { key, prefixed } from './prefixed.ts'
import { fake, joined, type Shape } from './shape.ts'

/** Keys of those who serve models, and search for them. */
export const modelVendors: readonly Shape[] = [
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
]
