import type { Cause } from '../model/cause.ts'
import type { Derivation } from '../model/derivation.ts'
import type { Family, UndecidableRule } from '../model/family.ts'
import type { Operations } from '../model/platform.ts'
import type { Precedence } from '../model/precedence.ts'
import type { Signal } from '../model/signal.ts'
import { PrecedenceOrder } from './precedence.ts'
import { settingsOf, type Settings } from './tracks.ts'

/** All that the engine knows of OpenClaw. */
export interface Knowledge {
  readonly derivations: readonly Derivation[]
  readonly causes: readonly Cause[]
  readonly undecidables: readonly UndecidableRule[]
  /** Signals of changes, which are shown when an incident follows them. */
  readonly changes: readonly Signal[]
  readonly precedence: PrecedenceOrder
  readonly settings: Settings
  readonly operations: Operations
}

/** The knowledge of several families as one. */
export function knowledgeOf(
  families: readonly Family[],
  precedence: readonly Precedence[],
  operations: Operations,
): Knowledge {
  return {
    derivations: families.flatMap(({ derivations }) => derivations ?? []),
    causes: families.flatMap(({ causes }) => causes ?? []),
    undecidables: families.flatMap(({ undecidables }) => undecidables ?? []),
    changes: families.flatMap(({ patterns }) => (patterns ?? []).filter(({ change }) => change)),
    precedence: new PrecedenceOrder(precedence),
    settings: settingsOf(
      families.flatMap(({ patterns, derivations }) => [...(patterns ?? []), ...(derivations ?? [])]),
    ),
    operations,
  }
}
