/** Searches memory for a fixed set of literals. */
export interface Scanner {
  /**
   * Where a literal begins that lies wholly in [from, to), and before whose beginning no other one ends; -1 when there
   * is none.
   */
  next(from: number, to: number): number
  /** Counts the newlines in [from, to). */
  newlines(from: number, to: number): number
}

/** A scanner is bound to one piece of memory, which bytes are read into later. */
export type MakeScanner = (literals: readonly string[], memory: SharedArrayBuffer) => Scanner

/** Bytes that a literal needs at least, so that every implementation can find it whatever its stride. */
export const shortestLiteral = 9
