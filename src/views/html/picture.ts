import { count, formatNumber } from '../../base/text.ts'
import type { Role } from '../../model/signal.ts'
import { recordsOf, roles, type TimelineEvent } from '../../timeline/event.ts'
import type { Lane, Mark, Picture } from '../../timeline/picture.ts'
import { clockOf, momentOf } from '../../timeline/times.ts'
import type { Source } from '../../timeline/timeline.ts'
import { markup, raw, type Content, type Html } from './html.ts'

/** Height of a lane, and the room that a bar has in it. */
const laneHeight = 30
const barHeight = 22

/** Drawn once in the page, and used wherever something has a role: told apart by shape as well as by color. */
export const signs = raw(
  '<svg width="0" height="0" aria-hidden="true"><defs><path id="s-cause" d="M0-6 6 0 0 6-6 0Z"/>' +
    '<circle id="s-symptom" r="4.6"/><circle id="s-context" r="4.2" stroke-width="2"/>' +
    '<path id="s-recovery" d="M0-5.6 6 4.8H-6Z"/><pattern id="quiet" width="7" height="7" ' +
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7"/></pattern></defs></svg>',
)

export function sign(role: Role): Html {
  return markup`<svg class="glyph ${role}" viewBox="-7 -7 14 14" aria-hidden="true"><use href="#s-${role}"/></svg>`
}

/** A position or a width, in milliseconds, as a percentage of the picture. */
interface Scale {
  readonly at: (ms: number) => string
  readonly share: (ms: number) => string
}

/** Lanes over time. Percentages fit any width without a script; the page's script draws the lanes again when zoomed. */
export function pictureHtml(picture: Picture, sources: readonly Source[]): Html {
  const { from, to, lanes, ticks } = picture
  const share = (ms: number): string => `${((ms / (to - from)) * 100).toFixed(2)}%`
  const scale = { at: (ms: number) => share(ms - from), share }
  const behind = backgroundHtml(picture, scale)
  const several = new Set(lanes.map(({ source }) => source)).size > 1
  const rows = lanes.map((lane, index) => {
    const first = index === 0 || lanes[index - 1]!.source !== lane.source
    return markup`
      ${several && first ? markup`<div class="source">${sourceName(lane, sources)}</div>` : undefined}
      ${laneHtml(lane, picture, sources, scale, behind)}`
  })
  return markup`
    <div class="card picture" data-from="${from}" data-to="${to}">
      <div class="tools" hidden>
        <output>${momentOf(from)} – ${clockOf(to)} UTC</output>
        <button class="button" data-do="in">Zoom in</button>
        <button class="button" data-do="out">Zoom out</button>
        <button class="button" data-do="back" aria-label="Earlier">◀</button>
        <button class="button" data-do="on" aria-label="Later">▶</button>
        <button class="button" data-do="all">Whole incident</button>
      </div>
      <div class="plot">
        ${rows}
        <div class="axis"><span></span>
          <svg aria-hidden="true">${ticks.map(({ at, label }) => tickHtml(scale.at(at), label))}</svg>
        </div>
      </div>
      ${legendHtml(picture)}
    </div>`
}

function tickHtml(x: string, label: string): Html {
  return markup`<line x1="${x}" x2="${x}" y2="5"/><text x="${x}" y="18">${label}</text>`
}

/** The same behind every lane: silences, round times, and when it began and recovered. */
function backgroundHtml({ silences, ticks, moments }: Picture, { at, share }: Scale): Html[] {
  return [
    ...silences.map(({ from, to }) => {
      const [x, width] = [at(from), share(to - from)]
      return markup`<rect class="quiet-band" x="${x}" width="${width}" height="${laneHeight}"/>`
    }),
    ...ticks.map(({ at: ms }) => {
      const x = at(ms)
      return markup`<line class="grid" x1="${x}" x2="${x}" y2="${laneHeight}"/>`
    }),
    ...moments.map((ms) => {
      const x = at(ms)
      return markup`<line class="moment" data-at="${ms}" x1="${x}" x2="${x}" y2="${laneHeight}"/>`
    }),
  ]
}

