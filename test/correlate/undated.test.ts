import { expect, test } from 'vitest'
import { withUndated } from '../../src/correlate/undated.ts'
import type { Incident } from '../../src/model/incident.ts'
import { cause, event, ids, signal } from './given.ts'

const refused = signal('auth.refused')
const drift = cause('drift')
const missing = cause('missing')

function incident(id: string, of = drift, gateway = 'gateway'): Incident {
  const events = [event(refused, 0, { id: `event of ${id}`, logId: id, attributes: { client: id } })]
  const unknown = { helps: 'unknown', why: '' } as const
  const decision = {
    verdict: 'undecidable',
    do: undefined,
    restart: unknown,
    rollback: unknown,
    confirm: undefined,
  } as const
  const finding = {
    cause: of,
    confidence: 0.7,
    clauses: [],
    explanation: '',
    decision,
    checks: [],
    fix: [],
    supports: [],
    against: [],
  }
  return {
    id, gateway, severity: 'high', state: 'open', openedAt: undefined, lastEventAt: undefined, resolvedAt: undefined,
    finding, consequences: [], ruledOut: [], classes: ['other'], recentChanges: [], events, tracks: [],
    impact: { clients: [id], connections: 0, remotes: 0, records: 1 }, counts: { 'auth.refused': 1 },
  } // prettier-ignore
}

test('an incident without times joins the first one of its gateway with its cause', () => {
  const [first, second] = withUndated([incident('a'), incident('b')], [incident('pasted')]) as [Incident, Incident]
  expect([first.id, ids(first.events), first.impact, first.counts]).toEqual([
    'a',
    ['event of a', 'event of pasted'],
    { clients: ['a', 'pasted'], connections: 0, remotes: 0, records: 2 },
    { 'auth.refused': 2 },
  ])
  expect(second).toEqual(incident('b'))
})

test.each<[string, Incident]>([
  ['another cause', incident('pasted', missing)],
  ['another gateway', incident('pasted', drift, 'other')],
])('an incident without times of %s stays by itself', (_, undated) => {
  expect(ids(withUndated([incident('a')], [undated]))).toEqual(['a', 'pasted'])
})

test('two incidents without times of the same cause are one', () => {
  expect(ids(withUndated([], [incident('one'), incident('two')]))).toEqual(['one'])
})
