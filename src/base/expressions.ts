/**
 * One expression that matches what any of the given ones matches, so that each is a literal short enough to check by
 * eye. Several may have a group of the same name. Flags are not kept.
 */
export function anyOf(...alternatives: readonly RegExp[]): RegExp {
  return new RegExp(`(?:${alternatives.map(({ source }) => source).join('|')})`)
}

/** One expression that matches the given ones, one right after the other. Flags are not kept. */
export function sequence(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => (source.includes('|') ? `(?:${source})` : source)).join(''))
}
