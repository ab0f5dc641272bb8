import type { Role } from '../../pattern.ts'
import { count, formatNumber } from '../../text.ts'
import { roles, type Lane, type Mark, type Picture } from '../../timeline/picture.ts'
import type { Source } from '../../timeline/timeline.ts'
import { clockOf, momentOf } from '../../timeline/times.ts'
import { html, raw, type Html } from './html.ts'

/** Height of a lane, and the room that a bar or a sign has in it. */
const laneHeight = 30
const barHeight = 22

/** Drawn once in the page, and used wherever something has a role: told apart by form as well as by colour. */
export const signs = raw(`<svg width="0" height="0" aria-hidden="true"><defs>
<path id="s-cause" d="M0-6 6 0 0 6-6 0Z"/><circle id="s-symptom" r="4.6"/><circle id="s-context" r="4.2" stroke-width="2"/><path id="s-recovery" d="M0-5.6 6 4.8H-6Z"/>
<pattern id="quiet" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7"/></pattern></defs></svg>`)

export function sign(role: Role): Html {
  return html`<svg class="glyph ${role}" viewBox="-7 -7 14 14" aria-hidden="true"><use href="#s-${role}" /></svg>`
}

/** Lanes over time. Places are percentages, so that it fits any width without a script; the page's script draws it anew when zoomed. */
export function pictureHtml(picture: Picture, sources: readonly Source[]): Html {
  const { from, to, lanes, ticks, silences, densest } = picture
  const at = (ms: number): string => `${(((ms - from) / (to - from)) * 100).toFixed(2)}%`
  const bands = silences.map((each) => html`<rect class="quiet-band" x="${at(each.from)}" width="${(((each.to - each.from) / (to - from)) * 100).toFixed(2)}%" height="${laneHeight}"/>`) // prettier-ignore
  const grid = ticks.map((tick) => html`<line class="grid" x1="${at(tick.at)}" x2="${at(tick.at)}" y2="${laneHeight}"/>`) // prettier-ignore
  const several = new Set(lanes.map(({ source }) => source)).size > 1
  const rows = lanes.map((lane, index) => {
    const first = index === 0 || lanes[index - 1]!.source !== lane.source
    return html`${several && first ? html`<div class="source">${sourceName(lane, sources)}</div>` : undefined}
<div class="lane ${lane.role}"><span>${sign(lane.role)} ${lane.role} <em>${formatNumber(lane.records)}</em></span><svg class="track" role="group" aria-label="${laneLabel(lane, sources)}" data-source="${lane.source ?? ''}" data-role="${lane.role}">${bands}${grid}<g>${lane.marks.map((mark) => markHtml(mark, lane.role, at, densest))}</g></svg></div>` // prettier-ignore
  })
  const used = roles.filter((role) => lanes.some((lane) => lane.role === role))
  return html`<div class="card picture" data-from="${from}" data-to="${to}" data-densest="${densest}">
<div class="tools" hidden><output>${momentOf(from)} – ${clockOf(to)} UTC</output><button class="button" data-do="in">Zoom in</button><button class="button" data-do="out">Zoom out</button><button class="button" data-do="back" aria-label="Earlier">◀</button><button class="button" data-do="on" aria-label="Later">▶</button><button class="button" data-do="all">Whole incident</button></div>
<div class="plot">${rows}
<div class="axis"><span></span><svg aria-hidden="true">${ticks.map((tick) => html`<line x1="${at(tick.at)}" x2="${at(tick.at)}" y2="5"/><text x="${at(tick.at)}" y="18">${tick.label}</text>`)}</svg></div></div>
<div class="legend">${used.map((role) => html`<span>${sign(role)} ${meanings[role]}</span>`)}${densest > 1 ? html`<span>▮ several events; higher is more, the highest are ${formatNumber(densest)}</span>` : undefined}${silences.length > 0 ? html`<span>▨ nothing happened, or nothing was logged</span>` : undefined}<p>${captionOf(picture)}<span class="keys" hidden> Drag over a stretch to look at it alone. With the keyboard: arrow keys from sign to sign, Enter for the evidence, + and − to zoom, 0 for all.</span></p></div></div>` // prettier-ignore
}

const meanings: Readonly<Record<Role, string>> = {
  cause: 'brought it about',
  symptom: 'came of it',
  context: 'explains it',
  recovery: 'shows that it is over',
}

function captionOf({ lanes, from, to }: Picture): string {
  const events = lanes.reduce((sum, lane) => sum + lane.events.length, 0)
  const records = lanes.reduce((sum, lane) => sum + lane.records, 0)
  return `${count(events, 'event')}${records > events ? ` that stand for ${formatNumber(records)} records` : ''}, ${momentOf(from)} to ${momentOf(to)} UTC.` // prettier-ignore
}

function sourceName({ source }: Lane, sources: readonly Source[]): string {
  return source === undefined ? 'all other logs' : sources[source]!.name
}

function laneLabel(lane: Lane, sources: readonly Source[]): string {
  return `${lane.role}, ${sourceName(lane, sources)}: ${count(lane.events.length, 'event')}`
}

function markHtml({ events, from, to }: Mark, role: Role, at: (ms: number) => string, densest: number): Html {
  const first = events[0]!
  if (events.length === 1) {
    return html`<a href="#${first.anchor}" tabindex="-1"><use href="#s-${role}" x="${at(from)}" y="${laneHeight / 2}"/><title>${clockOf(from)} ${first.title}</title></a>` // prettier-ignore
  }
  const height = Math.max(6, Math.round(barHeight * Math.sqrt(events.length / densest)))
  return html`<a href="#${first.anchor}" tabindex="-1"><svg x="${at((from + to) / 2)}" overflow="visible"><rect class="bar-mark" x="-3.5" width="7" rx="1.5" y="${laneHeight - 3 - height}" height="${height}"/></svg><title>${count(events.length, 'event')}, ${clockOf(from)} – ${clockOf(to)}</title></a>` // prettier-ignore
}
