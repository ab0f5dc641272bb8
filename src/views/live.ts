import type { Change } from '../correlate/tracker.ts'
import type { FollowStatus, FollowSummary } from '../follow/follower.ts'
import type { Incident } from '../model/incident.ts'
import type { Notice } from '../sources/live.ts'
import { clip, count, formatNumber, printable } from '../base/text.ts'
import { formatDuration, formatInstant } from '../base/time.ts'
import { verdictWords } from '../timeline/words.ts'
import { evidenceOf, Page, severityStyles, showEvent, type TerminalOptions } from './terminal.ts'

const evidenceLines = 4

/** What `follow` prints: lines that are only ever added, for a terminal or for a file. */
export class LiveText {
  private readonly options: () => TerminalOptions

  /** Asked each time: a window may be resized. */
  constructor(options: () => TerminalOptions) {
    this.options = options
  }

  notice({ kind, source, text }: Notice): string {
    const page = this.page()
    const signs = { joined: '+', left: '-', wait: '…', loss: '!', note: '·' } as const
    const line = printable(`${signs[kind]} ${source}: ${text}`)
    page.line(page.style(kind === 'loss' ? ['bold', 'red'] : kind === 'wait' ? 'yellow' : 'dim', line))
    return page.text()
  }

  /** Nothing for what only grew. */
  change(change: Change): string {
    const { kind, incident, before } = change
    const page = this.page()
    if (kind === 'withdrawn') {
      this.headline(page, incident, 'HARMLESS', 'dim', 'what came later explains it as harmless')
    } else if (incident.state === 'resolved') {
      if (kind !== 'updated') this.headline(page, incident, 'RECOVERED', ['bold', 'green'], lasted(incident))
    } else if (kind === 'opened' || kind === 'reopened') {
      this.open(page, incident, kind === 'opened' ? 'INCIDENT' : 'BACK AGAIN')
    } else if (before && (before.finding.cause.id !== incident.finding.cause.id || rank(before) < rank(incident))) {
      this.open(page, incident, 'NOW')
    }
    return page.text().trim() === '' ? '' : page.text()
  }

  status({ streams, open, lag }: FollowStatus, rate: number, quietFor: number): string {
    const page = this.page()
    const parts = [
      count(streams, 'log'),
      rate > 0 || quietFor < 10 ? `${formatNumber(Math.round(rate))} lines/s` : `nothing new for ${formatDuration(BigInt(quietFor) * 1_000_000_000n)}`, // prettier-ignore
      open === 0 ? 'no open incident' : count(open, 'open incident'),
      ...(lag !== undefined && rate > 0 && lag > 1_000_000_000n ? [`${formatDuration(lag)} behind`] : []),
    ]
    const text = clip(` ${parts.join(' · ')} `, page.columns - 1)
    return page.style(open === 0 ? 'dim' : ['bold', 'yellow'], text)
  }

  /** `incidents`: those that were told of. */
  summary(
    { lines, events, streams, undecidable }: FollowSummary,
    incidents: readonly Incident[],
    database: string | undefined,
  ): string {
    const page = this.page()
    page.rule()
    page.line(`Followed ${count(streams.length, 'log')}: ${count(lines, 'line')}, ${count(events, 'event')}.`)
    if (incidents.length === 0) page.line('No incident.')
    for (const incident of incidents) {
      const { cause } = incident.finding
      const head = `${incident.id.slice(0, 8)}  ${incident.state.padEnd(8)}  `
      page.line(`${page.style('dim', head)}${clip(printable(cause.title), page.columns - head.length)}`)
    }
    for (const { what, enable } of undecidable.slice(0, 3)) page.paragraph(`Not decidable: ${what} ${enable}`, 2, '')
    const first = incidents[0]
    if (first && database !== undefined) {
      page.line()
      page.line('For a ticket:')
      page.line(`  oclog timeline ${first.id.slice(0, 8)} --html incident.html${database}`)
    }
    return page.text()
  }

  private open(page: Page, incident: Incident, word: string): void {
    const { finding, severity } = incident
    const { cause } = finding
    this.headline(page, incident, word, severityStyles[severity], verdictWords[cause.verdict])
    page.paragraph(
      `${cause.class}, ${severity}, ${Math.round(finding.confidence * 100)} % sure · ${incident.gateway}`,
      2,
    )
    page.paragraph(finding.explanation, 2)
    for (const event of evidenceOf(incident, evidenceLines)) showEvent(page, event)
    const [check] = cause.checks
    const [fix] = cause.fix
    for (const [label, step] of [
      ['check', check],
      ['fix', fix],
    ] as const) {
      // prettier-ignore
      if (!step) continue
      page.paragraph(`${label}: ${step.what}`, 4, '  ')
      if (step.command) page.line(page.style('cyan', `    ${printable(step.command)}`))
    }
  }

  /** `10:15:04 INCIDENT 7c2f1a33 title`, and below it what is most important about it. */
  private headline(
    page: Page,
    incident: Incident,
    word: string,
    style: Parameters<Page['style']>[0],
    text: string,
  ): void {
    // prettier-ignore
    const at = incident.state === 'resolved' ? incident.resolvedAt : incident.openedAt
    const time = at === undefined ? '' : `${formatInstant(at).slice(11, 19)} `
    const head = `${time}${word} ${incident.id.slice(0, 8)}`
    const title = clip(printable(incident.finding.cause.title), Math.max(20, page.columns - head.length - 2))
    page.line(`${page.style(style, head)}  ${page.style('bold', title)}`)
    page.line(`  ${page.style(style, text)}`)
  }

  private page(): Page {
    return new Page(this.options(), false)
  }
}

const severities = ['low', 'medium', 'high', 'critical']

function rank({ severity }: Incident): number {
  return severities.indexOf(severity)
}

function lasted({ openedAt, resolvedAt, impact }: Incident): string {
  const time =
    openedAt === undefined || resolvedAt === undefined ? '' : ` after ${formatDuration(resolvedAt - openedAt)}`
  return `it works again${time}; ${count(impact.records, 'record')}`
}
