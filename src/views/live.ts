import { clip, count, formatNumber, printable } from '../base/text.ts'
import { formatDuration, nanoseconds } from '../base/time.ts'
import { version } from '../base/version.ts'
import type { Change } from '../correlate/tracker.ts'
import type { Severity } from '../model/cause.ts'
import type { Incident, Undecidable } from '../model/incident.ts'
import type { Notice } from '../sources/live.ts'
import type { Descriptions } from '../timeline/event.ts'
import { evidenceOf } from '../timeline/evidence.ts'
import { clockOf, durationOf } from '../timeline/times.ts'
import { timelineOf, type IncidentTimeline } from '../timeline/timeline.ts'
import { shortId } from '../timeline/words.ts'
import { changeDocument } from '../timeline/json.ts'
import { showDecision } from './terminal-decision.ts'
import { TerminalPage, type Style, type TerminalOptions } from './terminal-page.ts'
import { severityStyles, showEvent } from './terminal.ts'

interface Status {
  /** Logs that are followed. */
  readonly streams: number
  /** Incidents that are open. */
  readonly open: number
  /** Nanoseconds from a line's own time to its being read. */
  readonly lag: bigint | undefined
}

interface Summary {
  readonly lines: number
  readonly events: number
  readonly streams: readonly unknown[]
  readonly undecidable: readonly Undecidable[]
}

const evidenceLines = 4
const mostUndecidable = 3

/** The lines that `follow` prints. Printed lines are never changed, so that they suit a file as well as a terminal. */
export class LiveText {
  private readonly options: () => TerminalOptions
  private readonly descriptions: Descriptions

  /** `options` is called for each text: a window may be resized. */
  constructor(options: () => TerminalOptions, descriptions: Descriptions) {
    this.options = options
    this.descriptions = descriptions
  }

  notice({ kind, source, text }: Notice): string {
    const page = this.page()
    const signs = { joined: '+', left: '-', wait: '…', loss: '!', note: '·' } as const
    const line = printable(`${signs[kind]} ${source}: ${text}`)
    page.line(page.style(kind === 'loss' ? ['bold', 'red'] : kind === 'wait' ? 'yellow' : 'dim', line))
    return page.text()
  }

  /** Empty for an incident that only grew. */
  change(change: Change): string {
    const word = wordOf(change)
    if (word === undefined) return ''
    const page = this.page()
    const incident = this.timelineOf(change)
    if (word === 'HARMLESS') showHeadline(page, incident, word, 'dim', 'what came later explains it as harmless')
    else if (word === 'RECOVERED') showHeadline(page, incident, word, ['bold', 'green'], recoveryText(incident))
    else showOpen(page, incident, word)
    return page.text()
  }

  /** `rate`: lines a second; `quietFor`: seconds without any. */
  status({ streams, open, lag }: Status, rate: number, quietFor: number): string {
    const page = this.page()
    const isFlowing = rate > 0 || quietFor < 10
    const parts = [
      count(streams, 'log'),
      isFlowing
        ? `${formatNumber(Math.round(rate))} lines/s`
        : `nothing new for ${formatDuration(BigInt(quietFor) * nanoseconds.second)}`,
      open === 0 ? 'no open incident' : count(open, 'open incident'),
      ...(lag !== undefined && rate > 0 && lag > nanoseconds.second ? [`${formatDuration(lag)} behind`] : []),
    ]
    const text = clip(` ${parts.join(' · ')} `, page.columns - 1)
    return page.style(open === 0 ? 'dim' : ['bold', 'yellow'], text)
  }

  /** `incidents`: those that were printed. `database`: the option that names it; `undefined` when nothing was kept. */
  summary(
    { lines, events, streams, undecidable }: Summary,
    incidents: readonly Incident[],
    database: string | undefined,
  ): string {
    const page = this.page()
    page.rule()
    page.line(`Followed ${count(streams.length, 'log')}: ${count(lines, 'line')}, ${count(events, 'event')}.`)
    if (incidents.length === 0) page.line('No incident.')
    for (const { id, state, finding } of incidents) {
      const head = `${shortId(id)}  ${state.padEnd(8)}  `
      page.line(`${page.style('dim', head)}${clip(printable(finding.cause.title), page.columns - head.length)}`)
    }
    for (const { what, enable } of undecidable.slice(0, mostUndecidable))
      page.paragraph(`Not decidable: ${what} ${enable}`, 2, '')
    const first = incidents[0]
    if (first && database !== undefined) {
      page.line()
      page.line('For a ticket:')
      page.line(`  oclog timeline ${shortId(first.id)} --html incident.html${database}`)
    }
    return page.text()
  }

  private timelineOf(change: Change): IncidentTimeline {
    const { schema, ...incident } = changeDocument(change)
    return timelineOf({ schema, oclog: version, inputs: [], incidents: [incident] }, this.descriptions).incidents[0]!
  }

  private page(): TerminalPage {
    return new TerminalPage(this.options())
  }
}

const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical']

/** Names the change of an incident; `undefined` when the incident only grew. */
function wordOf({ kind, incident, before }: Change): string | undefined {
  if (kind === 'withdrawn') return 'HARMLESS'
  if (incident.state === 'resolved') return kind === 'updated' ? undefined : 'RECOVERED'
  if (kind === 'opened') return 'INCIDENT'
  if (kind === 'reopened') return 'BACK AGAIN'
  const rank = ({ severity }: Incident): number => severities.indexOf(severity)
  if (before === undefined) return undefined
  return before.finding.cause.id !== incident.finding.cause.id || rank(before) < rank(incident) ? 'NOW' : undefined
}

function recoveryText({ course: { began, recovered }, impact }: IncidentTimeline): string {
  const time = began === undefined || recovered === undefined ? '' : ` after ${durationOf(recovered - began)}`
  return `it works again${time}; ${count(impact.records, 'record')}`
}

function showOpen(page: TerminalPage, incident: IncidentTimeline, word: string): void {
  const { severity, verdictWords, confidence, gateway, explanation } = incident
  showHeadline(page, incident, word, severityStyles[severity], verdictWords)
  page.paragraph(`${incident.class}, ${severity}, ${confidence} % sure · ${gateway}`, 2)
  page.paragraph(explanation, 2)
  for (const event of evidenceOf(incident.events, incident.changes, evidenceLines).events) showEvent(page, event, false)
  showDecision(page, incident)
}

/** `10:15:04 INCIDENT 7c2f1a33 title`, and `text` below it. */
function showHeadline(page: TerminalPage, incident: IncidentTimeline, word: string, style: Style, text: string): void {
  const { course, state, shortId: id, title } = incident
  const at = state === 'resolved' ? course.recovered : course.began
  const head = `${at === undefined ? '' : `${clockOf(at)} `}${word} ${id}`
  const room = Math.max(20, page.columns - head.length - 2)
  page.line(`${page.style(style, head)}  ${page.style('bold', clip(printable(title), room))}`)
  page.line(`  ${page.style(style, printable(text))}`)
}
