import type { Parser } from '../model/parser.ts'
import type { Pattern } from '../model/pattern.ts'
import { keywordLookup } from '../scan/keywords.ts'

/** What to look for in the logs of a run: the same in each of them. */
export interface Search {
  /** One of these stands in every line that a pattern can match; `undefined`: every line is looked at. */
  readonly literals: readonly string[] | undefined
  /** The patterns to try on a body, without those that follow another. */
  readonly patternsFor: (body: string) => readonly Pattern[]
  /**
   * Whether a pattern may match a line: by its keywords, or because a parser may find in it what does not stand there
   * as it is.
   */
  readonly mayMatch: (text: string) => boolean
  /** Patterns that follow another, by the other's id. */
  readonly followers: ReadonlyMap<string, { readonly leader: Pattern; readonly followers: readonly Pattern[] }>
}

export interface SearchOptions {
  readonly parsers: readonly Parser[]
  readonly patterns: readonly Pattern[]
  /** `false` looks at every line: slower, and the same outcome. */
  readonly prefilter: boolean
}

export function searchFor({ patterns, parsers, prefilter }: SearchOptions): Search {
  const leaders = patterns.filter(({ follows }) => follows === undefined)
  const followers = Map.groupBy(
    patterns.filter(({ follows }) => follows !== undefined),
    ({ follows }) => follows!.id,
  )
  const patternsFor = prefilter ? keywordLookup(leaders) : () => leaders
  const opaque = parsers.flatMap((parser) => parser.opaque ?? [])
  return {
    literals: prefilter ? literalsOf(patterns, parsers) : undefined,
    patternsFor,
    mayMatch: prefilter
      ? (text) => patternsFor(text).length > 0 || opaque.some((literal) => text.includes(literal))
      : () => true,
    followers: new Map(
      leaders.flatMap((leader) => {
        const list = followers.get(leader.id)
        return list ? [[leader.id, { leader, followers: list }]] : []
      }),
    ),
  }
}

/** The literals that a scanner must look for so that it misses no line that a pattern could match. */
export function literalsOf(patterns: readonly Pattern[], parsers: readonly Parser[]): string[] {
  return [
    ...new Set([...patterns.flatMap(({ keywords }) => keywords), ...parsers.flatMap(({ opaque }) => opaque ?? [])]),
  ].sort()
}
