import { edge, fake, type Kind, type Shape } from './shape.ts'

interface Options {
  readonly kind?: Kind
  /** The expression of the prefix, where it is more than the sample's literal. */
  readonly prefix?: string
  readonly keywords?: readonly string[]
  readonly tail?: string
  readonly body?: string
  readonly accept?: Shape['accept']
  readonly misses?: readonly string[]
}

// The minimum of a tail is well under what vendors issue: logs clip values, and the rest of a clipped key still narrows it down.
const anyTail = '[A-Za-z0-9_-]{12,}'

/** A secret that its vendor's prefix gives away wherever it stands. */
export function prefixed(id: string, literal: string, options: Options = {}): Shape {
  const sample = literal + (options.body ?? fake(40))
  const prefix = options.prefix ?? literal.replaceAll('.', String.raw`\.`)
  return {
    id,
    kind: options.kind ?? 'token',
    keywords: options.keywords ?? [literal.toLowerCase()],
    match: new RegExp(edge + prefix + (options.tail ?? anyTail), 'dg'),
    // Without a digit it is an identifier: `exa_search_tool_definition`.
    accept: options.accept ?? ((secret) => /\d/.test(secret)),
    examples: {
      hits: [
        [`refused ${sample} for gpt`, sample],
        [String.raw`{"e":"\n${sample}\n"}`, sample],
      ],
      misses: [`${literal}***`, `${literal.slice(0, 6)}…cdef`, ...(options.misses ?? [])],
    },
  }
}

export const key = { kind: 'key' } as const

/** Lower case, capitals and digits. */
export const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
