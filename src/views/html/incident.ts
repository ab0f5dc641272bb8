import type { TimelineEvent } from '../../timeline/event.ts'
import type { Fact } from '../../timeline/facts.ts'
import type { Step } from '../../model/decision.ts'
import type { Phase } from '../../timeline/runbook.ts'
import type { Consequence, IncidentTimeline, Source, Timeline } from '../../timeline/timeline.ts'
import { sizeText } from '../../timeline/words.ts'
import { evidenceHtml } from './evidence.ts'
import { markup, raw, type Content, type Html } from './html.ts'
import { pictureHtml } from './picture.ts'

/** A heading of a level below that of its incident. */
type Heading = (level: 1 | 2 | 3, text: string) => Html

export function safeId(id: string): string {
  return id.replace(/[^\w-]/g, '')
}

/**
 * `single`: the page is about this incident alone. Its headings begin at the top level then, and the doubts about the
 * logs stand with those about the incident.
 */
export function incidentHtml(incident: IncidentTimeline, { sources, doubts }: Timeline, single: boolean): Html {
  const { verdictWords, picture, events, rows } = incident
  const id = safeId(incident.shortId)
  const heading: Heading = (level, text) => {
    const tag = raw(`h${single ? level : level + 1}`)
    return markup`<${tag}>${text}</${tag}>`
  }
  const part = (name: string, title: string, ...content: readonly Content[]): Html =>
    markup`<section class="part" id="${name}-${id}">${heading(2, title)}${content}</section>`
  return markup`
    <article class="incident" id="i-${id}">
    ${headHtml(incident, heading)}
    ${picture ? part('picture', 'What happened when', pictureHtml(picture, sources)) : undefined}
    <section class="part evidence" id="evidence-${id}">${heading(2, 'Evidence')}
      <p class="note">${sizeText(events.length, incident.records)}, in order of time.
        The time of each is its permanent link.</p>
      ${filterHtml(events, sources)}
      ${evidenceHtml(rows)}
    </section>
    ${part('why', 'Why this cause', whyHtml(incident, heading))}
    ${part(
      'do',
      'What to do',
      markup`<p class="note">${verdictWords}, in this order. Tick off what is done.</p>`,
      markup`<ol class="phases card">${incident.runbook.map((phase) => phaseHtml(phase, heading))}</ol>`,
    )}
    ${part('doubts', 'Gaps and doubts', listHtml([...incident.doubts, ...(single ? doubts : [])]))}
    </article>`
}

function headHtml(incident: IncidentTimeline, heading: Heading): Html {
  const { severity, verdictWords, confidence, facts } = incident
  const grave = ['critical', 'high', 'medium'].includes(severity) ? severity : 'low'
  return markup`
    <header class="head">
      <p class="kicker"><span class="verdict ${grave}">${verdictWords}</span>
        <span class="severity ${grave}">${severity}</span>
        <span>${incident.class}</span><span>incident ${incident.shortId}</span></p>
      ${heading(1, incident.title)}
      <p class="lead">${incident.explanation}</p>
      ${decisionHtml(incident)}
      <dl class="facts">${facts.map((fact) => factHtml(fact, confidence))}</dl>
    </header>`
}

/** The card that answers the question of whoever is on call. */
function decisionHtml({ answers, action, confirm }: IncidentTimeline): Html | undefined {
  if (answers.length === 0) return undefined
  return markup`
    <div class="decision card">
      <dl>${answers.map(
        ({ question, answer, why }) => markup`<div><dt>${question}?</dt><dd><b>${answer}.</b> ${why}</dd></div>`,
      )}</dl>
      ${stepHtml('Do', action)}
      ${stepHtml('Check', confirm)}
    </div>`
}

function stepHtml(name: string, step: Step | undefined): Html | undefined {
  if (!step) return undefined
  const { what, command } = step
  return markup`<p><b>${name}:</b> ${what}</p>
    ${command === undefined ? undefined : markup`<div class="command"><code>${command}</code></div>`}`
}

