import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { count, formatNumber } from '../../text.ts'
import { documentText, type AnalysisDocument } from '../../timeline/document.ts'
import { clustersOf, ticksBetween, tickSteps } from '../../timeline/axis.ts'
import type { Phase } from '../../timeline/runbook.ts'
import type { Fact, IncidentTimeline, Source, Timeline } from '../../timeline/timeline.ts'
import { momentOf, msOf } from '../../timeline/times.ts'
import { formatBytes } from '../terminal.ts'
import { evidenceHtml } from './evidence.ts'
import { html, raw, type Content, type Html } from './html.ts'
import { pictureHtml, signs } from './picture.ts'
import { style } from './style.ts'

// A program of its own (client/tsconfig.json): the types of a browser would hide mistakes in all the rest.
const { client } = (await import(new URL(`./client/client${import.meta.url.slice(-3)}`, import.meta.url).href)) as { client: () => void } // prettier-ignore
const script = `(${client.toString()})(${clustersOf.toString()},${ticksBetween.toString()},${JSON.stringify(tickSteps)})`

/**
 * One file that asks nobody for anything: its policy allows its own style and script by their hashes, and nothing else. The document
 * that it was made of is in it, packed; the same document gives the same bytes.
 */
export function timelinePage(timeline: Timeline, document: AnalysisDocument): string {
  const { incidents } = timeline
  const single = incidents.length === 1 ? incidents[0] : undefined
  const title = single ? single.title : incidents.length === 0 ? 'No incident' : count(incidents.length, 'incident')
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'` // prettier-ignore
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="oclog ${timeline.oclog}">
<title>${title} · oclog</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
${signs}
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><div><b>oclog timeline</b><nav aria-label="Parts of this page">${single ? navigation(single) : undefined}</nav><button class="button" data-do="theme" hidden>Dark</button>${dataLink(document, incidents, 'JSON')}</div></header>
<main id="content" tabindex="-1">
${single ? undefined : overview(timeline)}
${incidents.map((incident) => incidentHtml(incident, timeline, single !== undefined))}
${made(timeline, document, single !== undefined)}
</main>
<footer>Made by oclog ${timeline.oclog}. Secrets, phone numbers and addresses were replaced before anything was stored: equal marks such as ‹token:3fa9c1› stand for equal values. Times are those of the logs.</footer>
<script>${raw(script)}</script>
</body>
</html>
` // prettier-ignore
  return page.markup
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The document as a link that works without a script. `gunzip` and every browser since 2023 unpack it. */
function dataLink(document: AnalysisDocument, incidents: readonly IncidentTimeline[], label: string): Html {
  const packed = gzipSync(documentText(document), { level: 9 })
  // The system that packed it (RFC 1952, 2.3.1): unknown, so that it is the same on each.
  packed[9] = 255
  const name = `oclog-${incidents.length === 1 ? incidents[0]!.shortId : 'timeline'}.json.gz`
  return html`<a class="button" id="data" download="${name}" href="data:application/gzip;base64,${raw(packed.toString('base64'))}">${label}</a>` // prettier-ignore
}

function navigation({ shortId }: IncidentTimeline): Html {
  const id = safeId(shortId)
  return html`<a href="#picture-${id}">Picture</a><a href="#evidence-${id}">Evidence</a><a href="#why-${id}">Why</a><a href="#do-${id}">What to do</a><a href="#doubts-${id}">Doubts</a>` // prettier-ignore
}

function safeId(id: string): string {
  return id.replace(/[^\w-]/g, '')
}

function overview({ incidents, harmless }: Timeline): Html {
  const heading = incidents.length === 0 ? 'No incident found' : count(incidents.length, 'incident')
  return html`<header class="head">
    <h1>${heading}</h1>
    ${
      incidents.length === 0
        ? html`<p class="lead">Nothing in these logs needs you${harmless.length > 0 ? '; what looks alarming and is not stands below' : ''}.</p>` // prettier-ignore
        : html`<div class="scroll">
            <table class="index">
              <thead>
                <tr>
                  <th>Incident</th>
                  <th>Verdict</th>
                  <th>Began</th>
                  <th>Lasted</th>
                  <th>State</th>
                  <th>Gateway</th>
                </tr>
              </thead>
              <tbody>
                ${incidents.map(
                  (incident) => html`<tr><td><a href="#i-${safeId(incident.shortId)}">${incident.title}</a></td><td>${incident.verdictWords}</td><td>${factOf(incident, 'Began')}</td><td>${factOf(incident, 'Lasted')}</td><td>${incident.state}</td><td>${incident.gateway}</td></tr>`, // prettier-ignore
                )}
              </tbody>
            </table>
          </div>`
    }
  </header>`
}

function factOf({ facts }: IncidentTimeline, wanted: string): Content {
  return facts.find(({ name }) => name === wanted)?.value
}

function incidentHtml(incident: IncidentTimeline, timeline: Timeline, single: boolean): Html {
  const id = safeId(incident.shortId)
  const { sources } = timeline
  const heading = (level: number, text: Content): Html => raw(`<h${single ? level : level + 1}>${html`${text}`.markup}</h${single ? level : level + 1}>`) // prettier-ignore
  const records = incident.events.reduce((sum, event) => sum + event.count, 0)
  return html`<article class="incident" id="i-${id}">
<header class="head"><p class="kicker"><span class="verdict">${incident.verdictWords}</span><span class="${severityClass(incident.severity)}">${incident.severity}</span><span>incident ${incident.shortId}</span></p>
${heading(1, incident.title)}
<p class="lead">${incident.explanation}</p>
<dl class="facts">${incident.facts.map((fact) => factHtml(fact, incident.confidence))}</dl></header>
${incident.picture ? html`<section class="part" id="picture-${id}">${heading(2, 'Picture')}${pictureHtml(incident.picture, sources)}</section>` : undefined}
<section class="part evidence" id="evidence-${id}">${heading(2, 'Evidence')}<p class="note">${count(incident.events.length, 'event')}${records > incident.events.length ? `, ${formatNumber(records)} records` : ''}, in order of time. The time of each is its permanent link.</p>
${filterHtml(incident, sources)}
${evidenceHtml(incident, sources)}</section>
<section class="part" id="why-${id}">${heading(2, 'Why this cause')}${whyHtml(incident, heading)}</section>
<section class="part" id="do-${id}">${heading(2, 'What to do')}<p class="note">Verdict: ${incident.verdictWords.toLowerCase()}. In this order; tick off what is done.</p>
<ol class="phases card">${incident.runbook.map((phase) => phaseHtml(phase, heading))}</ol></section>
<section class="part" id="doubts-${id}">${heading(2, 'Gaps and doubts')}${listHtml([...incident.doubts, ...(single ? timeline.doubts : [])], 'None that oclog knows of: every line of interest was read, has a time, and is shown.')}</section>
</article>` // prettier-ignore
}

function severityClass(severity: string): string {
  return ['critical', 'high', 'medium'].includes(severity) ? severity : ''
}

function factHtml({ name, value, detail, at }: Fact, confidence: number): Html {
  const meter = name === 'Confidence' ? html`<svg class="meter" aria-hidden="true"><rect width="${Math.max(0, Math.min(100, confidence))}%" height="100%"/></svg>` : undefined // prettier-ignore
  const time = at === undefined ? value : html`<time datetime="${new Date(at).toISOString()}" data-full>${value}</time>`
  return html`<div${raw(name === 'Impact' ? ' class="wide"' : '')}><dt>${name}</dt><dd>${time}${meter}${detail === undefined ? undefined : html`<small>${detail}</small>`}</dd></div>` // prettier-ignore
}

function filterHtml({ events }: IncidentTimeline, sources: readonly Source[]): Html {
  const options = (values: readonly (readonly [string, string])[]): Html[] =>
    values.map(([value, label]) => html`<option value="${value}">${label}</option>`)
  const distinct = (values: readonly string[]): (readonly [string, string])[] =>
    [...new Set(values)].filter((value) => value !== '').map((value) => [value, value])
  const choice = (name: string, all: string, values: readonly (readonly [string, string])[]): Html | undefined =>
    values.length < 2 ? undefined : html`<select data-by="${name}" aria-label="Filter by ${name}"><option value="">${all}</option>${options(values)}</select>` // prettier-ignore
  const used = [...new Set(events.map(({ source }) => source))]
  return html`<form class="filter" role="search" aria-label="Filter the evidence" hidden><input type="search" placeholder="Find in the evidence" aria-label="Find in the evidence">${choice('role', 'every role', distinct(events.map(({ role }) => role)))}${choice('class', 'every class', distinct(events.map((event) => event.class)))}${choice('severity', 'every severity', distinct(events.map(({ severity }) => severity)))}${choice('source', 'every log', used.map((source) => [String(source), sources[source]!.name]))}<output aria-live="polite"></output><button class="button" type="reset" hidden>Show all</button></form>` // prettier-ignore
}

type Heading = (level: number, text: Content) => Html

function whyHtml(
  { supports, against, ruledOut, consequences, references, class: eventClass }: IncidentTimeline,
  heading: Heading,
): Html {
  // prettier-ignore
  const own = supports.length + against.length
  return html`<div class="two">
<div>${heading(3, 'What speaks for it')}<ul class="plain signed">${own === 0 ? html`<li data-sign="+">The lines themselves say so (${eventClass}); nothing else was needed.</li>` : undefined}${supports.map((text) => html`<li data-sign="+">${sentence(text)}</li>`)}${against.map((text) => html`<li class="against" data-sign="−">${sentence(text)}</li>`)}</ul>
${consequences.length === 0 ? undefined : html`${heading(3, 'What came with it')}<ul class="plain">${consequences.map((each) => html`<li>${each.title}<small>${each.class}, ${Math.round(each.confidence * 100)} % sure. ${each.explanation}</small></li>`)}</ul>`}</div>
<div>${heading(3, 'What it is not')}${ruledOut.length === 0 ? html`<p>Nothing else fits these lines.</p>` : html`<ul class="plain">${ruledOut.map(({ title, why }) => html`<li>${title}<small>${sentence(why)}</small></li>`)}</ul>`}
${references.length === 0 ? undefined : html`${heading(3, 'Read more')}<ul class="plain">${references.map((reference) => html`<li>${reference}</li>`)}</ul>`}</div>
</div>` // prettier-ignore
}

/** Clauses of patterns stand alone here. */
function sentence(text: string): string {
  return text === '' ? '' : `${text[0]!.toUpperCase()}${text.slice(1)}`
}

function phaseHtml({ name, why, steps }: Phase, heading: Heading): Html {
  return html`<li><div>${heading(3, name)}<p>${why}</p></div><ul class="steps">${steps.map(({ what, command }) => html`<li><label><input type="checkbox"><span>${what}</span></label>${command === undefined ? undefined : html`<div class="command"><code>${command}</code></div>`}</li>`)}</ul></li>` // prettier-ignore
}

function listHtml(texts: readonly string[], none: string): Html {
  return texts.length === 0 ? html`<p class="note">${none}</p>` : html`<ul class="plain">${texts.map((text) => html`<li>${text}</li>`)}</ul>` // prettier-ignore
}

function made(
  { sources, harmless, doubts, incidents, schema, oclog }: Timeline,
  document: AnalysisDocument,
  single: boolean,
): Html {
  // prettier-ignore
  const instant = (text: string | null): string => {
    const ms = msOf(text)
    return ms === undefined ? 'no time' : momentOf(ms)
  }
  return html`${single || doubts.length === 0 ? undefined : html`<section class="part"><h2>Gaps and doubts of these logs</h2>${listHtml(doubts, '')}</section>`}
${harmless.length === 0 ? undefined : html`<section class="part"><h2>Looks alarming, is harmless</h2><ul class="plain">${harmless.map(({ why, records }) => html`<li>${formatNumber(records)} × ${why}</li>`)}</ul></section>`}
<section class="part"><h2>How this was made</h2><p class="note">oclog ${oclog} read ${count(document.inputs.length, 'log')}, ${count(document.inputs.reduce((sum, { lines }) => sum + lines, 0), 'line')}. It looks for lines that it knows, puts them in order of the times that they state, and weighs the causes that could explain them. This file asks nobody for anything; the button at the top saves the data behind it (${schema}, JSON, gzip).${incidents.length === 0 ? '' : ` From the same store, the same page: oclog timeline ${incidents.map(({ shortId }) => shortId).slice(0, 8).join(' ')} --html timeline.html`}</p>
<div class="scroll"><table><thead><tr><th>Log</th><th>Format</th><th class="number">Lines</th><th class="number">Size</th><th>First time, UTC</th><th>Last</th></tr></thead><tbody>${sources.map(({ name, input }) => html`<tr><td>${name}</td><td>${input.format}</td><td class="number">${formatNumber(input.lines)}</td><td class="number">${formatBytes(input.bytes)}</td><td>${instant(input.firstTimestamp)}</td><td>${instant(input.lastTimestamp)}</td></tr>`)}</tbody></table></div></section>` // prettier-ignore
}
