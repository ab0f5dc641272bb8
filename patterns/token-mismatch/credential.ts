import type { Facts } from '../../src/model/cause.ts'

/**
 * The shared secret that a refusal is about, and where each side keeps it (docs of 2026.9.6, gateway/authentication).
 */
export interface Credential {
  readonly word: 'token' | 'password'
  readonly variable: 'OPENCLAW_GATEWAY_TOKEN' | 'OPENCLAW_GATEWAY_PASSWORD'
}

/** A password where every refusal names one, else a token. */
export function credentialOf(facts: Facts): Credential {
  const refusals = facts.values('refusal')
  return refusals.length > 0 && refusals.every((refusal) => refusal.startsWith('password'))
    ? { word: 'password', variable: 'OPENCLAW_GATEWAY_PASSWORD' }
    : { word: 'token', variable: 'OPENCLAW_GATEWAY_TOKEN' }
}