function factHtml({ name, value, detail, at }: Fact, confidence: number): Html {
  const share = Math.max(0, Math.min(100, confidence))
  const shown =
    at === undefined ? value : markup`<time datetime="${new Date(at).toISOString()}" data-full>${value}</time>`
  const meter = markup`<svg class="meter" aria-hidden="true"><rect width="${share}%" height="100%"/></svg>`
  return markup`
    <div${name === 'Impact' ? raw(' class="wide"') : undefined}><dt>${name}</dt><dd>${shown}
      ${name === 'Confidence' ? meter : undefined}
      ${detail === undefined ? undefined : markup`<small>${detail}</small>`}</dd></div>`
}

function filterHtml(events: readonly TimelineEvent[], sources: readonly Source[]): Html {
  return markup`
    <form class="filter" role="search" aria-label="Filter the evidence" hidden>
      <input type="search" placeholder="Find in the evidence" aria-label="Find in the evidence">
      ${choiceHtml('role', 'every role', events.map(({ role }) => [role, role]))}
      ${choiceHtml('class', 'every class', events.map((event) => [event.class, event.class]))}
      ${choiceHtml('severity', 'every severity', events.map(({ severity }) => [severity, severity]))}
      ${choiceHtml('source', 'every log', events.map(({ source }) => [String(source), sources[source]!.name]))}
      <output aria-live="polite"></output>
      <button class="button" type="reset" hidden>Show all</button>
    </form>` // prettier-ignore
}

/** A choice among values, each with its label; nothing where there is nothing to choose. */
function choiceHtml(name: string, every: string, values: readonly (readonly [string, string])[]): Html | undefined {
  const options = [...new Map(values)].filter(([value]) => value !== '')
  if (options.length < 2) return undefined
  return markup`
    <select data-by="${name}" aria-label="Filter by ${name}"><option value="">${every}</option>
    ${options.map(([value, label]) => markup`<option value="${value}">${label}</option>`)}</select>`
}

const unsupported = 'The lines say so themselves; nothing else was needed.'

function whyHtml(incident: IncidentTimeline, heading: Heading): Html {
  const { supports, against, ruledOut, consequences, references, background } = incident
  const section = (title: string, items: readonly Html[]): Content =>
    items.length === 0 ? undefined : [heading(3, title), plainList(items)]
  return markup`
    <div class="two"><div>${heading(3, 'What speaks for it, and against')}
      <ul class="plain signed">
        ${supports.length + against.length === 0 ? markup`<li data-sign="+">${unsupported}</li>` : undefined}
        ${supports.map((text) => markup`<li data-sign="+">${sentence(text)}</li>`)}
        ${against.map((text) => markup`<li class="against" data-sign="−">${sentence(text)}</li>`)}
      </ul>
      ${background === undefined ? undefined : [heading(3, 'Background'), markup`<p>${background}</p>`]}
      ${section('What came with it', consequences.map(consequenceHtml))}
    </div><div>${heading(3, 'What it is not')}
      ${
        ruledOut.length === 0
          ? markup`<p>Nothing else was found to fit these lines.</p>`
          : plainList(ruledOut.map(({ title, why }) => markup`<li>${title}<small>${sentence(why)}</small></li>`))
      }
      ${section('Read more', references.map(referenceHtml))}
    </div></div>`
}

function consequenceHtml({ title, class: eventClass, confidence, explanation }: Consequence): Html {
  return markup`<li>${title}<small>${eventClass}, ${confidence} % sure. ${explanation}</small></li>`
}

function referenceHtml(address: string): Html {
  if (!/^https:\/\//.test(address)) return markup`<li>${address}</li>`
  return markup`<li><a href="${address}" rel="noreferrer">${address}</a></li>`
}

/** Patterns give clauses, and here they are sentences. */
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

const noDoubt = 'None that oclog knows of: every line of interest was read, states its time, and is shown.'

export function listHtml(texts: readonly string[]): Html {
  if (texts.length === 0) return markup`<p class="note">${noDoubt}</p>`
  return plainList(texts.map((text) => markup`<li>${text}</li>`))
}

function plainList(items: readonly Content[]): Html {
  return markup`<ul class="plain">${items}</ul>`
}
