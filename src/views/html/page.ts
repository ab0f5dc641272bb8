import { createHash } from 'node:crypto'
import { reproducibleGzip } from '../../base/gzip.ts'
import { count, formatBytes, formatNumber } from '../../base/text.ts'
import type { AnalysisDocument } from '../../model/document.ts'
import { documentText } from '../../timeline/json.ts'
import type { IncidentTimeline, Timeline } from '../../timeline/timeline.ts'
import { momentOf, msOf } from '../../timeline/times.ts'
import { markup, raw, type Html } from './html.ts'
import { incidentHtml, listHtml, safeId } from './incident.ts'
import { signs } from './picture.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/**
 * One file that asks nobody for anything: its policy allows its own style and script by their hashes, and nothing else. The document
 * that it was made of is in it, packed; the same document gives the same bytes.
 */
export function timelinePage(timeline: Timeline, document: AnalysisDocument): string {
  const { incidents, oclog } = timeline
  const single = incidents.length === 1 ? incidents[0] : undefined
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const title = single?.title ?? (incidents.length === 0 ? 'No incident' : count(incidents.length, 'incident'))
  return markup`<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
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
      ${harmless(timeline)}
      ${made(timeline, document)}
    </main>
    <footer>Made by oclog ${oclog}. Secrets, phone numbers and addresses were replaced before anything was stored: equal marks, such as ‹token:3fa9c1›, stand for equal values.</footer>
    <script>${raw(script)}</script>
    </body>
    </html>${raw('\n')}`.html
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The document as a link that works without a script. `gunzip` and every browser since 2023 unpack it. */
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
    return markup`
      <header class="head"><h1>No incident found</h1>
      <p class="lead">Nothing in these logs needs you${length > 0 ? '; what looks alarming and is not stands below' : ''}.</p></header>`
  }
  const fact = ({ facts }: IncidentTimeline, wanted: string): string | undefined =>
    facts.find(({ name }) => name === wanted)?.value
  return markup`
    <header class="head"><h1>${count(incidents.length, 'incident')}</h1>
      <div class="scroll" tabindex="0" role="region" aria-label="Incidents"><table class="index">
        <thead><tr><th>Incident</th><th>Verdict</th><th>Began, UTC</th><th>Lasted</th><th>State</th><th>Gateway</th></tr></thead>
        <tbody>${incidents.map(
          (incident) => markup`
            <tr><td><a href="#i-${safeId(incident.shortId)}">${incident.title}</a></td><td>${incident.verdictWords}</td>
            <td>${fact(incident, 'Began')?.replace(/ UTC$/, '')}</td><td>${fact(incident, 'Lasted')}</td><td>${incident.state}</td><td>${incident.gateway}</td></tr>`,
        )}</tbody>
      </table></div></header>`
}

function harmless({ harmless: found, doubts, incidents }: Timeline): Html {
  return markup`
    ${
      found.length > 0
        ? markup`
          <section class="part"><h2>Looks alarming, is harmless</h2>
          <ul class="plain">${found.map(({ why, records }) => markup`<li>${formatNumber(records)} × ${why}</li>`)}</ul></section>`
        : undefined
    }
    ${incidents.length !== 1 && doubts.length > 0 ? markup`<section class="part"><h2>Gaps and doubts of these logs</h2>${listHtml(doubts)}</section>` : undefined}`
}

function made({ sources, incidents, schema, oclog }: Timeline, { inputs }: AnalysisDocument): Html {
  const instant = (text: string | null): string => {
    const ms = msOf(text)
    return ms === undefined ? 'no time' : momentOf(ms)
  }
  const lines = inputs.reduce((sum, input) => sum + input.lines, 0)
  const ids = incidents.slice(0, 8).map(({ shortId }) => shortId)
  return markup`
    <section class="part"><h2>How this was made</h2>
    <p class="note">oclog ${oclog} read ${count(inputs.length, 'log')} with ${count(lines, 'line')}, looked for lines that it knows, put them in order of
      the times that they state, and weighed the causes that could explain them. Nothing was sent anywhere, and this file asks nobody for anything;
      the button at the top saves the data behind it (${schema}).
      ${ids.length > 0 ? markup` The same page from the same store: <code>oclog timeline ${ids.join(' ')} --html timeline.html</code>` : undefined}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Logs"><table>
      <thead><tr><th>Log</th><th>Format</th><th class="number">Lines</th><th class="number">Size</th><th>First time, UTC</th><th>Last</th></tr></thead>
      <tbody>${sources.map(
        ({ name, input }) => markup`
          <tr><td>${name}</td><td>${input.format}</td><td class="number">${formatNumber(input.lines)}</td><td class="number">${formatBytes(input.bytes)}</td>
          <td>${instant(input.firstTimestamp)}</td><td>${instant(input.lastTimestamp)}</td></tr>`,
      )}</tbody>
    </table></div></section>`
}
