import type { Role } from '../../model/signal.ts'
import { count, formatNumber } from '../../base/text.ts'
import { roles, type Lane, type Mark, type Picture } from '../../timeline/picture.ts'
import type { Source, TimelineEvent } from '../../timeline/timeline.ts'
import { clockOf, momentOf } from '../../timeline/times.ts'
import { markup, raw, type Html } from './html.ts'

/** Height of a lane, and the room that a bar has in it. */
const laneHeight = 30
const barHeight = 22

/** Drawn once in the page, and used wherever something has a role: told apart by form as well as by colour. */
export const signs = raw(
  '<svg width="0" height="0" aria-hidden="true"><defs><path id="s-cause" d="M0-6 6 0 0 6-6 0Z"/><circle id="s-symptom" r="4.6"/>' +
    '<circle id="s-context" r="4.2" stroke-width="2"/><path id="s-recovery" d="M0-5.6 6 4.8H-6Z"/><pattern id="quiet" width="7" height="7" ' +
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7"/></pattern></defs></svg>',
)

export function sign(role: Role): Html {
  return markup`<svg class="glyph ${role}" viewBox="-7 -7 14 14" aria-hidden="true"><use href="#s-${role}"/></svg>`
}

/** Lanes over time. Places are percentages, so that it fits any width without a script; the page's script draws it anew when zoomed. */
export function pictureHtml(picture: Picture, sources: readonly Source[]): Html {
  const { from, to, lanes, ticks, silences, densest, moments } = picture
  const share = (ms: number): string => `${((ms / (to - from)) * 100).toFixed(2)}%`
  const at = (ms: number): string => share(ms - from)
  const behind = [
    ...silences.map(
      (each) =>
        markup`<rect class="quiet-band" x="${at(each.from)}" width="${share(each.to - each.from)}" height="${laneHeight}"/>`,
    ),
    ...ticks.map((tick) => markup`<line class="grid" x1="${at(tick.at)}" x2="${at(tick.at)}" y2="${laneHeight}"/>`),
    ...moments.map(
      (ms) => markup`<line class="moment" data-at="${ms}" x1="${at(ms)}" x2="${at(ms)}" y2="${laneHeight}"/>`,
    ),
  ]
  const several = new Set(lanes.map(({ source }) => source)).size > 1
  const rows = lanes.map((lane, index) => {
    const first = index === 0 || lanes[index - 1]!.source !== lane.source
    return markup`
      ${several && first ? markup`<div class="source">${sourceName(lane, sources)}</div>` : undefined}
      <div class="lane ${lane.role}">
        <span>${sign(lane.role)} ${lane.role} <em>${formatNumber(lane.records)}</em></span>
        <svg class="track" role="group" aria-label="${laneLabel(lane, sources)}" data-source="${lane.source ?? ''}" data-role="${lane.role}">
          ${behind}${lane.events.map((event) => countedHtml(event, at, share))}<g>${lane.marks.map((mark) => markHtml(mark, lane.role, at, densest))}</g>
        </svg>
      </div>`
  })
  const events = lanes.flatMap((lane) => lane.events)
  const used = roles.filter((role) => lanes.some((lane) => lane.role === role))
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
          <svg aria-hidden="true">
            ${ticks.map(({ at: ms, label }) => markup`<line x1="${at(ms)}" x2="${at(ms)}" y2="5"/><text x="${at(ms)}" y="18">${label}</text>`)}
          </svg>
        </div>
      </div>
      <div class="legend">
        ${used.map((role) => markup`<span>${sign(role)} ${meanings[role]}</span>`)}
        ${densest > 1 ? markup`<span><b>▮</b> several events; the higher the more, up to <em class="densest">${formatNumber(densest)}</em></span>` : undefined}
        ${events.some(({ lastMs }) => lastMs !== undefined) ? markup`<span><b>▂</b> equal ones, only counted</span>` : undefined}
        ${moments.length > 0 ? markup`<span><b>┆</b> ${moments.length > 1 ? 'it began, it recovered' : 'it began'}</span>` : undefined}
        ${silences.length > 0 ? markup`<span><b>▨</b> no event, or nothing was logged</span>` : undefined}
        <p>${captionOf(events)}
          <span class="keys" hidden> Drag over a stretch to look at it alone; with the keyboard, arrow keys go from sign to sign, Enter to the evidence, + and − zoom, 0 shows all.</span>
        </p>
      </div>
    </div>`
}

const meanings: Readonly<Record<Role, string>> = {
  cause: 'brought it about',
  symptom: 'came of it',
  context: 'explains it',
  recovery: 'shows that it is over',
}

/** A strip over the stretch in which equal records were only counted: where in it they stand is not known. */
function countedHtml({ ms, lastMs, count: records }: TimelineEvent, at: Place, share: Place): Html | undefined {
  if (ms === undefined || lastMs === undefined || records < 2 || lastMs <= ms) return undefined
  return markup`<rect class="counted" x="${at(ms)}" width="${share(lastMs - ms)}" y="${laneHeight - 3}" height="3"/>`
}

/** A place or a width as a percentage. */
type Place = (ms: number) => string

function captionOf(events: readonly TimelineEvent[]): string {
  const records = events.reduce((sum, event) => sum + event.count, 0)
  return `${count(events.length, 'event')}${records > events.length ? ` that stand for ${formatNumber(records)} records` : ''}; the numbers beside the lanes count records. Times are UTC.`
}

function sourceName({ source }: Lane, sources: readonly Source[]): string {
  return source === undefined ? 'all other logs' : sources[source]!.name
}

function laneLabel(lane: Lane, sources: readonly Source[]): string {
  return `${lane.role}, ${sourceName(lane, sources)}: ${count(lane.events.length, 'event')}`
}

function markHtml({ events, from, to }: Mark, role: Role, at: Place, densest: number): Html {
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
