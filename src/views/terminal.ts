import { clip, clipLeft, count, displayWidth, formatBytes, formatNumber, printable } from '../base/text.ts'
import type { Severity } from '../model/cause.ts'
import type { Step } from '../model/decision.ts'
import type { InputDocument } from '../model/document.ts'
import type { TimelineEvent } from '../timeline/event.ts'
import { evidenceOf } from '../timeline/evidence.ts'
import { clockOf, momentNear, momentOf, msOf } from '../timeline/times.ts'
import type { IncidentTimeline, Timeline } from '../timeline/timeline.ts'
import { listed, timesText } from '../timeline/words.ts'
import { showDecision } from './terminal-decision.ts'
import { TerminalPage, type Style, type TerminalOptions } from './terminal-page.ts'

export interface ReportOptions extends TerminalOptions {
  /** Incidents shown in full; the others get one line each. */
  readonly full: number
}

export const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'red'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
}
const evidenceLines = 8
const mostClients = 4
const mostRuledOut = 5
const mostInputs = 12

/** The report of `analyze`: the verdict, its evidence, then what to do. Only commands are wider than `columns`. */
export function terminalReport(timeline: Timeline, { full, ...options }: ReportOptions): string {
  const page = new TerminalPage(options)
  const { incidents } = timeline
  const more = incidents.slice(full)
  if (incidents.length === 0) page.line(page.style(['bold', 'green'], 'No incident found.'))
  incidents.slice(0, full).forEach((incident, index) => {
    if (index > 0) page.rule()
    const position = incidents.length > 1 ? ` · ${index + 1} of ${incidents.length}` : ''
    showIncident(page, incident, position, timeline.inputs.length === 1)
  })
  if (more.length > 0) {
    page.rule()
    page.line(page.style('bold', `${count(more.length, 'more incident')}, less important`))
    for (const { shortId, class: eventClass, title } of more)
      page.line(clip(printable(`  ${shortId}  ${eventClass}: ${title}`), page.columns))
  }
  page.rule()
  showHarmless(page, timeline)
  showUndecidable(page, timeline)
  showInputs(page, timeline)
  return page.text()
}

function showIncident(page: TerminalPage, incident: IncidentTimeline, position: string, oneSource: boolean): void {
  showHead(page, incident, position)
  showDecision(page, incident)
  page.heading('Why')
  page.paragraph(incident.explanation, 2)
  for (const reason of incident.supports) page.paragraph(reason, 4, '  + ')
  for (const reason of incident.against) page.paragraph(reason, 4, '  − ')
  if (incident.background !== undefined) page.paragraph(incident.background, 4, '  i ', 'dim')

  page.heading('Evidence')
  const evidence = evidenceOf(incident.events, incident.changes, evidenceLines)
  for (const event of evidence.events) showEvent(page, event, oneSource)
  if (evidence.more > 0)
    page.paragraph(`and ${count(evidence.more, 'record')} more (--format json lists them)`, 4, '  … ', 'dim')
  if (evidence.changes.length > 0) {
    page.heading('Changed just before')
    for (const event of evidence.changes) showEvent(page, event, oneSource)
  }

  if (incident.ruledOut.length > 0) {
    page.heading('What it is not')
    for (const { title, why } of incident.ruledOut.slice(0, mostRuledOut)) page.paragraph(`${title}: ${why}`, 4, '  · ')
  }
  for (const { name, steps } of incident.runbook) {
    page.heading(name)
    showSteps(page, steps)
  }
}

function showHead(page: TerminalPage, incident: IncidentTimeline, position: string): void {
  const { severity, state, shortId, title, gateway, impact, extent, otherClasses } = incident
  page.headline(
    incident.verdictWords.toUpperCase(),
    `${severity} · ${state}${position} · ${shortId}`,
    severityStyles[severity] ?? 'bold',
  )
  page.paragraph(title, 0, '', 'bold')
  const withIt = otherClasses.length === 0 ? '' : `; with it: ${otherClasses.join(', ')}`
  page.paragraph(`${incident.class}, ${incident.confidence} % sure${withIt}`, 0)
  page.paragraph(`${gateway} · ${whenText(incident)}`, 0)
  const names = listed(impact.clients, mostClients)
  page.paragraph([...(names === undefined ? [] : [`hit: ${names}`]), ...extent].join(' · '), 0)
}

