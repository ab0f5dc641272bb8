import { clipCharacters, count, formatNumber, printable } from '../base/text.ts'
import type { Row } from '../timeline/folds.ts'
import type { IncidentTimeline, Timeline, TimelineEvent } from '../timeline/timeline.ts'
import { clockOf, momentOf } from '../timeline/times.ts'
import { github, jira, type Dialect } from './markdown-dialects.ts'

/** GitHub takes 65,536 characters, Jira 32,767 by default; what is left out is said. */
const mostBytes = { markdown: 60_000, jira: 30_000 } as const
const longestText = 600
const inTheTable = 12

/** A ticket's text: the summary, a table, the evidence folded, the check-list. Less than 60 kB, whatever comes in. */
export function timelineMarkdown(timeline: Timeline, flavour: keyof typeof mostBytes): string {
  const dialect = flavour === 'jira' ? jira : github
  const budget = mostBytes[flavour]
  const foot = dialect.small(
    `Made by oclog ${dialect.text(clipCharacters(timeline.oclog, 40))}; secrets, phone numbers and addresses were replaced before anything was stored.`,
  )
  const parts: string[] = []
  let left = budget - bytes(foot) - 300
  timeline.incidents.forEach((incident, index) => {
    const share = Math.floor(left / (timeline.incidents.length - index))
    const text = incidentText(incident, timeline, dialect, share)
    if (text === undefined) return
    parts.push(text)
    left -= bytes(text) + 2
  })
  const missing = timeline.incidents.length - parts.length
  if (missing > 0) parts.push(`${count(missing, 'more incident')} found no room here.`)
  if (timeline.incidents.length === 0) parts.push('No incident found.')
  const doubts = timeline.doubts.map((text) => dialect.text(clipCharacters(text, longestText)))
  if (doubts.length > 0) {
    const section = [dialect.heading(3, 'Gaps and doubts of these logs'), ...within(doubts.map(dialect.item), left)].join('\n') // prettier-ignore
    if (bytes(section) <= left) parts.push(section)
  }
  return `${[...parts, foot].join('\n\n')}\n`
}

/** An incident in at most so many bytes: without the evidence if need be, and `undefined` where even that is too long. */
function incidentText(
  incident: IncidentTimeline,
  timeline: Timeline,
  dialect: Dialect,
  most: number,
): string | undefined {
  const text = (value: string): string => dialect.text(clipCharacters(value, longestText))
  const { heading, item } = dialect
  const head = [
    heading(2, `${text(incident.verdictWords)}: ${text(incident.title)}`),
    '',
    text(incident.explanation),
    '',
    dialect.table(
      ['', ''],
      [
        ['Incident', `${incident.shortId}, ${incident.severity}, ${incident.class}`] as const,
        ...incident.facts.map(({ name, value, detail }) => [name, detail === undefined ? value : `${value} (${detail})`] as const), // prettier-ignore
      ].map(([name, value]) => [dialect.strong(name), dialect.cell(clipCharacters(value, longestText))]),
    ),
  ].join('\n')
  const why = [
    heading(3, 'Why this cause'),
    ...incident.supports.map((each) => item(`speaks for it: ${text(each)}`)),
    ...incident.against.map((each) => item(`speaks against it: ${text(each)}`)),
    ...incident.ruledOut.slice(0, 12).map(({ title, why: reason }) => item(`not: ${text(title)}; ${text(reason)}`)),
  ].join('\n')
  const todo = [
    heading(3, 'What to do'),
    ...incident.runbook.flatMap(({ name, steps }) => [
      '',
      dialect.strong(name),
      '',
      ...steps.map(({ what, command }) => dialect.task(text(what), command)),
    ]),
  ].join('\n')
  const doubts = incident.doubts.length === 0 ? '' : [heading(3, 'Gaps and doubts'), ...incident.doubts.map((each) => item(text(each)))].join('\n') // prettier-ignore
  const around = [head, why, todo, doubts].filter((part) => part !== '')
  const fixed = bytes(around.join('\n\n'))
  if (fixed > most) return bytes(head) > most ? undefined : head
  const evidence = evidenceText(incident, timeline, dialect, most - fixed - 200)
  return [head, evidence, why, todo, doubts].filter((part) => part !== '').join('\n\n')
}

/** A table of what is telling, then the lines of all of it, folded; as much as there is room for. */
function evidenceText(incident: IncidentTimeline, { sources }: Timeline, dialect: Dialect, most: number): string {
  const full = incident.rows.flatMap((row) => ('event' in row ? [row] : []))
  const place = ({ source, line }: TimelineEvent): string => `${sources[source]!.name}:${line}`
  const telling = full.filter(({ event }) => event.role === 'cause' || event.role === 'symptom' || event.role === 'recovery') // prettier-ignore
  const rows = (telling.length > 0 ? telling : full)
    .slice(0, inTheTable)
    .map(({ event }) => [
      event.ms === undefined ? '' : clockOf(event.ms),
      event.role,
      dialect.cell(`${event.title}${event.count > 1 ? ` ×${formatNumber(event.count)}` : ''}`),
      dialect.cell(place(event)),
    ])
  const table = dialect.table(['UTC', 'role', 'what', 'where'], rows)
  const lines = incident.rows.map((row) => rowText(row, place))
  const records = incident.events.reduce((sum, event) => sum + event.count, 0)
  const title = `${count(incident.events.length, 'event')}${records > incident.events.length ? `, ${formatNumber(records)} records` : ''}` // prettier-ignore
  const parts = [dialect.heading(3, 'Evidence'), table]
  const room = most - bytes(parts.join('\n\n'))
  if (room < 0) return ''
  return [...parts, dialect.folded(title, within(lines, room - 200))].join('\n\n')
}

function rowText(row: Row, place: (event: TimelineEvent) => string): string {
  if ('event' in row) {
    const { event, number } = row
    const time = event.ms === undefined ? 'no time' : momentOf(event.ms)
    const times = event.count > 1 ? ` ×${formatNumber(event.count)}` : ''
    return printable(
      `${number}. ${time} ${event.role} ${place(event)}${times} ${clipCharacters(event.body, longestText)}`,
    )
  }
  return `… ${count(row.likes.length, 'event')} like ${row.kinds.map(({ number, events }) => `${number} (${formatNumber(events)})`).join(', ')}` // prettier-ignore
}

/** As many of the texts as there is room for, and how many are left out. */
function within(texts: readonly string[], most: number): string[] {
  let left = most
  const shown: string[] = []
  for (const text of texts) {
    left -= bytes(text) + 1
    if (left < 0) break
    shown.push(text)
  }
  const missing = texts.length - shown.length
  return missing === 0 ? shown : [...shown, `… ${formatNumber(missing)} more; the HTML file and the JSON have them`]
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}
