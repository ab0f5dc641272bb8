import { escaped } from '../../base/html.ts'
import { clipCharacters, count, formatNumber } from '../../base/text.ts'
import type { TimelineEvent } from '../../timeline/event.ts'
import type { Fold, FullRow, Like, Row } from '../../timeline/folds.ts'
import { clockOf, durationOf, preciseClockOf } from '../../timeline/times.ts'
import { timesText } from '../../timeline/words.ts'
import { markup, raw, type Content, type Html } from './html.ts'
import { sign } from './picture.ts'

/** The evidence in its order, with the days and the silences between. */
export function evidenceHtml(rows: readonly Row[]): Html {
  const items = rows.map((row): Content[] => [
    row.silence === undefined ? undefined : markup`<li class="gap">${durationOf(row.silence)} without an event</li>`,
    row.day === undefined ? undefined : dayHtml(row.day),
    'event' in row ? rowHtml(row) : foldHtml(row),
  ])
  return markup`<ol class="events card">${items}</ol>`
}

function dayHtml(day: string): Html {
  return day === ''
    ? markup`<li class="day">No complete time</li>`
    : markup`<li class="day">${day} <span class="tags">UTC</span></li>`
}

function rowHtml({ event, number }: FullRow): Html {
  const { anchor, ms, timestamp, role, severity, source, title, count: records, place, before, body } = event
  const time = ms === undefined ? 'no time' : markup`<time datetime="${timestamp}">${preciseClockOf(ms)}</time>`
  const tags = `${event.class}${severity === '' ? '' : ` · ${severity}`}${before ? ' · before it began' : ''}`
  return markup`
    <li class="event ${role}" id="${anchor}" data-e="${ms ?? ''},${number}" data-source="${source}" data-role="${role}"
      data-class="${event.class}" data-severity="${severity}">
      <div class="when"><a href="#${anchor}">${time}</a></div>
      <div class="rail">${sign(role)}</div>
      <div class="what">
        <p><strong>${title}</strong>
          ${records > 1 ? markup`<span class="times">×${formatNumber(records)}</span>` : undefined}
          <span class="tags"><b>${role}</b> · ${tags}</span>
          <span class="place">${place} · no. ${number}</span></p>
        <pre class="body">${body}</pre>
        ${moreHtml(event)}
      </div>
    </li>`
}

/** Of a line around an event the beginning is enough; the data has all of it. */
const longestNeighbor = 240

/** What unfolds: the lines around the event, and the attributes that do not stand in its line. */
function moreHtml({ context, attributes, body, line, count: records, lastMs }: TimelineEvent): Html | undefined {
  const { before = [], after = [] } = context ?? {}
  const entries = Object.entries(attributes)
    .map(([name, value]): [string, string] => [name, String(value)])
    .filter(([, value]) => !body.includes(value))
  if (records > 1 && lastMs !== undefined) entries.push(['last of them', `${clockOf(lastMs)} UTC`])
  const hasNeighbors = before.length + after.length > 0
  if (entries.length === 0 && !hasNeighbors) return undefined
  const neighbors = markup`
    <div class="around mono">
      ${before.map((text, index) => lineHtml(text, line - before.length + index))}
      <div class="this"><i>${line}</i>${clipCharacters(body, longestNeighbor)}</div>
      ${after.map((text, index) => lineHtml(text, line + 1 + index))}
    </div>`
  const pairs = entries.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)
  return markup`
    <details class="more"><summary>${hasNeighbors ? 'lines around it' : 'details'}</summary>
      ${hasNeighbors ? neighbors : undefined}
      ${entries.length > 0 ? markup`<dl class="attributes">${pairs}</dl>` : undefined}
    </details>`
}

function lineHtml(text: string, number: number): Html {
  return markup`<div><i>${number}</i>${clipCharacters(text, longestNeighbor)}</div>`
}

function foldHtml({ likes, kinds }: Fold): Html {
  const first = likes[0]!.event.ms
  const last = likes.at(-1)!.event.ms
  const records = kinds.reduce((sum, kind) => sum + kind.records, 0)
  const more = records > likes.length ? ` (${count(records, 'record')})` : ''
  const when = first === undefined || last === undefined ? '' : `, ${clockOf(first)} – ${clockOf(last)}`
  const summary = `${count(likes.length, 'event')} like those above${more}${when}`
  const lists = chunksOf(likes).map(
    (chunk) => markup`<ol class="likes">${chunk.map((like) => likeHtml(like, first ?? 0))}</ol>`,
  )
  const items = kinds.map(
    ({ events, number, anchor, title }) =>
      markup`<li>${formatNumber(events)} like <a href="#${anchor}">no. ${number}</a>, ${title}</li>`,
  )
  return markup`
    <li class="fold"><span>×${formatNumber(records)}</span>
      <div>
        <details data-from="${first ?? ''}">
          <summary>${summary}<span class="matches"></span></summary>
          ${lists}
        </details>
        <ul>${items}</ul>
      </div>
    </li>`
}

/** A browser lays out only the lists that are in view; one list of ten thousand items would take it seconds. */
function chunksOf(likes: readonly Like[]): (readonly Like[])[] {
  const chunks: (readonly Like[])[] = []
  for (let from = 0; from < likes.length; from += 100) chunks.push(likes.slice(from, from + 100))
  return chunks
}

/** A page may hold ten thousand of these, so markup is short, and times count from the first event of the fold. */
function likeHtml({ event, number, words, places }: Like, from: number): Html {
  const { anchor, ms, line, count: records } = event
  const data = [ms === undefined ? '' : ms - from, number, ...places].join()
  const time = ms === undefined ? 'no time' : preciseClockOf(ms)
  const text = escaped(words.join(' '))
  return raw(`<li id=${anchor} data-e=${data}>${time}<b>${number}</b>:${line}${timesText(records)} <q>${text}</q>`)
}
