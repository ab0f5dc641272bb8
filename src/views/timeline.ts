import { clip, clipLeft, count, displayWidth, formatNumber, printable } from '../base/text.ts'
import type { Role } from '../model/signal.ts'
import type { Fold, FullRow, Row } from '../timeline/folds.ts'
import type { Phase } from '../timeline/runbook.ts'
import { clockOf, durationOf } from '../timeline/times.ts'
import type { IncidentTimeline, Timeline } from '../timeline/timeline.ts'
import { timesText } from '../timeline/words.ts'
import { showDecision } from './terminal-decision.ts'
import { TerminalPage, type Style, type TerminalOptions } from './terminal-page.ts'

const signs: Readonly<Record<Role, string>> = { cause: '◆', symptom: '●', context: '○', recovery: '▲' }
const styles: Readonly<Record<Role, Style>> = { cause: 'red', symptom: 'yellow', context: 'dim', recovery: 'green' }

/** A vertical timeline for a terminal. Only commands are wider than `columns`. */
export function timelineText(timeline: Timeline, options: TerminalOptions): string {
  const page = new TerminalPage(options)
  timeline.incidents.forEach((incident, index) => {
    if (index > 0) {
      page.rule()
      page.line()
    }
    showHead(page, incident)
    showDecision(page, incident)
    page.heading('Timeline (UTC)')
    for (const row of incident.rows) showRow(page, row)
    showReasons(page, incident)
    page.heading('What to do')
    for (const phase of incident.runbook) showPhase(page, phase)
    showDoubts(page, 'Gaps and doubts', incident.doubts)
  })
  showDoubts(page, 'Gaps and doubts of these logs', timeline.doubts)
  return page.text()
}

function showHead(
  page: TerminalPage,
  { verdictWords, severity, state, shortId, title, facts }: IncidentTimeline,
): void {
  page.headline(verdictWords.toUpperCase(), `${severity} · ${state} · ${shortId}`, 'bold')
  page.paragraph(title, 0, '', 'bold')
  page.line()
  for (const { name, value, detail } of facts)
    page.paragraph(detail === undefined ? value : `${value} (${detail})`, 15, `${name.padEnd(13)}  `)
}

function showRow(page: TerminalPage, row: Row): void {
  if (row.silence !== undefined)
    page.line(page.style('dim', `           ┊ ${durationOf(row.silence)} without an event`))
  if (row.day !== undefined) page.line(page.style('bold', row.day === '' ? '  no complete time' : `  ${row.day}`))
  if ('event' in row) showEvent(page, row)
  else showFold(page, row)
}

function showEvent(page: TerminalPage, { event, number }: FullRow): void {
  const { ms, role, title, body, count: records } = event
  const head = `  ${ms === undefined ? '        ' : clockOf(ms)} ${signs[role]} `
  const place = clipLeft(printable(event.place), Math.floor(page.columns / 3))
  const room = page.columns - displayWidth(head) - displayWidth(place) - 2
  const text = clip(printable(`${number}. ${title}${timesText(records)}`), room)
  const gap = ' '.repeat(Math.max(2, room - displayWidth(text) + 2))
  page.line(`${page.style(styles[role], head)}${text}${gap}${page.style('dim', place)}`)
  page.line(page.style('dim', `           │ ${clip(printable(body), page.columns - 13)}`))
}

function showFold(page: TerminalPage, { likes, kinds }: Fold): void {
  const end = likes.at(-1)!.event.ms
  const until = end === undefined ? '' : `, until ${clockOf(end)}`
  page.line(page.style('dim', `           ┊ ${count(likes.length, 'event')} like those above${until}:`))
  for (const { number, events, records } of kinds) {
    const more = records > events ? `, ${formatNumber(records)} records` : ''
    page.line(page.style('dim', `           ┊   ${formatNumber(events)} like ${number}${more}`))
  }
}

function showReasons(page: TerminalPage, { explanation, supports, against, ruledOut }: IncidentTimeline): void {
  page.heading('Why this cause')
  page.paragraph(explanation, 2)
  for (const text of supports) page.paragraph(text, 4, '  + ')
  for (const text of against) page.paragraph(text, 4, '  − ')
  if (ruledOut.length > 0) page.heading('What it is not')
  for (const { title, why } of ruledOut) page.paragraph(`${title}: ${why}`, 4, '  · ')
}

function showPhase(page: TerminalPage, { name, steps }: Phase): void {
  page.line(`  ${name}`)
  for (const { what, command } of steps) {
    page.paragraph(what, 8, '    [ ] ')
    if (command !== undefined) page.command(`$ ${command}`, 8)
  }
}

function showDoubts(page: TerminalPage, title: string, doubts: readonly string[]): void {
  if (doubts.length > 0) page.heading(title)
  for (const text of doubts) page.paragraph(text, 4, '  · ')
}
