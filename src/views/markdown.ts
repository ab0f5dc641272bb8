import { clipCharacters, count, formatNumber, printable } from '../base/text.ts'
import { evidenceOf } from '../timeline/evidence.ts'
import type { Row } from '../timeline/folds.ts'
import { clockOf, momentOf } from '../timeline/times.ts'
import type { IncidentTimeline, Timeline } from '../timeline/timeline.ts'
import { sizeText, timesText } from '../timeline/words.ts'
import { github, jira, type Dialect } from './markdown-dialects.ts'

/** GitHub takes 65,536 characters, Jira 32,767 by default. */
const mostBytes = { markdown: 60_000, jira: 30_000 } as const
const longestText = 600
const inTheTable = 12
const mostRuledOut = 12

/** A ticket's text: summary, table, folded evidence, checklist. It says what found no room. */
export function timelineMarkdown(timeline: Timeline, flavor: keyof typeof mostBytes): string {
  const dialect = flavor === 'jira' ? jira : github
  const budget = mostBytes[flavor]
  const made = `Made by oclog ${dialect.text(clipCharacters(timeline.oclog, 40))}`
  const foot = dialect.small(`${made}; secrets, phone numbers and addresses were replaced before anything was stored.`)
  const parts: string[] = []
  let left = budget - bytes(foot) - 300
  timeline.incidents.forEach((incident, index) => {
    const share = Math.floor(left / (timeline.incidents.length - index))
    const text = incidentText(incident, dialect, share)
    if (text === undefined) return
    parts.push(text)
    left -= bytes(text) + 2
  })
  const missing = timeline.incidents.length - parts.length
  if (missing > 0) parts.push(`${count(missing, 'more incident')} found no room here.`)
  if (timeline.incidents.length === 0) parts.push('No incident found.')
  if (timeline.doubts.length > 0) {
    const items = timeline.doubts.map((text) => dialect.item(clipped(text, dialect)))
    const section = [dialect.heading(3, 'Gaps and doubts of these logs'), ...within(items, left)].join('\n')
    if (bytes(section) <= left) parts.push(section)
  }
  return `${[...parts, foot].join('\n\n')}\n`
}

/** An incident in at most so many bytes; `undefined` where not even its head fits. */
function incidentText(incident: IncidentTimeline, dialect: Dialect, most: number): string | undefined {
  const head = headText(incident, dialect)
  const rest = [whyText(incident, dialect), todoText(incident, dialect), doubtsText(incident, dialect)].filter(
    (part) => part !== '',
  )
  const fixed = bytes([head, ...rest].join('\n\n'))
  if (fixed > most) return bytes(head) > most ? undefined : head
  const evidence = evidenceText(incident, dialect, most - fixed - 200)
  return [head, ...(evidence === '' ? [] : [evidence]), ...rest].join('\n\n')
}

function headText(incident: IncidentTimeline, dialect: Dialect): string {
  const rows = [
    ['Incident', `${incident.shortId}, ${incident.severity}, ${incident.class}`] as const,
    ...incident.facts.map(
      ({ name, value, detail }) => [name, detail === undefined ? value : `${value} (${detail})`] as const,
    ),
  ]
  return [
    dialect.heading(2, `${clipped(incident.verdictWords, dialect)}: ${clipped(incident.title, dialect)}`),
    '',
    ...incident.answers.map(({ question, answer, why }) =>
      dialect.item(`${dialect.strong(`${question}?`)} ${clipped(`${answer}. ${why}`, dialect)}`),
    ),
    ...(incident.action ? [dialect.task(clipped(incident.action.what, dialect), incident.action.command)] : []),
    '',
    clipped(incident.explanation, dialect),
    '',
    dialect.table(
      ['', ''],
      rows.map(([name, value]) => [dialect.strong(name), dialect.cell(clipCharacters(value, longestText))]),
    ),
  ].join('\n')
}

function whyText({ supports, against, ruledOut }: IncidentTimeline, dialect: Dialect): string {
  const { item } = dialect
  return [
    dialect.heading(3, 'Why this cause'),
    ...supports.map((each) => item(`speaks for it: ${clipped(each, dialect)}`)),
    ...against.map((each) => item(`speaks against it: ${clipped(each, dialect)}`)),
    ...ruledOut
      .slice(0, mostRuledOut)
      .map(({ title, why }) => item(`not: ${clipped(title, dialect)}; ${clipped(why, dialect)}`)),
  ].join('\n')
}

function todoText({ runbook }: IncidentTimeline, dialect: Dialect): string {
  return [
    dialect.heading(3, 'What to do'),
    ...runbook.flatMap(({ name, steps }) => [
      '',
      dialect.strong(name),
      '',
      ...steps.map(({ what, command }) => dialect.task(clipped(what, dialect), command)),
    ]),
  ].join('\n')
}

function doubtsText({ doubts }: IncidentTimeline, dialect: Dialect): string {
  if (doubts.length === 0) return ''
  const items = doubts.map((each) => dialect.item(clipped(each, dialect)))
  return [dialect.heading(3, 'Gaps and doubts'), ...items].join('\n')
}

/** A table of the most telling events, then the lines of all events, folded; as much as there is room for. */
function evidenceText(incident: IncidentTimeline, dialect: Dialect, most: number): string {
  const rows = evidenceOf(incident.events, incident.changes, inTheTable).events.map((event) => [
    event.ms === undefined ? '' : clockOf(event.ms),
    event.role,
    dialect.cell(`${event.title}${timesText(event.count)}`),
    dialect.cell(event.place),
  ])
  const table = dialect.table(['UTC', 'role', 'what', 'where'], rows)
  const parts = [dialect.heading(3, 'Evidence'), table]
  const room = most - bytes(parts.join('\n\n'))
  if (room < 0) return ''
  const title = sizeText(incident.events.length, incident.records)
  return [...parts, dialect.folded(title, within(incident.rows.map(rowText), room - 200))].join('\n\n')
}

function rowText(row: Row): string {
  if ('event' in row) {
    const { ms, role, place, count: records, body } = row.event
    const time = ms === undefined ? 'no time' : momentOf(ms)
    const text = `${row.number}. ${time} ${role} ${place}${timesText(records)} ${clipCharacters(body, longestText)}`
    return printable(text)
  }
  const kinds = row.kinds.map(({ number, events }) => `${number} (${formatNumber(events)})`)
  return `… ${count(row.likes.length, 'event')} like ${kinds.join(', ')}`
}

function clipped(text: string, dialect: Dialect): string {
  return dialect.text(clipCharacters(text, longestText))
}

/** As many texts as fit, then the number of those that do not. */
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
