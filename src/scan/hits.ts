import { lineCap } from '../model/record.ts'
import type { Scanner } from './scanner.ts'

export const newline = 10

/** The lines of interest in a stretch of memory that begins and ends with whole lines. */
export interface Hits {
  /**
   * Three numbers for each line: where it begins, where the next line begins, and how many newlines of the stretch come
   * before it.
   */
  readonly lines: readonly number[]
  /** Newlines in the whole stretch. */
  readonly newlines: number
}

/** Lines in [from, to) that hold a literal before the cap. Both ends are starts of lines. */
export function hitsIn(scanner: Scanner, memory: Buffer, from: number, to: number): Hits {
  const lines: number[] = []
  let newlines = 0
  let counted = from
  let at = from
  while (at < to) {
    const hit = scanner.next(at, to)
    if (hit < 0) break
    const start = Math.max(memory.lastIndexOf(newline, hit) + 1, at)
    const found = memory.indexOf(newline, hit)
    const next = found < 0 || found >= to ? to : found + 1
    if (hit - start < lineCap) {
      newlines += scanner.newlines(counted, start)
      counted = start
      lines.push(start, next, newlines)
    }
    at = next
  }
  return { lines, newlines: newlines + scanner.newlines(counted, to) }
}
