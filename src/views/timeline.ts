import { styleText } from 'node:util'
import { clip, count, displayWidth, formatNumber, printable, wrap } from '../base/text.ts'
import { formatDuration } from '../base/time.ts'
import type { Role } from '../model/signal.ts'
import type { Fold, Row } from '../timeline/folds.ts'
import type { IncidentTimeline, Timeline } from '../timeline/timeline.ts'
import { clockOf, dayOf } from '../timeline/times.ts'

export interface TimelineTextOptions {
  readonly columns: number
  readonly colour: boolean
}

type Style = Parameters<typeof styleText>[0]

const signs: Readonly<Record<Role, string>> = { cause: '◆', symptom: '●', context: '○', recovery: '▲' }
const styles: Readonly<Record<Role, Style>> = { cause: 'red', symptom: 'yellow', context: 'dim', recovery: 'green' }

/** A vertical timeline for a terminal, never wider than `columns`. */
export function timelineText(timeline: Timeline, { columns, colour }: TimelineTextOptions): string {
  const lines: string[] = []
  const styled = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const paragraph = (text: string, indent: number, first = ' '.repeat(indent), style?: Style): void => {
    wrap(printable(text), columns - indent).forEach((line, index) => {
      const whole = `${index === 0 ? first : ' '.repeat(indent)}${line}`
      lines.push(style ? styled(style, whole) : whole)
    })
  }
  const heading = (text: string): void => void lines.push('', styled('bold', text))

  timeline.incidents.forEach((incident, index) => {
    if (index > 0) lines.push('', styled('dim', '─'.repeat(columns)), '')
    showHead(incident)
    heading('Timeline (UTC)')
    showRows(incident)
    heading('Why this cause')
    paragraph(incident.explanation, 2)
    for (const text of incident.supports) paragraph(text, 4, '  + ')
    for (const text of incident.against) paragraph(text, 4, '  − ')
    if (incident.ruledOut.length > 0) heading('What it is not')
    for (const { title, why } of incident.ruledOut) paragraph(`${title}: ${why}`, 4, '  · ')
    heading('What to do')
    for (const { name, steps } of incident.runbook) {
      lines.push(`  ${name}`)
      for (const { what, command } of steps) {
        paragraph(what, 8, '    [ ] ')
        if (command !== undefined) lines.push(`        ${styled('cyan', `$ ${printable(command)}`)}`)
      }
    }
    if (incident.doubts.length > 0) heading('Gaps and doubts')
    for (const text of incident.doubts) paragraph(text, 4, '  · ')
  })
  if (timeline.doubts.length > 0) heading('Gaps and doubts of these logs')
  for (const text of timeline.doubts) paragraph(text, 4, '  · ')
  return `${lines.join('\n')}\n`

  function showHead({ verdictWords, severity, state, shortId, title, facts }: IncidentTimeline): void {
    const left = printable(verdictWords).toUpperCase()
    const right = printable(`${severity} · ${state} · ${shortId}`)
    const gap = columns - displayWidth(left) - displayWidth(right)
    if (gap < 2) paragraph(`${left} ${right}`, 0)
    else lines.push(`${styled('bold', left)}${' '.repeat(gap)}${styled('dim', right)}`)
    paragraph(title, 0, '', 'bold')
    lines.push('')
    for (const { name, value, detail } of facts)
      paragraph(detail === undefined ? value : `${value} (${detail})`, 15, `${name.padEnd(13)}  `)
  }

  function showRows({ rows, picture }: IncidentTimeline): void {
    let day: string | undefined
    let last: number | undefined
    for (const row of rows) {
      const events = 'event' in row ? [row.event] : row.likes.map(({ event }) => event)
      const first = events[0]!.ms
      const silence = picture?.silences.find(({ from, to }) => from === last && to === first)
      if (silence) lines.push(styled('dim', `           ┊ ${durationOf(silence.to - silence.from)} without an event`))
      const today = first === undefined ? '' : dayOf(first)
      if (today !== day) lines.push(styled('bold', today === '' ? '  no complete time' : `  ${today}`))
      last = events.at(-1)!.ms
      day = last === undefined ? '' : dayOf(last)
      if ('event' in row) showRow(row)
      else showFold(row)
    }
  }

  function showRow({ event, number }: Exclude<Row, Fold>): void {
    const { ms, role, title, source, line, body, count: records } = event
    const head = `  ${ms === undefined ? '        ' : clockOf(ms)} ${signs[role]} `
    const place = clipLeft(printable(`${timeline.sources[source]!.name}:${line}`), Math.floor(columns / 3))
    const room = columns - displayWidth(head) - displayWidth(place) - 2
    const times = records > 1 ? ` ×${formatNumber(records)}` : ''
    const text = clip(printable(`${number}. ${title}${times}`), room)
    const pad = ' '.repeat(Math.max(2, room - displayWidth(text) + 2))
    lines.push(`${styled(styles[role], head)}${text}${pad}${styled('dim', place)}`)
    lines.push(styled('dim', `           │ ${clip(printable(body), columns - 13)}`))
  }

  function showFold({ likes, kinds }: Fold): void {
    const end = likes.at(-1)!.event.ms
    const until = end === undefined ? '' : `, until ${clockOf(end)}`
    lines.push(styled('dim', `           ┊ ${count(likes.length, 'event')} like those above${until}:`))
    for (const { number, events, records } of kinds)
      lines.push(
        styled('dim', `           ┊   ${formatNumber(events)} like ${number}${records > events ? `, ${formatNumber(records)} records` : ''}`), // prettier-ignore
      )
  }
}

function durationOf(ms: number): string {
  return formatDuration(BigInt(Math.round(ms * 1e6)))
}

/** The end of a text that is too long: of a path the last part tells most. */
function clipLeft(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  const characters = Array.from(text)
  let width = displayWidth(text)
  let from = 0
  while (width > columns - 1) width -= displayWidth(characters[from++]!)
  return `…${characters.slice(from).join('')}`
}
