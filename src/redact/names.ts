import type { Kind } from './shape.ts'

/** A quote in any depth of escaping, of JSON, JavaScript, HTML and URLs. */
export const quote = String.raw`(?:\\{0,31}["'${'`'}]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])`

// What stands before `key` in the names of secret keys, and of those that are none.
const secretKeys =
  /(?:api|access|secret|private|priv|auth|master|signing|sign|encryption|encrypt|decrypt|aes|account|subscription|license|service|role|shared|storage|deploy|admin|hook|webhook|app|client|secretaccess|sharedaccess|anon|recovery|project|security|hmac|crypt|ssh|gpg|pgp|age|seed|wallet|openai|anthropic|gemini|google|groq|mistral|deepgram|elevenlabs|openrouter|brave|tavily|perplexity|xai|zai|azure|aws)$/
const openKeys =
  /(?:public|pub|session|store|owner|cache|primary|foreign|sort|partition|idempotency|dedupe?|unique|group|lane|queue|route|routing|config|registry|map|object|websocket|lookup|index|skill|host|row|hash|translation|locale|event|message|entry|item|field|property|parent|child)$/

/** What a name promises of its value. */
export interface Name {
  readonly kind: Kind
  /** Names that carry other things too are `weak`: their value must look like a secret. */
  readonly weak: boolean
}

const strong = (kind: Kind): Name => ({ kind, weak: false })
const weak = (kind: Kind): Name => ({ kind, weak: true })

/** Whether a name is one of a secret, by its last word: `gateway.auth.token`, `X_API_KEY`, `--hook-token`, `signingSecret`. */
export function classify(name: string, before = ''): Name | undefined {
  const flat = name.replace(/[-_.]/g, '').toLowerCase()
  const apart =
    /(?:^|[-_.\d])(?:pwd|pass|sig|otp|pin)$/i.test(name) ||
    /[a-z\d](?:Pwd|PWD|Pass|PASS|Sig|Otp|OTP|Pin|PIN)$/.test(name)
  if (flat.endsWith('token') || flat.endsWith('recoveryscope')) return strong('token')
  if (flat.endsWith('secret') || flat.endsWith('mnemonic')) return strong('secret')
  if (/passw(?:or)?d$|passphrase$|passcode$|passwort$/.test(flat)) return strong('password')
  if (flat.endsWith('pwd') || flat.endsWith('pass'))
    return !apart ? undefined : flat === 'pass' ? weak('password') : strong('password')
  if (flat.endsWith('nonce')) return strong('nonce')
  if (flat.endsWith('signature')) return strong('signature')
  if (flat.endsWith('sig')) return apart ? weak('signature') : undefined
  if (/jwt$|(?:^|client|jwt|saml)assertion$/.test(flat)) return strong('jwt')
  if (flat.endsWith('bearer')) return strong('token')
  if (flat.endsWith('otp') || flat.endsWith('pin')) return apart ? strong('code') : undefined
  if (flat.endsWith('credential') || flat.endsWith('credentials')) return weak('secret')
  if (!flat.endsWith('key')) return undefined
  const owner = flat.slice(0, -3)
  if (owner === '') return secretKeys.test(before.toLowerCase()) && before !== '' ? strong('key') : weak('key')
  if (openKeys.test(owner)) return undefined
  return secretKeys.test(owner) || /^[A-Z][A-Z0-9_]*_KEY$/.test(name) ? strong('key') : weak('key')
}
