import { createHmac, randomBytes } from 'node:crypto'
import { marks, type Kind } from './shape.ts'

/** Six hexadecimal digits of HMAC-SHA-256: two secrets have the same once in 16 million. */
export function fingerprintOf(key: Uint8Array, secret: string): string {
  return createHmac('sha256', key).update(secret).digest('hex').slice(0, 6)
}

export const markOf = (kind: Kind, fingerprint: string): string => `‹${kind}:${fingerprint}›`

/**
 * Gives the marks of one export fingerprints of their own: equal ones stay equal, and none can be compared with those
 * of another export. Whoever can write into the log and sees both could otherwise learn whether a guess of theirs is
 * the secret: the guess has a mark, too.
 */
export function createRemarker(salt: Uint8Array = randomBytes(32)): (text: string) => string {
  const fingerprints = new Map<string, string>()
  const used = new Set<string>()
  const another = (fingerprint: string): string => {
    let result = fingerprints.get(fingerprint)
    for (let tries = 0; result === undefined; tries++) {
      const candidate = fingerprintOf(salt, `${fingerprint}:${tries}`)
      if (used.has(candidate)) continue
      used.add(candidate)
      fingerprints.set(fingerprint, candidate)
      result = candidate
    }
    return result
  }
  return (text) =>
    text.includes('‹') ? text.replace(marks, (mark) => `${mark.slice(0, -7)}${another(mark.slice(-7, -1))}›`) : text
}
