import type { Cause } from './cause.ts'

/**
 * What happens to other causes when one is found; the table of these is the only place where causes know of each other.
 */
export type Precedence = {
  /** One cause, or several of which the same is true. */
  readonly winner: Cause | readonly Cause[]
  /** A sentence for people. */
  readonly why: string
} & (
  | {
      /**
       * `explains`: the losers are only consequences when both are found. `absorbs`: they say nothing more; they are
       * listed as ruled out, and add no class.
       */
      readonly relation: 'explains' | 'absorbs'
      readonly losers: readonly Cause[]
    }
  | {
      /** The losers look alike from outside. */
      readonly relation: 'rival'
      readonly losers: readonly Rival[]
    }
)

/** What looks like another cause, and what the log would show if it were that. */
export interface Rival {
  readonly cause: Cause
  /** Completes "no … in this log". */
  readonly telltale: string
}
