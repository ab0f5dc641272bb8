/**
 * Reads `key=value key=value …` with blanks in the values and only some known keys: a value ends where the next of
 * these keys begins. If a key comes twice, the first counts (the console of 2026.9.6 repeats the fields at the end of
 * the line). `codes` is the number of `code=` found, because a peer can write one into its user agent.
 */
export function pairsOf(
  text: string,
  keys: ReadonlySet<string>,
): { values: Record<string, string | undefined>; codes: number } {
  const values: Record<string, string | undefined> = {}
  let codes = 0
  let key: string | undefined
  let from = 0
  const close = (to: number): void => {
    if (key !== undefined && values[key] === undefined) values[key] = text.slice(from, to).trim()
  }
  for (const match of text.matchAll(/(?:^|[ ,])(\w+)=/g)) {
    const name = match[1]!
    if (!keys.has(name)) continue
    close(match.index)
    key = name
    from = match.index + match[0].length
    if (name === 'code') codes++
  }
  close(text.length)
  return { values, codes }
}
