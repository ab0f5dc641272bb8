import { expect, test } from 'vitest'
import type { IncidentDocument } from '../../src/model/document.ts'
import type { Attributes } from '../../src/model/record.ts'
import { extentOf, factsOf, otherClasses } from '../../src/timeline/facts.ts'
import { at, causeDocument, eventDocument, incidentDocument } from '../helpers/timeline-events.ts'

/** Value and detail of the fact with that name. */
function fact(name: string, given: Partial<IncidentDocument>): readonly [string, string | undefined] {
  const { value, detail } = factsOf(incidentDocument(given)).find((each) => each.name === name)!
  return [value, detail]
}

test('The facts stand in one order, whatever the incident is.', () => {
  const names = ['Began', 'Lasted', 'State', 'Confidence', 'Impact', 'Versions seen', 'Gateway']
  expect(factsOf(incidentDocument()).map(({ name }) => name)).toEqual(names)
  const undated = incidentDocument({ openedAt: null, lastEventAt: null })
  expect(factsOf(undated).map(({ name }) => name)).toEqual(names)
})

test('The beginning is a time that a view may show in another zone.', () => {
  expect(factsOf(incidentDocument())[0]).toEqual({
    name: 'Began',
    value: '2026-11-22 11:00:00 UTC',
    at: at('11:00:00'),
  })
})

test.each<[string, Partial<IncidentDocument>, string, string | undefined]>([
  ['Began', { openedAt: null }, 'unknown', 'the lines state no complete time'],
  ['Lasted', {}, '1 min 59 s', 'to 11:01:59 UTC'],
  ['Lasted', { lastEventAt: '2026-11-23T11:00:00Z' }, '1 d', 'to 2026-11-23 11:00:00 UTC'],
  ['Lasted', { lastEventAt: '2026-11-22T11:00:00.000Z' }, 'one moment', undefined],
  ['Lasted', { lastEventAt: null }, 'unknown', undefined],
  ['State', {}, 'open', 'no recovery seen'],
  ['State', { state: 'resolved', resolvedAt: '2026-11-22T11:05:00Z' }, 'resolved', '2026-11-22 11:05:00 UTC'],
  ['State', { state: 'resolved', resolvedAt: null }, 'resolved', undefined],
  ['Confidence', { cause: causeDocument({ confidence: 0.876 }) }, '88 %', undefined],
  [
    'Confidence',
    { consequences: [causeDocument({ class: 'close-code' }), causeDocument({ class: 'close-code' })] },
    '90 %',
    'with it: close-code',
  ],
])('The fact %s of %j is %s (%s).', (name, given, value, detail) => {
  expect(fact(name, given)).toEqual([value, detail])
})

test.each<[readonly string[], string | undefined]>([
  [[], undefined],
  [['cli', 'webchat'], 'cli, webchat'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 'a, b, c, d, e, f and 2 more'],
  [['x'.repeat(90)], `${'x'.repeat(80)}… (10 more characters)`],
])('The impact on the clients %j says %j.', (clients, detail) => {
  expect(fact('Impact', { impact: { clients, connections: 0, remotes: 0, records: 1 } })).toEqual(['1 record', detail])
})

test.each([
  [{ connections: 0, remotes: 0, records: 1 }, ['1 record']],
  [{ connections: 1, remotes: 1, records: 17 }, ['1 connection', '17 records']],
  [{ connections: 3, remotes: 1200, records: 8_931_204 }, ['3 connections', '1,200 addresses', '8,931,204 records']],
])('The extent of %j is %j.', (impact, words) => {
  expect(extentOf({ clients: [], ...impact })).toEqual(words)
})

test('The classes of consequences leave out that of the cause, "other", and repetitions.', () => {
  const consequences = (['token-mismatch', 'close-code', 'other', 'close-code'] as const).map((each) =>
    causeDocument({ class: each }),
  )
  expect(otherClasses(incidentDocument({ consequences }))).toEqual(['close-code'])
})

test.each<[readonly Attributes[], string, string | undefined]>([
  [[], 'none named', undefined],
  [[{ who: 'cli', version: '2026.9.6' }], '2026.9.6', 'cli'],
  [[{ client: 'webchat', version: '2026.9.6' }], '2026.9.6', 'webchat'],
  [[{ version: '2026.9.6' }], 'none named', undefined],
  [[{ client: '2026.7.1', gateway: '2026.9.6' }], '2026.9.6', 'gateway'],
  [
    [{ who: 'cli', version: '2026.9.6' }, { client: 'webchat', version: '2026.9.6' }, { running: '2026.9.3' }],
    '2026.9.3, 2026.9.6',
    '2026.9.3: gateway; 2026.9.6: cli, webchat',
  ],
  [
    [{ config: '2026.9.6', running: '2026.4.15' }],
    '2026.4.15, 2026.9.6',
    '2026.4.15: gateway; 2026.9.6: configuration',
  ],
  [[{ config: '/home/op/.openclaw/openclaw.json', running: true }], 'none named', undefined],
  [
    ['a', 'b', 'c', 'd', 'e'].map((who, index) => ({ who, version: `2026.${index}` })),
    '2026.0, 2026.1, 2026.2, 2026.3 and 1 more',
    undefined,
  ],
])('The versions seen in %j are %s (%s).', (attributes, value, detail) => {
  const [first, ...rest] = attributes.map((each) => eventDocument({ attributes: each }))
  const given = { changedBefore: first ? [first] : [], events: rest }
  expect(fact('Versions seen', given)).toEqual([value, detail])
})
