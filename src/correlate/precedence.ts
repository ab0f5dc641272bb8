import type { Cause } from '../model/cause.ts'
import type { Precedence, Rival } from '../model/precedence.ts'

/** The table of precedence, looked up by cause. */
export class PrecedenceOrder {
  private readonly explained = new Map<Cause, Set<Cause>>()
  private readonly absorbed = new Map<Cause, Set<Cause>>()
  private readonly rivals = new Map<Cause, Rival[]>()

  constructor(table: readonly Precedence[]) {
    for (const row of table) {
      for (const winner of [row.winner].flat()) {
        if (row.relation === 'rival') {
          this.rivals.set(winner, [...this.rivalsOf(winner), ...row.losers])
          continue
        }
        const losers = row.relation === 'explains' ? this.explained : this.absorbed
        losers.set(winner, new Set([...(losers.get(winner) ?? []), ...row.losers]))
      }
    }
  }

  explains(winner: Cause, loser: Cause): boolean {
    return this.explained.get(winner)?.has(loser) ?? false
  }

  absorbs(winner: Cause, loser: Cause): boolean {
    return this.absorbed.get(winner)?.has(loser) ?? false
  }

  /** Whether the winner explains or absorbs the loser. */
  supersedes(winner: Cause, loser: Cause): boolean {
    return this.explains(winner, loser) || this.absorbs(winner, loser)
  }

  /** All causes that a cause explains or absorbs. */
  supersededBy(winner: Cause): readonly Cause[] {
    return [...(this.explained.get(winner) ?? []), ...(this.absorbed.get(winner) ?? [])]
  }

  rivalsOf(cause: Cause): readonly Rival[] {
    return this.rivals.get(cause) ?? []
  }
}