function whenText({ course: { began, last, recovered, lasted }, state }: IncidentTimeline): string {
  if (began === undefined) return 'the lines state no complete time'
  const until = last === undefined || lasted === undefined ? '' : ` to ${momentNear(last, began)}Z (${lasted})`
  const recovery = recovered === undefined ? ', recovered' : `, recovered ${momentNear(recovered, began)}Z`
  const end = state === 'resolved' ? recovery : state === 'ended' ? ', did not come again' : ', no recovery seen'
  return `${momentOf(began)}Z${until}${end}`
}

/** Two lines: what it is and where, then the line of the log. `oneSource`: naming the log would say nothing. */
export function showEvent(page: TerminalPage, event: TimelineEvent, oneSource: boolean): void {
  const { ms, role, title, count: records, line, body } = event
  const place = clipLeft(printable(oneSource ? `line ${line}` : event.place), 30)
  const head = `  ${ms === undefined ? '        ' : clockOf(ms)} ${role.padEnd(8)} `
  const room = page.columns - head.length - displayWidth(place) - 2
  const text = clip(printable(`${title}${timesText(records)}`), room)
  const gap = ' '.repeat(Math.max(2, room - displayWidth(text) + 2))
  const style = role === 'cause' ? 'red' : role === 'recovery' ? 'green' : 'dim'
  page.line(`${page.style(style, head)}${text}${gap}${page.style('dim', place)}`)
  page.line(page.style('dim', `    ${clip(compact(printable(body)), page.columns - 4)}`))
}

/** Without whole ids and without fields that say that there is nothing, which only take room. */
function compact(body: string): string {
  return body
    .replace(/ (?:fwd|origin|host|ua|instance|reason)=n\/a(?= |$)/g, '')
    .replace(/ peer=\S+/g, '')
    .replace(/\b([0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}([0-9a-f]{4})\b/g, '$1…$2')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{48,}\b/g, '$1…')
}

function showSteps(page: TerminalPage, steps: readonly Step[]): void {
  steps.forEach(({ what, command }, index) => {
    page.paragraph(what, 5, `  ${index + 1}. `)
    if (command !== undefined) page.command(`$ ${command}`, 5)
  })
}

function showHarmless(page: TerminalPage, { harmless }: Timeline): void {
  if (harmless.length === 0) return
  page.heading('Looks alarming, is harmless')
  for (const { why, records } of harmless) page.paragraph(`${formatNumber(records)} × ${why}`, 4, '  · ')
}

function showUndecidable(page: TerminalPage, { undecidable }: Timeline): void {
  if (undecidable.length === 0) return
  page.heading('This log cannot tell')
  for (const { what, enable } of undecidable) {
    page.paragraph(what, 4, '  ? ')
    page.paragraph(enable, 4, '    ')
  }
}

function showInputs(page: TerminalPage, { inputs, totals, unreadable }: Timeline): void {
  const { lines, bytes, unparsed } = totals
  const unknown = unparsed > 0 ? `; ${count(unparsed, 'line')} of interest in no known format` : ''
  page.line()
  page.paragraph(
    `Read ${count(inputs.length, 'log')}, ${count(lines, 'line')}, ${formatBytes(bytes)}${unknown}`,
    0,
    '',
    'dim',
  )
  for (const input of inputs.slice(0, mostInputs)) showInput(page, input)
  if (inputs.length > mostInputs) page.line(page.style('dim', `  … and ${inputs.length - mostInputs} more`))
  for (const { path, problem } of unreadable) page.paragraph(`${path}: ${problem}`, 4, '  ! ')
}

function showInput(
  page: TerminalPage,
  { path, format, firstTimestamp, lastTimestamp, notes = [] }: InputDocument,
): void {
  const span = firstTimestamp === null ? 'no times' : `${secondOf(firstTimestamp)} – ${secondOf(lastTimestamp)}`
  const rest = `: ${format}, ${span}`
  const name = clipLeft(printable(path), Math.max(20, page.columns - displayWidth(rest) - 2))
  page.line(page.style('dim', clip(`  ${name}${printable(rest)}`, page.columns)))
  for (const note of notes) page.paragraph(note, 4)
}

/** `2026-11-22T11:35:53Z` */
function secondOf(timestamp: string | null): string {
  const ms = msOf(timestamp)
  return ms === undefined ? '?' : `${momentOf(ms).replace(' ', 'T')}Z`
}
