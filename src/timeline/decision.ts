import type { DecisionDocument } from '../model/document.ts'

/** The two questions of whoever is on call, answered. */
export interface AnswerText {
  readonly question: 'Restart' | 'Roll back the configuration'
  readonly answer: 'yes' | 'no' | 'not known'
  readonly why: string
}

/** Nothing where the document is of before decisions were made. */
export function answersOf(decision: DecisionDocument | undefined): AnswerText[] {
  if (!decision) return []
  const { restart, rollback } = decision
  return [
    { question: 'Restart', answer: words[restart.helps], why: restart.why },
    { question: 'Roll back the configuration', answer: words[rollback.helps], why: rollback.why },
  ]
}

const words = { yes: 'yes', no: 'no', unknown: 'not known' } as const
