import type { Kind } from './shape.ts'

/**
 * The same text for the same secret, however it was escaped or formatted where it stood. Fingerprints are made from
 * this form.
 */
export function canonical(kind: Kind, value: string): string {
  if (kind === 'phone') return percentDecoded(value).normalize('NFKC').replace(/\D/g, '').replace(/^00/, '')
  if (kind === 'email') return percentDecoded(unescaped(value)).toLowerCase()
  if (kind === 'ip') return value.toLowerCase().replaceAll('-', '.')
  if (kind === 'pem' || value.includes('-----BEGIN '))
    return value.replace(/-----(?:BEGIN|END) [A-Z0-9 ]*-----|\\+[nr]|\s+/g, '')
  return percentDecoded(unescaped(value))
}

/** Without the escapes of JSON, of any depth. */
function unescaped(value: string): string {
  if (!value.includes('\\')) return value
  return value.replace(/\\+(?:u00[2-7][0-9a-fA-F]|["'/])?/g, (escape) => {
    const hex = /u(.{4})$/.exec(escape)?.[1]
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return escape.at(-1)!
  })
}

/** Without percent-encoding, also of what was encoded already. */
function percentDecoded(value: string): string {
  let decoded = value
  for (let round = 0; round < 3 && /%[0-9A-Fa-f]{2}/.test(decoded); round++) {
    try {
      decoded = decodeURIComponent(decoded)
    } catch {
      // The percent signs do not encode UTF-8, so they are part of the secret.
      return decoded
    }
  }
  return decoded
}
