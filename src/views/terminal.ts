import { styleText } from 'node:util'
import type { Event } from '../model/event.ts'
import type { Incident } from '../model/incident.ts'
import type { Severity, Step } from '../model/cause.ts'
import type { Analysis } from '../pipeline.ts'
import { formatDuration, formatInstant } from '../base/time.ts'
import { titleOf, verdictText } from '../timeline/words.ts'
import { clip, count, displayWidth, formatNumber, printable, wrap } from '../base/text.ts'

export interface TerminalOptions {
  readonly columns: number
  readonly colour: boolean
  /** Incidents shown in full; of the others one line each. */
  readonly full: number
  /** Titles of patterns and derivations by id, with {placeholders}. */
  readonly titles: ReadonlyMap<string, string>
}

type Style = Parameters<typeof styleText>[0]

export const severityStyles: Record<Severity, Style> = {
  critical: ['bold', 'red'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
}
const evidenceLines = 8

/** The report of `analyze` for a terminal: the verdict first, then what it stands on, then what to do. Never wider than `columns`. */
export function terminalReport(analysis: Analysis, options: TerminalOptions): string {
  const page = new Page(options, analysis.inputs.length === 1)
  const { incidents } = analysis
  if (incidents.length === 0) page.line(page.style(['bold', 'green'], 'No incident found.'))
  incidents.slice(0, options.full).forEach((incident, index) => {
    if (index > 0) page.rule()
    showIncident(page, incident, index + 1, incidents.length)
  })
  if (incidents.length > options.full) {
    page.rule()
    page.line(page.style('bold', `${count(incidents.length - options.full, 'more incident')}, less important`))
    for (const incident of incidents.slice(options.full)) {
      page.line(
        clip(
          `  ${incident.id.slice(0, 8)}  ${incident.finding.cause.class}: ${incident.finding.cause.title}`,
          options.columns,
        ),
      )
    }
  }
  page.rule()
  showBenign(page, analysis)
  showUndecidable(page, analysis)
  showInputs(page, analysis)
  return page.text()
}

export class Page {
  /** Every event is from the same log, so that naming it on each line says nothing. */
  readonly oneSource: boolean
  private readonly lines: string[] = []
  readonly columns: number
  readonly titles: ReadonlyMap<string, string>
  private readonly colour: boolean

  constructor({ columns, colour, titles }: TerminalOptions, oneSource: boolean) {
    this.oneSource = oneSource
    this.titles = titles
    this.columns = columns
    this.colour = colour
  }

  style(style: Style, text: string): string {
    return this.colour ? styleText(style, text, { validateStream: false }) : text
  }

  line(text = ''): void {
    this.lines.push(text)
  }

  heading(text: string): void {
    this.line()
    this.line(this.style('bold', text))
  }

  paragraph(text: string, indent: number, first = ' '.repeat(indent)): void {
    wrap(printable(text), this.columns - indent).forEach((line, index) =>
      this.line(`${index === 0 ? first : ' '.repeat(indent)}${line}`),
    )
  }

  rule(): void {
    this.line()
    this.line(this.style('dim', '─'.repeat(this.columns)))
  }

  text(): string {
    return `${this.lines.join('\n')}\n`
  }
}

function showIncident(page: Page, incident: Incident, number: number, total: number): void {
  const { finding, severity, state, impact } = incident
  const { cause } = finding
  const label = verdictText(cause.verdict).toUpperCase()
  const right = `${severity} · ${state}${total > 1 ? ` · ${number} of ${total}` : ''} · ${incident.id.slice(0, 8)}`
  const gap = Math.max(2, page.columns - displayWidth(label) - displayWidth(right))
  page.line(`${page.style(severityStyles[severity], label)}${' '.repeat(gap)}${page.style('dim', right)}`)
  wrap(printable(cause.title), page.columns).forEach((line) => page.line(page.style('bold', line)))
  page.paragraph(`${cause.class}, ${Math.round(finding.confidence * 100)} % sure${alsoFound(incident)}`, 0)
  page.paragraph(`${incident.gateway} · ${when(incident)}`, 0)
  const hit = [
    impact.clients.length > 0
      ? `hit: ${impact.clients.slice(0, 4).join(', ')}${impact.clients.length > 4 ? ` and ${impact.clients.length - 4} more` : ''}`
      : '',
    impact.connections > 0 ? count(impact.connections, 'connection') : '',
    impact.remotes > 1 ? `${impact.remotes} addresses` : '',
    count(impact.records, 'record'),
  ]
  page.paragraph(hit.filter((text) => text !== '').join(' · '), 0)

  page.heading('Why')
  page.paragraph(finding.explanation, 2)
  for (const reason of finding.supports) page.paragraph(reason, 4, '  + ')
  for (const reason of finding.against) page.paragraph(reason, 4, '  − ')

  page.heading('Evidence')
  const shown = evidenceOf(incident)
  for (const event of shown) showEvent(page, event)
  const more = recordsOf(incident.events) - recordsOf(shown)
  if (more > 0) page.line(page.style('dim', `  … and ${count(more, 'record')} more (--format json lists them)`))
  const changed = incident.recentChanges
    .filter(({ attributes, id }) => attributes['what'] !== 'auto-approved' && !shown.some((event) => event.id === id))
    .slice(-3)
  if (changed.length > 0) {
    page.heading('Changed just before')
    for (const event of changed) showEvent(page, event)
  }

  if (incident.ruledOut.length > 0) {
    page.heading('What it is not')
    for (const { title, why } of incident.ruledOut.slice(0, 5)) page.paragraph(`${title}: ${why}`, 4, '  · ')
  }
  page.heading('Check')
  showSteps(page, cause.checks)
  page.heading('Fix')
  showSteps(page, cause.fix)
}

function alsoFound({ consequences, finding }: Incident): string {
  const classes = [...new Set(consequences.map(({ cause }) => cause.class))].filter(
    (each) => each !== finding.cause.class && each !== 'other',
  )
  return classes.length === 0 ? '' : `; with it: ${classes.join(', ')}`
}

function when({ openedAt, lastEventAt, resolvedAt, state }: Incident): string {
  if (openedAt === undefined) return 'the lines state no complete time'
  const end = lastEventAt ?? openedAt
  const lasted = end > openedAt ? ` to ${clockOf(end, openedAt)} (${formatDuration(end - openedAt)})` : ''
  const over =
    state === 'resolved' && resolvedAt !== undefined
      ? `, recovered ${clockOf(resolvedAt, openedAt)}`
      : ', no recovery seen'
  return `${formatInstant(openedAt).slice(0, 19).replace('T', ' ')}Z${lasted}${over}`
}

/** The time alone on the same day. */
function clockOf(at: bigint, reference: bigint): string {
  const text = formatInstant(at)
  return text.slice(0, 10) === formatInstant(reference).slice(0, 10)
    ? `${text.slice(11, 19)}Z`
    : `${text.slice(0, 19).replace('T', ' ')}Z`
}

/** First and last of each kind, causes and symptoms before what explains them, in order of time; one for each line. */
export function evidenceOf(incident: Incident, most = evidenceLines): Event[] {
  const rank = { cause: 0, symptom: 1, context: 2, recovery: 3 } as const
  const chosen = new Set<Event>()
  const groups = [...Map.groupBy(incident.events, ({ pattern }) => pattern).values()].sort(
    (a, b) => rank[a[0]!.role] - rank[b[0]!.role],
  )
  const places = new Set<string>()
  const take = (event: Event | undefined): void => {
    if (!event || chosen.size >= most) return
    const place = `${event.source}:${event.line}`
    if (places.has(place)) return
    places.add(place)
    chosen.add(event)
  }
  for (const pick of [0, -1, 1, 2, 3, 4, 5]) {
    for (const group of groups) {
      const explains = group[0]!.role === 'context' || group[0]!.role === 'recovery'
      // Starts and connects are everywhere; one of each is enough, and only where there is room.
      if (explains && (pick !== 0 || group[0]!.pattern.startsWith('lifecycle.'))) continue
      take(group.at(pick))
    }
  }
  return incident.events.filter((event) => chosen.has(event))
}

/** Lines that the events stand for: a line that two patterns found is one. */
function recordsOf(events: readonly Event[]): number {
  const places = new Map<string, number>()
  for (const { source, line, count: records } of events) {
    const place = `${source}:${line}`
    places.set(place, Math.max(places.get(place) ?? 0, records))
  }
  return [...places.values()].reduce((sum, records) => sum + records, 0)
}

export function showEvent(page: Page, event: Event): void {
  const time = event.timestamp === undefined ? '        ' : formatInstant(event.timestamp).slice(11, 19)
  const file = page.oneSource ? 'line ' : `${event.source.split('/').at(-1) ?? event.source}:`
  const place = clipLeft(printable(`${file}${event.line}`), 30)
  const times = event.count > 1 ? ` ×${formatNumber(event.count)}` : ''
  const head = `  ${time} ${event.role.padEnd(8)} `
  const room = page.columns - head.length - displayWidth(place) - 2
  const title = clip(printable(`${titleOf(event, page.titles)}${times}`), room)
  const style = event.role === 'cause' ? 'red' : event.role === 'recovery' ? 'green' : 'dim'
  page.line(
    `${page.style(style, head)}${title}${' '.repeat(Math.max(2, room - displayWidth(title) + 2))}${page.style('dim', place)}`,
  )
  page.line(page.style('dim', `    ${clip(compact(printable(event.body)), page.columns - 4)}`))
}

/** Without what only takes room: whole ids, and fields that say that there is nothing. */
function compact(body: string): string {
  return body
    .replace(/ (?:fwd|origin|host|ua|instance|reason)=n\/a(?= |$)/g, '')
    .replace(/ peer=\S+/g, '')
    .replace(/\b([0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}([0-9a-f]{4})\b/g, '$1…$2')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{48,}\b/g, '$1…')
}

/** The end of a text that is too long: of a path the last part tells most. */
function clipLeft(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  const characters = Array.from(text)
  while (displayWidth(characters.join('')) > columns - 1) characters.shift()
  return `…${characters.join('')}`
}

function showSteps(page: Page, steps: readonly Step[]): void {
  steps.forEach(({ what, command }, index) => {
    page.paragraph(what, 5, `  ${index + 1}. `)
    if (command !== undefined) page.line(`     ${page.style('cyan', `$ ${command}`)}`)
  })
}

function showBenign(page: Page, { benign }: Analysis): void {
  if (benign.length === 0) return
  page.line()
  page.line(page.style('bold', 'Looks alarming, is harmless'))
  const groups = Map.groupBy(benign, ({ why }) => why)
  for (const [why, events] of groups)
    page.paragraph(`${formatNumber(events.reduce((sum, { event }) => sum + event.count, 0))} × ${why}`, 4, '  · ')
}

function showUndecidable(page: Page, { undecidable }: Analysis): void {
  if (undecidable.length === 0) return
  page.line()
  page.line(page.style('bold', 'This log cannot tell'))
  for (const { what, enable } of undecidable) {
    page.paragraph(what, 4, '  ? ')
    page.paragraph(enable, 4, '    ')
  }
}

function showInputs(page: Page, { inputs, unreadable }: Analysis): void {
  page.line()
  const lines = inputs.reduce((sum, input) => sum + input.lines, 0)
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0)
  const unparsed = inputs.reduce((sum, input) => sum + input.unparsed, 0)
  page.line(
    page.style(
      'dim',
      `Read ${count(inputs.length, 'log')}, ${count(lines, 'line')}, ${formatBytes(bytes)}${unparsed > 0 ? `; ${count(unparsed, 'line')} of interest in no known format` : ''}`,
    ),
  )
  for (const input of inputs.slice(0, 12)) {
    const span =
      input.firstTimestamp === undefined
        ? 'no times'
        : `${formatInstant(input.firstTimestamp).slice(0, 19)}Z – ${input.lastTimestamp === undefined ? '?' : `${formatInstant(input.lastTimestamp).slice(0, 19)}Z`}`
    const rest = `: ${input.format}, ${span}`
    page.line(
      page.style(
        'dim',
        clip(
          `  ${clipLeft(printable(input.name), Math.max(20, page.columns - displayWidth(rest) - 2))}${rest}`,
          page.columns,
        ),
      ),
    )
    for (const note of input.notes) page.paragraph(note, 4)
  }
  if (inputs.length > 12) page.line(page.style('dim', `  … and ${inputs.length - 12} more`))
  for (const { name, problem } of unreadable) page.paragraph(`${name}: ${problem}`, 4, '  ! ')
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = ''
  for (const next of units) {
    if (value < 1000) break
    value /= 1000
    unit = next
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
