import { count, formatNumber } from '../../base/text.ts'
import type { Phase } from '../../timeline/runbook.ts'
import type { Fact } from '../../timeline/facts.ts'
import type { IncidentTimeline, Source, Timeline } from '../../timeline/timeline.ts'
import { evidenceHtml } from './evidence.ts'
import { markup, raw, type Content, type Html } from './html.ts'
import { pictureHtml } from './picture.ts'

/** A heading of a level below that of its incident. */
type Heading = (level: 1 | 2 | 3, text: string) => Html

export function safeId(id: string): string {
  return id.replace(/[^\w-]/g, '')
}

/** `single`: the page is about nothing else, so that its headings begin at the top, and what the logs leave open is told here. */
export function incidentHtml(incident: IncidentTimeline, { sources, doubts }: Timeline, single: boolean): Html {
  const id = safeId(incident.shortId)
  const { severity, verdictWords: verdict, picture, events } = incident
  const heading: Heading = (level, text) => {
    const tag = raw(`h${single ? level : level + 1}`)
    return markup`<${tag}>${text}</${tag}>`
  }
  const records = events.reduce((sum, event) => sum + event.count, 0)
  const grave = ['critical', 'high', 'medium'].includes(severity) ? severity : 'low'
  return markup`
    <article class="incident" id="i-${id}">
    <header class="head">
      <p class="kicker"><span class="verdict ${grave}">${verdict}</span><span class="severity ${grave}">${severity}</span>
        <span>${incident.class}</span><span>incident ${incident.shortId}</span></p>
      ${heading(1, incident.title)}
      <p class="lead">${incident.explanation}</p>
      <dl class="facts">${incident.facts.map((fact) => factHtml(fact, incident.confidence))}</dl>
    </header>
    ${picture ? markup`<section class="part" id="picture-${id}">${heading(2, 'What happened when')}${pictureHtml(picture, sources)}</section>` : undefined}
    <section class="part evidence" id="evidence-${id}">${heading(2, 'Evidence')}
      <p class="note">${count(events.length, 'event')}${records > events.length ? `, ${formatNumber(records)} records` : ''}, in order of time. The time of each is its permanent link.</p>
      ${filterHtml(incident, sources)}
      ${evidenceHtml(incident, sources)}
    </section>
    <section class="part" id="why-${id}">${heading(2, 'Why this cause')}${whyHtml(incident, heading)}</section>
    <section class="part" id="do-${id}">${heading(2, 'What to do')}
      <p class="note">${verdict}, in this order. Tick off what is done.</p>
      <ol class="phases card">${incident.runbook.map((phase) => phaseHtml(phase, heading))}</ol>
    </section>
    <section class="part" id="doubts-${id}">${heading(2, 'Gaps and doubts')}
      ${listHtml([...incident.doubts, ...(single ? doubts : [])])}
    </section>
    </article>`
}

function factHtml({ name, value, detail, at }: Fact, confidence: number): Html {
  const share = Math.max(0, Math.min(100, confidence))
  const shown =
    at === undefined ? value : markup`<time datetime="${new Date(at).toISOString()}" data-full>${value}</time>`
  return markup`
    <div${name === 'Impact' ? raw(' class="wide"') : undefined}><dt>${name}</dt><dd>${shown}
      ${name === 'Confidence' ? markup`<svg class="meter" aria-hidden="true"><rect width="${share}%" height="100%"/></svg>` : undefined}
      ${detail === undefined ? undefined : markup`<small>${detail}</small>`}</dd></div>`
}

function filterHtml({ events }: IncidentTimeline, sources: readonly Source[]): Html {
  const choice = (name: string, every: string, values: Iterable<string>, label = (value: string) => value): Html => {
    const options = [...new Set(values)].filter((value) => value !== '')
    return markup`${
      options.length < 2
        ? undefined
        : markup`
          <select data-by="${name}" aria-label="Filter by ${name}"><option value="">${every}</option>
          ${options.map((value) => markup`<option value="${value}">${label(value)}</option>`)}</select>`
    }`
  }
  const used = events.map(({ source }) => String(source))
  return markup`
    <form class="filter" role="search" aria-label="Filter the evidence" hidden>
      <input type="search" placeholder="Find in the evidence" aria-label="Find in the evidence">
      ${choice('role', 'every role', events.map(({ role }) => role))}
      ${choice('class', 'every class', events.map((event) => event.class))}
      ${choice('severity', 'every severity', events.map(({ severity }) => severity))}
      ${choice('source', 'every log', used, (source) => sources[Number(source)]!.name)}
      <output aria-live="polite"></output>
      <button class="button" type="reset" hidden>Show all</button>
    </form>` // prettier-ignore
}

function whyHtml(incident: IncidentTimeline, heading: Heading): Html {
  const { supports, against, ruledOut, consequences, references } = incident
  const list = (items: readonly Content[]): Html => markup`<ul class="plain">${items}</ul>`
  return markup`
    <div class="two"><div>${heading(3, 'What speaks for it, and against')}
      <ul class="plain signed">
        ${supports.length + against.length === 0 ? markup`<li data-sign="+">The lines say so themselves; nothing else was needed.</li>` : undefined}
        ${supports.map((text) => markup`<li data-sign="+">${sentence(text)}</li>`)}
        ${against.map((text) => markup`<li class="against" data-sign="−">${sentence(text)}</li>`)}
      </ul>
      ${
        consequences.length === 0
          ? undefined
          : markup`${heading(3, 'What came with it')}${list(
              consequences.map(
                (each) =>
                  markup`<li>${each.title}<small>${each.class}, ${Math.round(each.confidence * 100)} % sure. ${each.explanation}</small></li>`,
              ),
            )}`
      }
    </div><div>${heading(3, 'What it is not')}
      ${
        ruledOut.length === 0
          ? markup`<p>Nothing else was found to fit these lines.</p>`
          : list(ruledOut.map(({ title, why }) => markup`<li>${title}<small>${sentence(why)}</small></li>`))
      }
      ${references.length === 0 ? undefined : markup`${heading(3, 'Read more')}${list(references.map(referenceHtml))}`}
    </div></div>`
}

function referenceHtml(address: string): Html {
  if (!/^https:\/\//.test(address)) return markup`<li>${address}</li>`
  return markup`<li><a href="${address}" rel="noreferrer">${address}</a></li>`
}

/** Clauses of patterns stand alone here. */
function sentence(text: string): string {
  return text === '' ? '' : `${text[0]!.toUpperCase()}${text.slice(1)}`
}

function phaseHtml({ name, why, steps }: Phase, heading: Heading): Html {
  return markup`
    <li><div>${heading(3, name)}<p>${why}</p></div>
      <ul class="steps">${steps.map(
        ({ what, command }) => markup`
          <li><label><input type="checkbox"><span>${what}</span></label>
          ${command === undefined ? undefined : markup`<div class="command"><code>${command}</code></div>`}</li>`,
      )}</ul>
    </li>`
}

export function listHtml(texts: readonly string[]): Html {
  if (texts.length === 0)
    return markup`<p class="note">None that oclog knows of: every line of interest was read, states its time, and is shown.</p>`
  return markup`<ul class="plain">${texts.map((text) => markup`<li>${text}</li>`)}</ul>`
}
