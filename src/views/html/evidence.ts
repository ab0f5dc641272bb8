import { clipCharacters, count, formatNumber } from '../../base/text.ts'
import { formatDuration } from '../../base/time.ts'
import type { Fold, Like, Row } from '../../timeline/folds.ts'
import type { IncidentTimeline, Source, TimelineEvent } from '../../timeline/timeline.ts'
import { clockOf, dayOf, preciseClockOf } from '../../timeline/times.ts'
import { escaped, markup, raw, type Content, type Html } from './html.ts'
import { sign } from './picture.ts'

/** The evidence in its order, with the days and the silences between. */
export function evidenceHtml({ rows, picture }: IncidentTimeline, sources: readonly Source[]): Html {
  let day: string | undefined
  let last: number | undefined
  const items = rows.flatMap((row): Content[] => {
    const events = 'event' in row ? [row.event] : row.likes.map(({ event }) => event)
    const first = events[0]!.ms
    const between: Content[] = []
    const silence = picture?.silences.find(({ from, to }) => from === last && to === first)
    if (silence) between.push(markup`<li class="gap">${durationOf(silence.to - silence.from)} without an event</li>`)
    const today = first === undefined ? '' : dayOf(first)
    if (today !== day) {
      between.push(
        first === undefined
          ? markup`<li class="day">No complete time</li>`
          : markup`<li class="day">${today} <span class="tags">UTC</span></li>`,
      )
    }
    last = events.at(-1)!.ms
    day = last === undefined ? '' : dayOf(last)
    return [...between, 'event' in row ? rowHtml(row, sources) : foldHtml(row)]
  })
  return markup`<ol class="events card">${items}</ol>`
}

function durationOf(ms: number): string {
  return formatDuration(BigInt(Math.round(ms * 1e6)))
}

function rowHtml({ event, number }: Exclude<Row, Fold>, sources: readonly Source[]): Html {
  const { anchor, ms, timestamp, role, severity, source, title, count: records, line, before, body } = event
  const time = ms === undefined ? 'no time' : markup`<time datetime="${timestamp}">${preciseClockOf(ms)}</time>`
  return markup`
    <li class="event ${role}" id="${anchor}" data-e="${ms ?? ''},${number}" data-source="${source}" data-role="${role}"
      data-class="${event.class}" data-severity="${severity}">
      <div class="when"><a href="#${anchor}">${time}</a></div>
      <div class="rail">${sign(role)}</div>
      <div class="what">
        <p><strong>${title}</strong>
          ${records > 1 ? markup`<span class="times">×${formatNumber(records)}</span>` : undefined}
          <span class="tags"><b>${role}</b> · ${event.class}${severity === '' ? undefined : ` · ${severity}`}${before ? ' · before it began' : undefined}</span>
          <span class="place">${sources[source]!.name}:${line} · no. ${number}</span></p>
        <pre class="body">${body}</pre>
        ${moreHtml(event)}
      </div>
    </li>`
}

/** Of the lines around it the beginning is enough; the data has them whole. */
const longestNeighbour = 240

/** What unfolds: the lines around it, and what was read from it that does not stand in the line. */
function moreHtml({ context, attributes, body, line, count: records, lastMs }: TimelineEvent): Html | undefined {
  const { before = [], after = [] } = context ?? {}
  const entries = Object.entries(attributes)
    .map(([name, value]): [string, string] => [name, String(value)])
    .filter(([, value]) => !body.includes(value))
  if (records > 1 && lastMs !== undefined) entries.push(['last of them', `${clockOf(lastMs)} UTC`])
  const around = before.length + after.length > 0
  if (entries.length === 0 && !around) return undefined
  const lineHtml = (text: string, number: number): Html =>
    markup`<div><i>${number}</i>${clipCharacters(text, longestNeighbour)}</div>`
  return markup`
    <details class="more"><summary>${around ? 'lines around it' : 'details'}</summary>
      ${
        around
          ? markup`
            <div class="around mono">
              ${before.map((text, index) => lineHtml(text, line - before.length + index))}
              <div class="this"><i>${line}</i>${clipCharacters(body, longestNeighbour)}</div>
              ${after.map((text, index) => lineHtml(text, line + 1 + index))}
            </div>`
          : undefined
      }
      ${entries.length > 0 ? markup`<dl class="attributes">${entries.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : undefined}
    </details>`
}

function foldHtml({ likes, kinds }: Fold): Html {
  const first = likes[0]!.event.ms
  const last = likes.at(-1)!.event.ms
  const records = kinds.reduce((sum, kind) => sum + kind.records, 0)
  const when = first === undefined || last === undefined ? '' : `, ${clockOf(first)} – ${clockOf(last)}`
  return markup`
    <li class="fold"><span>×${formatNumber(records)}</span>
      <div>
        <details data-from="${first ?? ''}">
          <summary>${count(likes.length, 'event')} like those above${records > likes.length ? ` (${count(records, 'record')})` : ''}${when}<span class="matches"></span></summary>
          ${chunksOf(likes).map((chunk) => markup`<ol class="likes">${chunk.map((like) => likeHtml(like, first ?? 0))}</ol>`)}
        </details>
        <ul>${kinds.map(({ events, number, anchor, title }) => markup`<li>${formatNumber(events)} like <a href="#${anchor}">no. ${number}</a>, ${title}</li>`)}</ul>
      </div>
    </li>`
}

/** A browser lays out the lists that are in view only; one of ten thousand items would take it seconds. */
function chunksOf(likes: readonly Like[]): (readonly Like[])[] {
  const chunks: (readonly Like[])[] = []
  for (let from = 0; from < likes.length; from += 100) chunks.push(likes.slice(from, from + 100))
  return chunks
}

/** Ten thousand of these stand in a page: no more markup than it takes. Times count from the first of the fold. */
function likeHtml({ event, number, words, places }: Like, from: number): Html {
  const { anchor, ms, line, count: records } = event
  const data = [ms === undefined ? '' : ms - from, number, ...places].join()
  const time = ms === undefined ? 'no time' : preciseClockOf(ms)
  const times = records > 1 ? ` ×${formatNumber(records)}` : ''
  return raw(
    `<li id=${anchor} data-e=${data}>${time}<b>${number}</b>:${line}${times} <q>${escaped(words.join(' '))}</q>`,
  )
}
