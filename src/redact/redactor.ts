import type { Attributes, AttributeValue } from '../model/record.ts'
import { canonical } from './canonical.ts'
import { fingerprintOf, markOf } from './fingerprint.ts'
import { SecretFragments } from './fragments.ts'
import { locate, type Span } from './locate.ts'
import type { Kind } from './shape.ts'

export interface Redactor {
  /** The text with every secret replaced by `‹kind:fingerprint›`. Idempotent. */
  text(text: string): string
  /** Where secrets stand in a text, in order, apart, and none in a mark. */
  find(text: string): readonly Span[]
  /**
   * Redacts a body and, with what was found in it, every attribute: also one that holds the secret cut out of its
   * context, or 8 characters of it.
   */
  record(body: string, attributes: Attributes): { body: string; attributes: Attributes }
}

const mostPasses = 4

/**
 * Fingerprints are equal for equal secrets under one key, whatever surrounds them, and say nothing to those without the
 * key.
 */
export function createRedactor(key: Uint8Array): Redactor {
  const fingerprints = new Map<string, string>()

  function mark(kind: Kind, value: string): string {
    const secret = canonical(kind, value)
    let fingerprint = fingerprints.get(secret)
    if (fingerprint === undefined) {
      fingerprint = fingerprintOf(key, secret)
      // Storms repeat the same few secrets; a scan that tries tokens makes a new one each time.
      if (fingerprints.size >= 4096) fingerprints.clear()
      if (secret.length <= 512) fingerprints.set(secret, fingerprint)
    }
    return markOf(kind, fingerprint)
  }

  /** All texts without what is secret in any of them; `undefined` when nothing is. */
  function pass(texts: readonly string[], names: readonly (string | undefined)[]): string[] | undefined {
    const spans = texts.map((text, index) => locate(text, names[index]))
    if (spans.every((list) => list.length === 0)) return undefined
    const fragments = new SecretFragments()
    for (const [index, text] of texts.entries()) {
      for (const span of spans[index]!) {
        const value = text.slice(span.start, span.end)
        if (!span.local) fragments.add(span.kind, value, mark(span.kind, value))
      }
    }
    return texts.map((text, index) => {
      let result = ''
      let at = 0
      for (const { start, end, kind } of spans[index]!) {
        result += fragments.replaceFragments(text.slice(at, start)) + mark(kind, text.slice(start, end))
        at = end
      }
      return fragments.markOf(text) ?? result + fragments.replaceFragments(text.slice(at))
    })
  }

  /** Marks change what surrounds the rest, and so can show another secret: passes go on until nothing changes. */
  function redact(texts: readonly string[], names: readonly (string | undefined)[]): readonly string[] {
    let current = texts
    for (let count = 0; count < mostPasses; count++) {
      const next = pass(current, names)
      if (next === undefined) return current
      current = next
    }
    return current.map((text, index) => (locate(text, names[index]).length === 0 ? text : mark('secret', text)))
  }

  const text = (given: string) => redact([given], [undefined])[0]!
  return {
    text,
    find: (given) => locate(given),
    record(body, attributes) {
      const entries = Object.entries(attributes)
      const texts = [body, ...entries.map(([, value]) => String(value))]
      const redacted = redact(texts, [undefined, ...entries.map(([name]) => name)])
      // Names are redacted each by itself: else a log line with `password=conn` would remove the attribute `conn`.
      const names = entries.map(([name]) => text(name))
      if (redacted === texts && names.every((name, index) => name === entries[index]![0])) return { body, attributes }
      const clean = entries.map(([, value], index): [string, AttributeValue] => {
        const result = redacted[index + 1]!
        return [names[index]!, result === texts[index + 1] ? value : result]
      })
      return { body: redacted[0]!, attributes: Object.fromEntries(clean) }
    },
  }
}
