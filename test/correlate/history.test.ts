import { expect, it, test } from 'vitest'
import { GatewayHistory } from '../../src/correlate/history.ts'
import { knowledgeOf } from '../../src/correlate/knowledge.ts'
import type { Cause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { cause, event, ids, operations, signal } from './given.ts'

const crashed = signal('crash.exception', 'symptom')
const updated = signal('version.update', 'context')
const noise = signal('agent.model', 'context')

function historyOf(events: readonly Event[], causes: readonly Cause[]): GatewayHistory {
  const history = new GatewayHistory('gateway', knowledgeOf([{ causes }], [], operations))
  for (const each of events) history.add(each)
  history.endEpisode()
  return history
}

const crash = cause('crash', { trigger: [crashed], gap: '24h' })

test.each<[string, Event[], string[][]]>([
  [
    'trouble within three hours is one episode',
    [event(crashed, 0), event(crashed, 180)],
    [['crash.exception@0', 'crash.exception@180']],
  ],
  [
    'a longer quiet stretch ends an episode',
    [event(crashed, 0), event(crashed, 181)],
    [['crash.exception@0'], ['crash.exception@181']],
  ],
  [
    'a stretch is quiet however much is logged that is no trouble',
    [event(crashed, 0), event(noise, 90), event(noise, 170), event(crashed, 181)],
    [['crash.exception@0'], ['crash.exception@181']],
  ],
])('%s', (_, events, expected) => {
  expect(historyOf(events, [crash]).incidents.map((incident) => ids(incident.events))).toEqual(expected)
})

it('an update in an earlier episode still explains trouble', () => {
  const clue = { events: [updated], before: '24h', weight: 5, why: 'it was updated the day before' }
  const { incidents } = historyOf(
    [event(updated, 0), event(crashed, 1), event(crashed, 600)],
    [cause('crash', { trigger: [crashed], supports: [clue] })],
  )
  expect(incidents.map(({ finding }) => finding.supports)).toEqual([[clue.why], [clue.why]])
})

it('a fallback cause gets only the triggers that no other cause claims', () => {
  const known = cause('known', { trigger: [{ pattern: crashed, where: { code: 1 } }] })
  const unknown = cause('unknown', { trigger: [crashed], fallback: true })
  const { incidents } = historyOf([event(crashed, 0, { attributes: { code: 1 } }), event(crashed, 1)], [unknown, known])
  expect(incidents.map(({ finding, events }) => [finding.cause.id, ids(events)])).toEqual([
    ['known', ['crash.exception@0']],
    ['unknown', ['crash.exception@1']],
  ])
})
