import type { Kind } from './shape.ts'

/** The same text for the same secret, however it was escaped or formatted where it stood. Fingerprints are made from this form. */
export function canonical(kind: Kind, value: string): string {
  if (kind === 'phone') return value.replace(/%2B|\D/gi, '')
  if (kind === 'email') return value.toLowerCase().replace('%40', '@')
  if (kind === 'ip') return value.toLowerCase().replaceAll('-', '.')
  if (kind === 'pem' || value.includes('-----BEGIN '))
    return value.replace(/-----(?:BEGIN|END) [A-Z0-9 ]{0,60}-----|\\{1,31}[nr]|\s+/g, '')
  return percentDecoded(unescaped(value))
}

/** Without the escapes of JSON, of any depth. */
function unescaped(value: string): string {
  if (!value.includes('\\')) return value
  return value.replace(
    /\\{1,31}(?:u00([2-7][0-9a-fA-F])|(["'/\\]))/g,
    (_, hex: string | undefined, character: string | undefined) =>
      character ?? String.fromCharCode(Number.parseInt(hex!, 16)),
  )
}

function percentDecoded(value: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    // The percent signs do not encode UTF-8, so they are part of the secret.
    return value
  }
}
