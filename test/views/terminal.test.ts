import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { displayWidth } from '../../src/base/text.ts'
import { evidenceOf } from '../../src/timeline/evidence.ts'
import type { Timeline } from '../../src/timeline/timeline.ts'
import { terminalReport } from '../../src/views/terminal.ts'
import { root } from '../helpers/cli.ts'
import { documentWith, pageOf, rendered } from '../helpers/timelines.ts'

const wide = { columns: 400, color: false, full: 5 }
const narrow = { columns: 80, color: false, full: 5 }

let timeline: Timeline
beforeAll(async () => {
  timeline = (await pageOf([join(root, 'fixtures/token-rotated/2026.9.6.console.log')])).timeline
})

test('The report says what the timeline says: cause, times, impact, reasons, evidence, and the steps of the cause.', () => {
  const [incident] = timeline.incidents
  const report = terminalReport(timeline, wide)
  const told = [
    incident!.verdictWords.toUpperCase(),
    incident!.title,
    incident!.explanation,
    `${incident!.confidence} % sure`,
    incident!.course.lasted!,
    ...incident!.extent,
    ...incident!.supports,
    ...incident!.against,
    ...incident!.ruledOut.slice(0, 5).flatMap(({ title, why }) => [title, why]),
    ...evidenceOf(incident!.events, incident!.changes, 8).events.map(({ title }) => title),
    ...incident!.runbook.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? [])),
  ]
  expect(told.length).toBeGreaterThan(20)
  expect(told.filter((text) => !report.includes(text))).toEqual([])
})

test('The report names the log where there are several of the same name, and only the line where there is one.', async () => {
  const paths = ['token-rotated', 'planned-restart'].map((name) => join(root, 'fixtures', name, '2026.9.6.console.log'))
  const both = terminalReport((await pageOf(paths)).timeline, wide)
  expect(both).toMatch(/ …tated\/2026\.9\.6\.console\.log:\d+$/m)
  expect(terminalReport(timeline, wide)).toMatch(/ line \d+$/m)
})

test('An incident that recovered at an unknown time is not said to be without recovery.', () => {
  const document = documentWith('plain')
  const [incident] = document.incidents
  const resolved = { ...document, incidents: [{ ...incident!, state: 'resolved' as const, resolvedAt: null }] }
  expect(terminalReport(rendered(resolved).timeline, wide)).toMatch(/, recovered$/m)
  const open = { ...document, incidents: [{ ...incident!, state: 'open' as const }] }
  expect(terminalReport(rendered(open).timeline, wide)).toMatch(/, no recovery seen$/m)
})

test('Incidents beyond those that are shown in full get one line each.', () => {
  const document = documentWith('plain')
  const [incident] = document.incidents
  const incidents = ['a', 'b', 'c'].map((id) => ({ ...incident!, id: id.repeat(12) }))
  const report = terminalReport(rendered({ ...document, incidents }).timeline, { ...narrow, full: 1 })
  expect(report).toContain('1 of 3 · aaaaaaaa\n')
  expect(report).toContain('\n2 more incidents, less important\n  bbbbbbbb  plain: plain\n  cccccccc  plain: plain\n')
})

test.each([40, 80])('At %d columns, nothing but a command is wider than the terminal.', (columns) => {
  const long = 'a-word-of-a-title '.repeat(30)
  for (const each of [timeline, rendered(documentWith(long)).timeline]) {
    const lines = terminalReport(each, { ...narrow, columns }).split('\n')
    expect(lines.filter((line) => displayWidth(line) > columns && !line.trimStart().startsWith('$ '))).toEqual([])
  }
})
