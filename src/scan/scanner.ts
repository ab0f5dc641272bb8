/** Looks for a fixed set of literals in memory. Behind this interface, so that an implementation can be exchanged. */
export interface Scanner {
  /** Where a literal begins that lies wholly in [from, to), and before which none ends; -1 when there is none. */
  next(from: number, to: number): number
  /** How many newlines stand in [from, to). */
  newlines(from: number, to: number): number
}

/** The memory that a scanner looks at is fixed when it is made: bytes are read into it. */
export type MakeScanner = (literals: readonly string[], memory: SharedArrayBuffer) => Scanner

/** Literals shorter than this would not meet every implementation's stride. */
export const shortestLiteral = 9
