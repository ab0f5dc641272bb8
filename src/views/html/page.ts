import { createHash } from 'node:crypto'
import { reproducibleGzip } from '../../base/gzip.ts'
import { count, formatBytes, formatNumber } from '../../base/text.ts'
import type { AnalysisDocument } from '../../model/document.ts'
import { documentText } from '../../timeline/json.ts'
import type { IncidentTimeline, Source, Timeline } from '../../timeline/timeline.ts'
import { momentOf, msOf } from '../../timeline/times.ts'
import { markup, raw, type Content, type Html } from './html.ts'
import { incidentHtml, listHtml, safeId } from './incident.ts'
import { signs } from './picture.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const privacy =
  'Secrets, phone numbers and addresses were replaced before anything was stored: ' +
  'equal marks, such as ‹token:3fa9c1›, stand for equal values.'

/**
 * One file that makes no request: its policy allows only its own style and script, by their hashes. The document that
 * it was made of is packed into it. The same document gives the same bytes.
 */
export function timelinePage(timeline: Timeline, document: AnalysisDocument): string {
  const { incidents, oclog } = timeline
  const single = incidents.length === 1 ? incidents[0] : undefined
  const title = single?.title ?? (incidents.length === 0 ? 'No incident' : count(incidents.length, 'incident'))
  return markup`<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${raw(policy())}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="oclog ${oclog}">
    <title>${title} · oclog</title>
    <link rel="icon" href="data:,">
    <style>${raw(style)}</style>
    </head>
    <body>
    ${signs}
    <a class="skip" href="#content">Skip to the content</a>
    <header class="bar"><div>
      <b>oclog timeline</b>
      <nav aria-label="Parts of this page">${single ? navigation(single) : undefined}</nav>
      <button class="button" data-do="theme" hidden>Dark</button>
      ${dataLink(document, incidents)}
    </div></header>
    <main id="content" tabindex="-1">
      ${single ? undefined : overview(timeline)}
      ${incidents.map((incident) => incidentHtml(incident, timeline, single !== undefined))}
      ${rest(timeline)}
      ${made(timeline)}
    </main>
    <footer>Made by oclog ${oclog}. ${privacy}</footer>
    <script>${raw(script)}</script>
    </body>
    </html>${raw('\n')}`.html
}

function policy(): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** A link to the document that works without scripts. `gunzip` and every browser since 2023 unpack it. */
function dataLink(document: AnalysisDocument, incidents: readonly IncidentTimeline[]): Html {
  const packed = reproducibleGzip(documentText(document)).toString('base64')
  const name = `oclog-${incidents.length === 1 ? safeId(incidents[0]!.shortId) : 'timeline'}.json.gz`
  const address = raw(`data:application/gzip;base64,${packed}`)
  return markup`<a class="button" id="data" download="${name}" href="${address}">Save the data</a>`
}

function navigation({ shortId }: IncidentTimeline): Html {
  const id = safeId(shortId)
  return markup`
    <a href="#evidence-${id}">Evidence</a>
    <a href="#why-${id}">Why</a>
    <a href="#do-${id}">What to do</a>
    <a href="#doubts-${id}">Doubts</a>`
}

function overview({ incidents, harmless: { length } }: Timeline): Html {
  if (incidents.length === 0) {
    const below = length > 0 ? '; what looks alarming and is not stands below' : ''
    return markup`
      <header class="head"><h1>No incident found</h1>
      <p class="lead">Nothing in these logs needs you${below}.</p></header>`
  }
  const columns = ['Incident', 'Verdict', 'Began, UTC', 'Lasted', 'State', 'Gateway']
  return markup`
    <header class="head"><h1>${count(incidents.length, 'incident')}</h1>
      <div class="scroll" tabindex="0" role="region" aria-label="Incidents"><table class="index">
        <thead><tr>${columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
        <tbody>${incidents.map(overviewRow)}</tbody>
      </table></div></header>`
}

function overviewRow({ shortId, title, verdictWords, course, facts, state, gateway }: IncidentTimeline): Html {
  const began = course.began === undefined ? 'unknown' : momentOf(course.began)
  const lasted = facts.find(({ name }) => name === 'Lasted')?.value
  return markup`
    <tr><td><a href="#i-${safeId(shortId)}">${title}</a></td><td>${verdictWords}</td>
    <td>${began}</td><td>${lasted}</td><td>${state}</td><td>${gateway}</td></tr>`
}

/** Where the page is about one incident, the part about it holds the doubts. */
function rest({ harmless, doubts, incidents }: Timeline): Content[] {
  const items = harmless.map(({ why, records }) => markup`<li>${formatNumber(records)} × ${why}</li>`)
  return [
    harmless.length > 0
      ? markup`
        <section class="part"><h2>Looks alarming, is harmless</h2>
        <ul class="plain">${items}</ul></section>`
      : undefined,
    incidents.length !== 1 && doubts.length > 0
      ? markup`<section class="part"><h2>Gaps and doubts of these logs</h2>${listHtml(doubts)}</section>`
      : undefined,
  ]
}

function made({ sources, incidents, inputs, totals, schema, oclog }: Timeline): Html {
  const ids = incidents.slice(0, 8).map(({ shortId }) => shortId)
  const command = `oclog timeline ${ids.join(' ')} --html timeline.html`
  const again = markup` The same page from the same store: <code>${command}</code>`
  return markup`
    <section class="part"><h2>How this was made</h2>
    <p class="note">oclog ${oclog} read ${count(inputs.length, 'log')} with ${count(totals.lines, 'line')},
      looked for lines that it knows, put them in order of the times that they state, and weighed the causes that could
      explain them. Nothing was sent anywhere, and this file makes no request; the button at the top saves the data
      behind it (${schema}).
      ${ids.length > 0 ? again : undefined}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Logs"><table>
      <thead><tr><th>Log</th><th>Format</th><th class="number">Lines</th><th class="number">Size</th>
      <th>First time, UTC</th><th>Last</th></tr></thead>
      <tbody>${sources.map(sourceRow)}</tbody>
    </table></div></section>`
}

function sourceRow({ name, input }: Source): Html {
  return markup`
    <tr><td>${name}</td><td>${input.format}</td>
    <td class="number">${formatNumber(input.lines)}</td><td class="number">${formatBytes(input.bytes)}</td>
    <td>${instantText(input.firstTimestamp)}</td><td>${instantText(input.lastTimestamp)}</td></tr>`
}

function instantText(timestamp: string | null): string {
  const ms = msOf(timestamp)
  return ms === undefined ? 'no time' : momentOf(ms)
}
