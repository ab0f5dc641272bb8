import type { Step } from '../model/decision.ts'
import type { IncidentTimeline } from '../timeline/timeline.ts'
import type { TerminalPage } from './terminal-page.ts'

/** The answer for whoever is on call: does a restart help, does a rollback, what to do, how to make sure. */
export function showDecision(page: TerminalPage, { answers, action, confirm }: IncidentTimeline): void {
  for (const { question, answer, why } of answers)
    page.paragraph(`${question}? ${answer}. ${why}`, 2, '', answer === 'yes' ? 'bold' : undefined)
  showMarked(page, '→ Do: ', action)
  showMarked(page, 'Check: ', confirm)
}

function showMarked(page: TerminalPage, mark: string, step: Step | undefined): void {
  if (!step) return
  page.paragraph(step.what, mark.length, mark)
  if (step.command !== undefined) page.command(`$ ${step.command}`, mark.length)
}
