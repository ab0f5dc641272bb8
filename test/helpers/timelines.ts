import type { AnalysisDocument, EventDocument, IncidentDocument } from '../../src/model/document.ts'
import { timelineOf, type Timeline } from '../../src/timeline/timeline.ts'
import { timelinePage } from '../../src/views/html/page.ts'
import { descriptions } from '../../src/commands/flags.ts'
import { analysed, type Options } from './pipeline.ts'

/** The document, the timeline and the page of some logs. */
export async function pageOf(paths: readonly string[], options?: Options): Promise<Page> {
  return rendered((await analysed(paths, options)) as unknown as AnalysisDocument)
}

export interface Page {
  readonly document: AnalysisDocument
  readonly timeline: Timeline
  readonly html: string
}

export function rendered(document: AnalysisDocument): Page {
  const timeline = timelineOf(document, descriptions)
  return { document, timeline, html: timelinePage(timeline, document) }
}

/**
 * A document that holds a text wherever a document can hold somebody's words. `count`: events, folded when there are
 * many.
 */
export function documentWith(text: string, count = 6): AnalysisDocument {
  const roles = ['cause', 'symptom', 'context', 'recovery'] as const
  const words = text as never
  const event = (index: number): EventDocument => ({
    id: `${index.toString(16).padStart(8, '0')}${text}`,
    timestamp: index % 7 === 6 ? null : new Date(Date.UTC(2026, 10, 22, 11, 0, index * 13)).toISOString(),
    class: words,
    role: roles[index % 4]!,
    severity: text,
    pattern: index % 2 === 0 ? 'auth.unauthorized' : text,
    source: `/var/log/${text}`,
    line: index + 1,
    attributes: { reason: `${text}!${index}`, [`${text} name`]: `${text}?` },
    resource: { 'host.name': text },
    body: `${text} ${text}`,
    ...(index % 5 === 4
      ? { count: 400, lastTimestamp: new Date(Date.UTC(2026, 10, 22, 11, 30, index)).toISOString() }
      : {}),
    ...(index === 1 ? { context: { before: [text, text], after: [text] } } : {}),
  })
  const cause = {
    id: text,
    class: words,
    title: text,
    confidence: 0.9,
    verdict: words,
    explanation: text,
    supports: [text],
    against: [text],
    checks: [{ what: text, command: text }],
    fix: [{ what: text }],
    references: [`see ${text}`],
  }
  const incident: IncidentDocument = {
    id: `7c2f0000${text}`,
    gateway: text,
    severity: words,
    state: words,
    openedAt: '2026-11-22T11:00:00.000Z',
    lastEventAt: '2026-11-22T11:01:00.000Z',
    resolvedAt: null,
    impact: { clients: [text, `${text} 2`], connections: 2, remotes: 2, records: 3 },
    cause,
    consequences: [cause],
    ruledOut: [{ id: text, class: words, title: text, why: text }],
    classes: [words],
    counts: { [text]: 1 },
    changedBefore: [],
    events: Array.from({ length: count }, (_, index) => event(index)),
  }
  return {
    schema: text,
    oclog: text,
    inputs: [
      {
        path: `/var/log/${text}`,
        format: text,
        lines: 10,
        bytes: 1000,
        firstTimestamp: null,
        lastTimestamp: null,
        unparsed: 2,
        notes: [text],
      },
    ],
    unreadable: [{ path: text, problem: text }],
    incidents: [incident],
    benign: [{ ...event(99), why: text }],
    undecidable: [{ id: text, what: text, enable: text }],
  }
}
