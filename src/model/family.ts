import type { Cause } from './cause.ts'
import type { Derivation } from './derivation.ts'
import type { Pattern } from './pattern.ts'
import type { Selector } from './selector.ts'
import type { EventClass } from './signal.ts'

/**
 * What a log of this kind cannot show: `when` it holds these events, and not these, and no incident of these classes.
 */
export interface UndecidableRule {
  readonly id: string
  readonly what: string
  readonly enable: string
  readonly when: readonly Selector[]
  readonly unless?: readonly Selector[]
  readonly decidedBy?: readonly EventClass[]
}

/** One failure family: what is looked for, what is made of it, and what it can mean. */
export interface Family {
  readonly patterns?: readonly Pattern[]
  readonly derivations?: readonly Derivation[]
  readonly causes?: readonly Cause[]
  readonly undecidables?: readonly UndecidableRule[]
}
