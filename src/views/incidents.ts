import { count, clip, displayWidth, printable } from '../text.ts'
import type { StoredIncident } from '../store/queries.ts'
import { verdictText } from '../timeline/words.ts'

/** Two lines for each incident: id, when, state, how bad, verdict and impact, then its cause. */
export function incidentsList(incidents: readonly StoredIncident[], columns: number): string {
  const lines = incidents.flatMap(({ id, openedAt, state, severity, cause, impact }) => {
    const when = openedAt === null ? 'no complete time' : openedAt.slice(0, 16).replace('T', ' ')
    const hit = impact.connections > 0 ? count(impact.connections, 'connection') : count(impact.records, 'record')
    const head = `${id.slice(0, 8)}  ${when}  ${state.padEnd(8)}  ${severity.padEnd(8)}  `
    const room = columns - head.length - displayWidth(hit) - 2
    const verdict = clip(verdictText(cause.verdict), Math.max(10, room))
    return [
      `${head}${verdict}${' '.repeat(Math.max(2, room - displayWidth(verdict) + 2))}${hit}`,
      clip(`          ${printable(cause.title)}`, columns),
    ]
  })
  return lines.map((line) => `${line}\n`).join('')
}