function laneHtml(
  lane: Lane,
  { densest }: Picture,
  sources: readonly Source[],
  scale: Scale,
  behind: readonly Content[],
): Html {
  const { role, source, events, marks } = lane
  const label = `${role}, ${sourceName(lane, sources)}: ${count(events.length, 'event')}`
  return markup`
    <div class="lane ${role}">
      <span>${sign(role)} ${role} <em>${formatNumber(lane.records)}</em></span>
      <svg class="track" role="group" aria-label="${label}" data-source="${source ?? ''}" data-role="${role}">
        ${behind}${events.map((event) => countedHtml(event, scale))}
        <g>${marks.map((mark) => markHtml(mark, role, scale, densest))}</g>
      </svg>
    </div>`
}

function sourceName({ source }: Lane, sources: readonly Source[]): string {
  return source === undefined ? 'all other logs' : sources[source]!.name
}

const meanings: Readonly<Record<Role, string>> = {
  cause: 'brought it about',
  symptom: 'came of it',
  context: 'explains it',
  recovery: 'shows that it is over',
}

const keys =
  'Drag over a stretch to look at it alone; with the keyboard, arrow keys go from sign to sign, ' +
  'Enter to the evidence, + and − zoom, 0 shows all.'

function legendHtml({ lanes, densest, silences, moments }: Picture): Html {
  const used = roles.filter((role) => lanes.some((lane) => lane.role === role))
  const events = lanes.flatMap((lane) => lane.events)
  const records = recordsOf(events)
  const standing = records > events.length ? ` that stand for ${formatNumber(records)} records` : ''
  const size = `${count(events.length, 'event')}${standing}`
  const most = markup`<em class="densest">${formatNumber(densest)}</em>`
  return markup`
    <div class="legend">
      ${used.map((role) => markup`<span>${sign(role)} ${meanings[role]}</span>`)}
      ${densest > 1 ? markup`<span><b>▮</b> several events; the higher the more, up to ${most}</span>` : undefined}
      ${events.some(({ lastMs }) => lastMs !== undefined) ? legendItem('▂', 'equal ones, only counted') : undefined}
      ${moments.length > 0 ? legendItem('┆', moments.length > 1 ? 'it began, it recovered' : 'it began') : undefined}
      ${silences.length > 0 ? legendItem('▨', 'no event, or nothing was logged') : undefined}
      <p>${size}; the numbers beside the lanes count records. Times are UTC.
        <span class="keys" hidden> ${keys}</span>
      </p>
    </div>`
}

function legendItem(symbol: string, meaning: string): Html {
  return markup`<span><b>${symbol}</b> ${meaning}</span>`
}

/** A strip over a stretch in which equal records were only counted, so that their times are not known. */
function countedHtml({ ms, lastMs, count: records }: TimelineEvent, { at, share }: Scale): Html | undefined {
  if (ms === undefined || lastMs === undefined || records < 2 || lastMs <= ms) return undefined
  return markup`<rect class="counted" x="${at(ms)}" width="${share(lastMs - ms)}" y="${laneHeight - 3}" height="3"/>`
}

function markHtml({ events, from, to }: Mark, role: Role, { at }: Scale, densest: number): Html {
  const first = events[0]!
  if (events.length === 1) {
    return markup`
      <a href="#${first.anchor}" tabindex="-1"><use href="#s-${role}" x="${at(from)}" y="${laneHeight / 2}"/>
        <title>${clockOf(from)} ${first.title}</title></a>`
  }
  const height = Math.max(6, Math.round(barHeight * Math.sqrt(events.length / densest)))
  return markup`
    <a href="#${first.anchor}" tabindex="-1"><svg x="${at((from + to) / 2)}" overflow="visible">
      <rect class="bar-mark" x="-3.5" width="7" rx="1.5" y="${laneHeight - 3 - height}" height="${height}"/></svg>
      <title>${count(events.length, 'event')}, ${clockOf(from)} – ${clockOf(to)}</title></a>`
}
