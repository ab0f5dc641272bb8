import { count, clip, displayWidth, printable } from '../base/text.ts'
import type { StoredIncident } from '../model/document.ts'
import { verdictText } from '../timeline/words.ts'

/** Two lines for each incident: id, beginning, state, severity and verdict; then its cause and its impact. */
export function incidentsList(incidents: readonly StoredIncident[], columns: number): string {
  const lines = incidents.flatMap(({ id, openedAt, state, severity, cause, impact }) => {
    const when = openedAt === null ? 'no complete time' : openedAt.slice(0, 16).replace('T', ' ')
    const hit = impact.connections > 0 ? count(impact.connections, 'connection') : count(impact.records, 'record')
    const room = columns - 10 - displayWidth(hit) - 2
    const title = clip(printable(cause.title), room)
    return [
      clip(
        `${id.slice(0, 8)}  ${when}  ${state.padEnd(8)}  ${severity.padEnd(8)}  ${verdictText(cause.verdict)}`,
        columns,
      ),
      `          ${title}${' '.repeat(room - displayWidth(title) + 2)}${hit}`,
    ]
  })
  return lines.map((line) => `${line}\n`).join('')
}
