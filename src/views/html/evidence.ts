import { count, formatNumber } from '../../text.ts'
import { formatDuration } from '../../time.ts'
import type { Fold, Row } from '../../timeline/folds.ts'
import type { IncidentTimeline, Source, TimelineEvent } from '../../timeline/timeline.ts'
import { clockOf, dayOf, preciseClockOf } from '../../timeline/times.ts'
import { escaped, html, raw, type Content, type Html } from './html.ts'
import { sign } from './picture.ts'

/** The evidence in its order, with the days and the silences between. */
export function evidenceHtml({ rows, picture }: IncidentTimeline, sources: readonly Source[]): Html {
  let day: string | undefined
  let last: number | undefined
  const items = rows.flatMap((row): Content[] => {
    const events = 'event' in row ? [row.event] : row.likes.map(({ event }) => event)
    const first = events[0]!.ms
    const between: Content[] = []
    if (first !== undefined) {
      const silent = picture?.silences.find((silence) => silence.from === last && silence.to === first)
      if (silent) between.push(html`<li class="gap">${durationOf(silent.to - silent.from)} without an event</li>`)
      if (dayOf(first) !== day) between.push(html`<li class="day">${(day = dayOf(first))} <span class="tags">UTC</span></li>`) // prettier-ignore
    } else if (day !== '') {
      day = ''
      between.push(html`<li class="day">No complete time</li>`)
    }
    const end = events.at(-1)!.ms
    if (end !== undefined) {
      last = end
      day = dayOf(end)
    }
    return [...between, 'event' in row ? rowHtml(row, sources) : foldHtml(row)]
  })
  return html`<ol class="events card">
    ${items.map((item) => html`${item} `)}
  </ol>`
}

function durationOf(ms: number): string {
  return formatDuration(BigInt(Math.round(ms * 1e6)))
}

function rowHtml({ event, number }: Exclude<Row, Fold>, sources: readonly Source[]): Html {
  const { role, severity, source } = event
  return html`<li class="event ${role}" id="${event.anchor}" data-e="${event.ms ?? ''},${number}" data-source="${source}" data-role="${role}" data-class="${event.class}" data-severity="${severity}"><div class="when"><a href="#${event.anchor}">${timeHtml(event)}</a></div><div class="rail">${sign(role)}</div><div class="what"><p><strong>${event.title}</strong>${event.count > 1 ? html`<span class="times">×${formatNumber(event.count)}</span>` : undefined}<span class="tags"><b>${role}</b> · ${event.class}${severity === '' ? undefined : ` · ${severity}`}${event.before ? ' · before it began' : undefined}</span><span class="place">${sources[source]!.name}:${event.line}</span></p><pre class="body">${event.body}</pre>${moreHtml(event)}</div></li>` // prettier-ignore
}

function timeHtml({ ms, timestamp }: TimelineEvent): Content {
  return ms === undefined ? 'no time' : html`<time datetime="${timestamp}">${preciseClockOf(ms)}</time>`
}

/** What unfolds: the lines around it, and what was read from it. */
function moreHtml({
  context,
  attributes,
  body,
  line,
  count: records,
  lastMs,
  timestamp,
}: TimelineEvent): Html | undefined {
  // prettier-ignore
  const entries: [string, Content][] = Object.entries(attributes).map(([name, value]) => [name, String(value)])
  if (timestamp !== '') entries.unshift(['time', timestamp])
  if (records > 1) entries.push(['stands for', `${count(records, 'record')}${lastMs === undefined ? '' : `, the last at ${clockOf(lastMs)} UTC`}`]) // prettier-ignore
  if (entries.length === 0 && !context) return undefined
  const around = context && (context.before.length > 0 || context.after.length > 0)
  return html`<details class="more">
    <summary>${around ? 'lines around it' : 'details'}</summary>
    ${
      around
        ? html`<div class="around mono">${context.before.map((text, index) => html`<div><i>${line - context.before.length + index}</i>${text}</div>`)}<div class="this"><i>${line}</i>${body}</div>${context.after.map((text, index) => html`<div><i>${line + 1 + index}</i>${text}</div>`)}</div>` // prettier-ignore
        : undefined
    }
    <dl class="attributes">
      ${entries.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </details>`
}

function foldHtml({ likes, kinds }: Fold): Html {
  const first = likes[0]!.event.ms
  const last = likes.at(-1)!.event.ms
  const records = kinds.reduce((sum, kind) => sum + kind.records, 0)
  const when = first === undefined || last === undefined ? undefined : `, ${clockOf(first)} – ${clockOf(last)}`
  return html`<li class="fold"><span>×${formatNumber(likes.length)}</span><details><summary>${count(likes.length, 'event')} like those above${records > likes.length ? ` (${count(records, 'record')})` : undefined}${when}<span class="matches"></span></summary><ol class="likes">${likes.map(likeHtml)}</ol></details><span></span><ul>${kinds.map((kind) => html`<li>${formatNumber(kind.events)} like no. ${kind.number}, ${kind.title}</li>`)}</ul></li>` // prettier-ignore
}

/** Ten thousand of these stand in a page: no more markup than it takes. */
function likeHtml({ event, number, words, places }: Fold['likes'][number]): Html {
  const { anchor, ms, line, count: records } = event
  const time = ms === undefined ? 'no time' : preciseClockOf(ms)
  return raw(`<li id=${anchor} data-e=${[ms ?? '', number, ...places].join()}><a href=#${anchor}>${time}</a><b>${number}</b>:${line}${records > 1 ? ` ×${formatNumber(records)}` : ''} <q>${escaped(words.join(' '))}</q>`) // prettier-ignore
}
