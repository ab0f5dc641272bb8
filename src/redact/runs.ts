/**
 * Marks the characters of ASCII that an expression for one character finds. It has room for every code, because looking
 * beyond the end of an array is slow, and the part that is never written takes no memory.
 */
export function tableOf(one: RegExp): Uint8Array {
  const table = new Uint8Array(1 << 16)
  for (let code = 0; code < 128; code++) if (one.test(String.fromCharCode(code))) table[code] = 1
  return table
}

export interface Run {
  readonly start: number
  readonly end: number
}

/**
 * All runs of characters in a table that are at least so long: one in so many characters is looked at, so that this is
 * cheap.
 */
export function runsOf(text: string, table: Uint8Array, shortest: number): Run[] {
  const runs: Run[] = []
  let at = shortest - 1
  while (at < text.length) {
    if (table[text.charCodeAt(at)] !== 1) {
      at += shortest
      continue
    }
    let start = at
    let end = at + 1
    while (start > 0 && table[text.charCodeAt(start - 1)] === 1) start--
    while (end < text.length && table[text.charCodeAt(end)] === 1) end++
    at = end + shortest - 1
    if (end - start >= shortest) runs.push({ start, end })
  }
  return runs
}
