import type { Step } from '../model/decision.ts'
import type { CauseDocument, DecisionDocument } from '../model/document.ts'

/** A stage of the way out. The phases of a runbook stand in the order in which they are done. */
export interface Phase {
  readonly name: string
  readonly why: string
  readonly steps: readonly Step[]
}

/** The way out of an incident: only what its own evidence asks for, the recommended action first. */
export function runbookOf({ checks, fix }: CauseDocument, decision?: DecisionDocument): Phase[] {
  const action = decision?.do
  const others = fix.filter(({ what, command }) => what !== action?.what && (!command || command !== action?.command))
  const { confirm } = decision ?? {}
  return [
    ...phase('Confirm', 'Read-only: what it prints if the diagnosis stands', confirm ? [confirmation(confirm)] : []),
    ...phase('Check', 'Read-only: what else tells more', checks),
    ...phase('Do', 'The recommended action', action ? [action] : []),
    ...phase(action ? 'Then' : 'Do', 'What else this cause asks for', others),
  ]
}

/** A confirmation as a step: what it prints belongs to what is looked at. */
export function confirmation({ what, command, expect }: NonNullable<DecisionDocument['confirm']>): Step {
  return {
    what: expect === undefined ? what : `${what}; expect: ${expect}`,
    ...(command === undefined ? {} : { command }),
  }
}

function phase(name: string, why: string, steps: readonly Step[]): Phase[] {
  return steps.length === 0 ? [] : [{ name, why, steps }]
}
