import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AnalysisDocument, EventDocument } from '../../src/model/document.ts'
import type { Description } from '../../src/timeline/event.ts'
import { timelineOf, type Timeline } from '../../src/timeline/timeline.ts'
import { listed, sizeText, timesText, titleOf, verdictText } from '../../src/timeline/words.ts'
import { root } from '../helpers/cli.ts'
import { eventDocument, incidentDocument } from '../helpers/timeline-events.ts'

function made(given: Partial<AnalysisDocument>, descriptions = new Map<string, Description>()): Timeline {
  return timelineOf({ schema: 's', oclog: 'o', inputs: [], incidents: [], ...given }, descriptions)
}

const withEvents = (events: readonly EventDocument[], changedBefore: readonly EventDocument[] = []): Timeline =>
  made({ incidents: [incidentDocument({ events, changedBefore })] })

test('The timeline is made of the document alone: its files import nothing but model/ and base/.', () => {
  const folder = join(root, 'src/timeline')
  const imports = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/ from '([^']+)'/g)].map(([, path]) => `${file} ${path}`),
  )
  expect(imports.length).toBeGreaterThan(20)
  expect(imports.filter((line) => !/^\S+ (?:\.|\.\.\/model|\.\.\/base)\/[\w-]+\.ts$/.test(line))).toEqual([])
})

test.each([
  [['/var/log/gateway.log'], ['gateway.log']],
  [
    ['/a/gateway.log', '/b/gateway.log'],
    ['a/gateway.log', 'b/gateway.log'],
  ],
  [
    ['/a/x/gateway.log', '/b/x/gateway.log', '/c/node.log'],
    ['a/x/gateway.log', 'b/x/gateway.log', 'node.log'],
  ],
  [
    ['gateway.log', '/a/gateway.log'],
    ['gateway.log', 'a/gateway.log'],
  ],
  [
    ['-', '/'],
    ['-', '/'],
  ],
])('The sources %j are called %j.', (paths, names) => {
  const events = paths.map((source) => eventDocument({ source }))
  const { sources, incidents } = withEvents(events)
  expect(sources.map(({ name }) => name)).toEqual(names)
  expect(incidents[0]!.events.map(({ place }) => place)).toEqual(
    names.map((name, index) => `${name}:${events[index]!.line}`),
  )
})

test('A log that was read twice is one source and two inputs.', () => {
  const input = { path: 'a.log', format: '', lines: 3, bytes: 30, firstTimestamp: null, lastTimestamp: null }
  const { sources, inputs, totals } = made({ inputs: [input, { ...input, unparsed: 2 }] })
  expect(sources.map(({ name }) => name)).toEqual(['a.log'])
  expect(inputs).toHaveLength(2)
  expect(totals).toEqual({ lines: 6, bytes: 60, unparsed: 2 })
})

test('Anchors are unique within a timeline and hold nothing but letters, digits, _ and -.', () => {
  const ids = ['abcdef0123', 'abcdef0199', '"><script>', '" onclick=', '', '']
  const incidents = [0, 3].map((from) =>
    incidentDocument({ events: ids.slice(from, from + 3).map((id) => eventDocument({ id })) }),
  )
  const anchors = made({ incidents }).incidents.flatMap(({ events }) => events.map(({ anchor }) => anchor))
  expect(anchors).toEqual(['eabcdef01', 'eabcdef01-2', 'escript', 'eonclick', 'e', 'e-2'])
})

test('An event that changed something before and is part of the incident is one event, among the changes too.', () => {
  const [earlier, both, own] = [eventDocument(), eventDocument(), eventDocument()]
  const [incident] = withEvents([both, own], [earlier, both]).incidents
  expect(incident!.events.map(({ id, before }) => [id, before])).toEqual([
    [earlier.id, true],
    [both.id, false],
    [own.id, false],
  ])
  expect(incident!.changes).toEqual([incident!.events[0], incident!.events[1]])
})

test('Harmless events are counted by the reason why they are.', () => {
  const benign = ['a tab was closed', 'a planned restart', 'a tab was closed'].map((why, index) => ({
    ...eventDocument({ count: index + 1 }),
    why,
  }))
  expect(made({ benign }).harmless).toEqual([
    { why: 'a tab was closed', records: 4 },
    { why: 'a planned restart', records: 2 },
  ])
})

test('An event takes its title from its pattern, and its id where the pattern is unknown.', () => {
  const events = ['known', 'unknown'].map((pattern) => eventDocument({ pattern, attributes: { code: 1008 } }))
  const known = new Map([['known', { title: 'Closed with {code}', routine: true }]])
  const [incident] = made({ incidents: [incidentDocument({ events })] }, known).incidents
  expect(incident!.events.map(({ title, routine }) => [title, routine])).toEqual([
    ['Closed with 1008', true],
    ['unknown', false],
  ])
})

test.each([
  ['Closed with {code}', 'Closed with 1008'],
  ['Closed ({code})', 'Closed (1008)'],
  ['Refused: {reason}', 'Refused'],
  ['Closed by {peer} ({reason})', 'Closed by $&'],
  ['No placeholder', 'No placeholder'],
])('The title %j becomes %j for an event that says a code and a peer.', (template, title) => {
  expect(titleOf(template, { code: 1008, peer: '$&' })).toBe(title)
})

test.each([
  ['wait', 'Wait'],
  ['config-rollback', 'Config rollback'],
  ['a verdict of a later version', 'a verdict of a later version'],
  ['constructor', 'constructor'],
])('The verdict %s is shown as %s.', (verdict, words) => {
  expect(verdictText(verdict)).toBe(words)
})

test('Words for several things say how many there are.', () => {
  expect(listed([], 3)).toBe(undefined)
  expect(listed(['a', 'b', 'c', 'd', 'e'], 3)).toBe('a, b, c and 2 more')
  expect([timesText(1), timesText(8931)]).toEqual(['', ' ×8,931'])
  expect([sizeText(1, 1), sizeText(2, 1), sizeText(13, 400)]).toEqual(['1 event', '2 events', '13 events, 400 records'])
})
