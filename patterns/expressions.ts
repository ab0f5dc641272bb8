/**
 * One expression that matches what any of the given ones does, so that each of them is a literal short enough to be checked
 * by eye. Several may have a group of the same name.
 */
export function anyOf(...alternatives: readonly RegExp[]): RegExp {
  return new RegExp(`(?:${alternatives.map(({ source }) => source).join('|')})`)
}

/** One expression that matches the given ones one right after the other. */
export function sequence(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => (source.includes('|') ? `(?:${source})` : source)).join(''))
}
