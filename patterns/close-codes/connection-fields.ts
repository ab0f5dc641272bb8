import type { Fields } from '../../src/model/pattern.ts'
import type { Attributes } from '../../src/model/record.ts'
import { pairsOf } from '../pairs.ts'
import { codeName, refusalOf } from '../reasons.ts'

// Keys in the gateway's own lines about connections. A value that a peer can write (ua, origin, host, fwd, reason) ends
// where the next of these keys begins.
const connectionKeys = new Set([
  'conn', 'peer', 'remote', 'fwd', 'origin', 'host', 'ua', 'code', 'reason', 'phase', 'suppressed', 'cause',
  'durationMs', 'handshakeMs', 'handshake', 'lastFrameType', 'lastFrameMethod', 'lastFrameId', 'userAgent',
  'remoteAddr', 'remotePort', 'localAddr', 'localPort', 'endpoint', 'authMode', 'authProvided', 'authReason',
  'allowTailscale', 'role', 'scopeCount', 'hasDeviceIdentity', 'client', 'mode', 'version', 'platform', 'user',
  'clientDisplayName', 'clientId', 'deviceId', 'requestId', 'instanceId', 'handshakeError', 'lastPongAgeMs',
  'bufferedBytes', 'authResult', 'minProtocol', 'maxProtocol', 'expectedProtocol', 'roleFrom', 'roleTo',
  'scopesFrom', 'scopesTo', 'pairing', 'error',
]) // prettier-ignore

/** Facts about a closed connection, from its line and from the meta fields of a structured record. */
export function connectionFields(text: string, attributes: Attributes): Fields | undefined {
  const { values, codes } = pairsOf(text, connectionKeys)
  const meta = (name: string): string | undefined => {
    const value = values[name] ?? (attributes[name] === undefined ? undefined : String(attributes[name]))
    return value === undefined || value === 'n/a' || value === '' ? undefined : value
  }
  const code = Number(/^\d{4}/.exec(values['code'] ?? '')?.[0])
  const cause = meta('cause')
  const reason = meta('reason')?.replace(/\)$/, (end) => (meta('reason')!.includes('(') ? end : ''))
  const refusal = refusalOf(meta('authReason')) ?? refusalOf(cause) ?? refusalOf(reason)
  const fields: Fields = {
    conn: meta('conn')?.replace(/[>…]+$/, ''),
    peer: meta('peer'),
    remote: meta('remote'),
    fwd: meta('fwd'),
    origin: meta('origin'),
    ua: meta('ua')?.slice(0, 200),
    phase: /^\w+/.exec(values['phase'] ?? '')?.[0],
    suppressed: digitsOf(values['suppressed']),
    cause: cause?.split(' ')[0],
    client: meta('client'),
    mode: meta('mode')?.split(' ')[0],
    version: meta('version')?.split(' ')[0],
    user: meta('user')?.split(' ')[0],
    durationMs: digitsOf(meta('durationMs')),
    handshakeMs: digitsOf(meta('handshakeMs')),
    handshake: /^\w+/.exec(meta('handshake') ?? '')?.[0],
    reason: reason?.slice(0, 200),
    refusal,
    // A peer wrote a second `code=` into its user agent, or this is a format that nobody has seen.
    ambiguous: codes > 1 ? true : undefined,
  }
  if (!(code >= 1000 && code <= 4999))
    return { ...fields, reason: values['code'] === undefined ? undefined : fields['reason'] }
  return { ...fields, code, name: codeName(code) }
}

function digitsOf(value: string | undefined): string | undefined {
  return /^\d+/.exec(value ?? '')?.[0]
}
