import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { displayWidth, printable } from '../src/base/text.ts'
import { documentText } from '../src/timeline/json.ts'
import { timelineMarkdown } from '../src/views/markdown.ts'
import { terminalReport } from '../src/views/terminal.ts'
import { timelineText } from '../src/views/timeline.ts'
import { root } from './helpers/cli.ts'
import { newPath } from './helpers/folder.ts'
import { hostileTexts } from './helpers/hostile.ts'
import { runs } from './helpers/runs.ts'
import { stormLog } from './helpers/storm.ts'
import { documentWith, pageOf, rendered, type Page } from './helpers/timelines.ts'

const fixture = join(root, 'fixtures/token-rotated/2026.9.6.console.log')
const plainText = { columns: 80, color: false }

// What a terminal or a reader would obey: C0 but the newline, DEL, C1, bidi marks, separators, half surrogates.
const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/ // prettier-ignore

function storm(events: number): Promise<Page> {
  const path = newPath('gateway.log')
  writeFileSync(path, stormLog(events))
  return pageOf([path])
}

/** The text of a page without its tags, as it is read. */
function readable(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html
    .replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name]!)
}

describe('the views of one timeline', () => {
  let page: Page
  beforeAll(async () => {
    page = await pageOf([fixture])
  })

  it('agree on what they say', () => {
    const [incident] = page.timeline.incidents
    const views = {
      html: readable(page.html),
      markdown: timelineMarkdown(page.timeline, 'markdown').replaceAll('`', ''),
      jira: timelineMarkdown(page.timeline, 'jira').replace(/\\(?=[!-/:-@[-`{-~])/g, ''),
      text: timelineText(page.timeline, { columns: 400, color: false }),
    }
    const said = [
      ...incident!.facts.map(({ value }) => value),
      ...incident!.facts.flatMap(({ detail }) => detail ?? []),
      incident!.title,
      incident!.explanation,
      incident!.shortId,
      ...incident!.ruledOut.map(({ title }) => title),
      ...incident!.runbook.flatMap(({ name, steps }) => [name, ...steps.flatMap(({ command }) => command ?? [])]),
      ...incident!.events.map(({ line }) => `:${line}`),
      ...incident!.doubts,
    ]
    for (const [name, view] of Object.entries(views))
      expect({ name, missing: said.filter((each) => !view.includes(each)) }).toEqual({ name, missing: [] })
    for (const name of ['html', 'markdown', 'jira'] as const)
      expect(incident!.events.filter(({ body }) => !views[name].includes(body.slice(0, 500)))).toEqual([])
  })

  it('are the same for the same document, byte for byte', () => {
    const again = rendered(JSON.parse(JSON.stringify(page.document)) as Page['document'])
    expect(again.html === page.html).toBe(true)
    expect(timelineMarkdown(again.timeline, 'markdown')).toBe(timelineMarkdown(page.timeline, 'markdown'))
  })

  it('name silences, times that are missing and clocks that differ', () => {
    const document = documentWith('plain', 8)
    const [incident] = document.incidents
    const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 22, 11, 0, seconds)).toISOString()
    const conns = Array.from({ length: 4 }, (_, index) => [
      { ...incident!.events[0]!, id: `a${index}`, source: 'a.log', timestamp: at(index * 60), attributes: { conn: `c${index}` } }, // prettier-ignore
      {
        ...incident!.events[0]!,
        id: `b${index}`,
        source: 'b.log',
        timestamp: at(index * 60 + 33),
        attributes: { conn: `c${index}` },
      },
    ]).flat()
    const late = { ...incident!.events[0]!, id: 'late', timestamp: at(7200) }
    const { timeline } = rendered({
      ...document,
      incidents: [{ ...incident!, events: [...conns, late, { ...late, id: 'no', timestamp: null }] }],
    })
    expect(timeline.incidents[0]!.doubts).toEqual([
      '1 event of 10 states no complete time: in the order of the log, at the end of the evidence and not in the picture.',
      'Silence of 1 h 56 min, 11:03:33 to 13:00:00 UTC: nothing happened that oclog knows, or it was not logged.',
      'The clock of b.log seems to be 33 s ahead of that of a.log, by 4 connections that both name.',
    ])
    expect(timeline.doubts).toContain('2 lines of interest are in no known format and were read as plain text.')
  })
})

describe('the HTML page', () => {
  it('holds the document that --format json prints', async () => {
    const { html, document } = await pageOf([fixture])
    const packed = /href="data:application\/gzip;base64,([^"]*)"/.exec(html)![1]!
    expect(gunzipSync(Buffer.from(packed, 'base64')).toString()).toBe(documentText(document))
  })

  it('is small', async () => {
    const empty = await pageOf([join(root, 'fixtures/quiet/2026.9.6.start-stop.file.jsonl')])
    expect(Buffer.byteLength(empty.html)).toBeLessThan(60_000)
    const thousand = await storm(2000)
    const events = thousand.timeline.incidents[0]!.events.length
    expect(events).toBeGreaterThan(1000)
    expect(Buffer.byteLength(thousand.html)).toBeLessThan(400_000)
  })

  it('is small with ten thousand events, and leaves none out', async () => {
    const { html, timeline } = await storm(20_000)
    const { events } = timeline.incidents[0]!
    expect(events.length).toBeGreaterThan(10_000)
    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000)
    expect(events.filter(({ anchor }) => !html.includes(`id=${anchor} `) && !html.includes(`id="${anchor}"`))).toEqual([]) // prettier-ignore
  })

  it('allows by its policy its own style and script alone, and has no address of anybody else', async () => {
    const { html } = await pageOf([fixture])
    expect(html).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; img-src data:; base-uri 'none'; form-action 'none'"/,
    )
    expect(html.replace(/data:application[^"]*/, '')).not.toMatch(/(?:src|href|action)="?(?!#|data:,)[^" >]+:/)
    expect(html).not.toMatch(/ style=| on\w+=/)
  })
})

describe('whatever text comes in', () => {
  const tags = (html: string): string => html.replace(/[^<>]/g, '')
  let plain: string
  beforeAll(() => {
    plain = tags(rendered(documentWith('plain')).html)
  })

  test.each(hostileTexts.map((text) => [printable(text).slice(0, 40), text]))('%s', (_, text) => {
    const { html, timeline } = rendered(documentWith(text))
    expect(tags(html) === plain).toBe(true)
    expect(html).not.toMatch(obeyed)

    for (const shown of [timelineText(timeline, plainText), terminalReport(timeline, { ...plainText, full: 5 })]) {
      expect(shown).not.toMatch(obeyed)
      // A command is one line, to be copied.
      const wide = shown.split('\n').filter((line) => displayWidth(line) > 80 && !line.trimStart().startsWith('$ '))
      expect(wide).toEqual([])
    }

    for (const flavor of ['markdown', 'jira'] as const) {
      const markdown = timelineMarkdown(timeline, flavor)
      expect(Buffer.byteLength(markdown)).toBeLessThan(flavor === 'jira' ? 32_000 : 60_000)
      expect(markdown).not.toMatch(obeyed)
    }
    expect(unquoted(timelineMarkdown(timeline, 'markdown'))).not.toMatch(
      /<(?!\/?(?:details|summary|sub)>)|@|\]\(|!\[|https?:|www\.|#\d|\$|~|\\(?!\|)/,
    )
  })

  test('the page has as many tags', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), (text) => {
        expect(tags(rendered(documentWith(text)).html) === plain).toBe(true)
      }),
      runs(300),
    )
  })

  test('Markdown has as many headings, items and rows', () => {
    const blocks = (text: string): string =>
      unquoted(timelineMarkdown(rendered(documentWith(text)).timeline, 'markdown'))
        .split('\n')
        .map((line) => /^(?:#+ |- \[ \] |- |\| |<details>|<\/details>|\*\*|<sub>|\s*$)/.exec(line)?.[0] ?? 'text')
        .join('\n')
    const expected = blocks('plain')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }).filter((text) => text.trim() !== ''), (text) => {
        expect(blocks(text)).toBe(expected)
      }), // prettier-ignore
      runs(300),
    )
  })
})

/** Markdown without what stands in code, which nobody obeys: spans and blocks as CommonMark delimits them. */
function unquoted(markdown: string): string {
  return markdown
    .replace(/^( *)(`{3,})\w*\n[^]*?\n\1\2$/gm, '(code)')
    .replace(/(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)/g, '(code)')
}
