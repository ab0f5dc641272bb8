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
export function connectionFields(text: string, attributes: Attributes): Fields {
  const { values, codes } = pairsOf(text, connectionKeys)
  const meta = (name: string): string | undefined => {
    const value = values[name] ?? (attributes[name] === undefined ? undefined : String(attributes[name]))
    return value === undefined || value === 'n/a' || value === '' ? undefined : value
  }
  const cause = meta('cause')
  const reason = withoutLastParenthesis(meta('reason'))
  const byReason = refusalOf(reason)
  // The cause is pairing-required, too, where the reason says that an approved device asks for more.
  const byCause = byReason?.endsWith('-upgrade') ? byReason : refusalOf(cause)
  const fields: Fields = {
    conn: meta('conn')?.replace(/[>…]+$/, ''),
    peer: meta('peer'),
    remote: meta('remote'),
    fwd: meta('fwd'),
    origin: meta('origin'),
    ua: meta('ua')?.slice(0, 200),
    phase: beginning(letters, values['phase']),
    suppressed: beginning(digits, values['suppressed']),
    cause: beginning(untilBlank, cause),
    client: meta('client'),
    mode: beginning(untilBlank, meta('mode')),
    version: beginning(untilBlank, meta('version')),
    user: beginning(untilBlank, meta('user')),
    durationMs: beginning(digits, meta('durationMs')),
    handshakeMs: beginning(digits, meta('handshakeMs')),
    handshake: beginning(letters, meta('handshake')),
    reason: reason?.slice(0, 200),
    requestId: /\(requestId: ([\w-]+)\)/.exec(meta('reason') ?? '')?.[1] ?? beginning(untilBlank, meta('requestId')),
    refusal: refusalOf(meta('authReason')) ?? byCause ?? byReason,
    // A peer wrote a second `code=` into its user agent, or this is a format that nobody has seen.
    ambiguous: codes > 1 ? true : undefined,
  }
  const code = Number(beginning(/^\d{4}/, values['code']))
  if (code >= 1000 && code <= 4999) return { ...fields, code, name: codeName(code) }
  return { ...fields, reason: values['code'] === undefined ? undefined : fields['reason'] }
}

const digits = /^\d+/
const letters = /^\w+/
const untilBlank = /^[^ ]+/

function beginning(expression: RegExp, value: string | undefined): string | undefined {
  return value === undefined ? undefined : expression.exec(value)?.[0]
}

/** The closing parenthesis around the whole `(code=… reason=…)`, which is not part of the reason. */
function withoutLastParenthesis(reason: string | undefined): string | undefined {
  return reason === undefined || reason.includes('(') ? reason : reason.replace(/\)$/, '')
}
