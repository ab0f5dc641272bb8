import { expect, test } from 'vitest'
import { blankFacts } from '../../src/correlate/blank-facts.ts'
import { decide } from '../../src/correlate/decide.ts'
import { settingsOf, tracksOf } from '../../src/correlate/tracks.ts'
import type { Facts } from '../../src/model/cause.ts'
import type { Answer, Ruling, Verdict } from '../../src/model/decision.ts'
import type { Signal } from '../../src/model/signal.ts'
import type { TrackName } from '../../src/model/track-setting.ts'
import { event, signal } from './given.ts'

const trigger = event(signal('trigger'), 10)
const change = event(signal('config.write', 'context'), 5)
const because = (helps: Answer['helps'], on = [change]): Answer => ({ helps, why: 'Because.', on })

function facts(given: Partial<Facts> = {}): Facts {
  return { ...blankFacts, events: [trigger], ...given }
}

/** The facts where that part was in that state before the trigger. */
function withState(track: TrackName, state: string): Facts {
  const setter: Signal = { ...signal('setter'), sets: [{ track, state }] }
  return facts({ tracks: tracksOf([event(setter, 0)], settingsOf([setter])) })
}

test.each<[string, Ruling, Facts, Verdict]>([
  ['a verdict that needs no witness stands', { verdict: 'align-credentials' }, facts(), 'align-credentials'],
  [
    'a rollback with a change that shows it stands',
    { verdict: 'config-rollback', rollback: because('yes') },
    facts(),
    'config-rollback',
  ],
  [
    'a rollback without an event that shows it is taken back',
    { verdict: 'config-rollback', rollback: because('yes', []) },
    facts(),
    'fix-environment',
  ],
  [
    'a rollback without a change is taken back to what the cause says instead',
    { verdict: 'config-rollback', otherwise: 'wait' },
    facts(),
    'wait',
  ],
  [
    'a rollback after a change that nothing ties to it is taken back',
    { verdict: 'config-rollback' },
    facts({ configChanges: [change] }),
    'fix-environment',
  ],
  [
    'a restart of what is stuck stands',
    { verdict: 'restart-and-validate' },
    withState('gateway.process', 'stuck'),
    'restart-and-validate',
  ],
  [
    'a restart of what serves is taken back',
    { verdict: 'restart-and-validate' },
    withState('gateway.process', 'serving'),
    'undecidable',
  ],
  ['what is over needs nothing', { verdict: 'align-credentials' }, facts({ over: true }), 'none-needed'],
  [
    'what is over and comes back needs what it needed',
    { verdict: 'align-credentials', stands: true },
    facts({ over: true }),
    'align-credentials',
  ],
  [
    'what cannot be decided cannot when it is over either',
    { verdict: 'undecidable' },
    facts({ over: true }),
    'undecidable',
  ],
])('%s', (_, ruling, given, verdict) => {
  expect(decide(ruling, given).verdict).toBe(verdict)
})

test.each<[string, Facts, Answer['helps'], string]>([
  [
    'a change waits for it',
    withState('config.used', 'waits-for-restart'),
    'yes',
    'A change of the configuration waits for a restart.',
  ],
  [
    'the gateway does not reload what was changed',
    withState('config.used', 'reload-off'),
    'yes',
    'The configuration on disk was changed, and the running gateway does not reload it.',
  ],
  [
    'a reload was skipped',
    withState('config.used', 'skipped'),
    'yes',
    'The gateway skipped a reload and still uses what it read before.',
  ],
  ['the process is stuck', withState('gateway.process', 'stuck'), 'yes', 'The process is up and does no work.'],
  [
    'the configuration that was read is in use',
    withState('config.used', 'applied'),
    'unknown',
    'Nothing in this log shows that what runs differs from what is on disk.',
  ],
  [
    'no track says anything',
    facts(),
    'unknown',
    'Nothing in this log shows that what runs differs from what is on disk.',
  ],
])('a cause that does not say whether a restart helps is answered from the tracks: %s', (_, given, helps, why) => {
  const { restart } = decide({ verdict: 'fix-environment' }, given)
  expect({ helps: restart.helps, why: restart.why }).toEqual({ helps, why })
  expect((restart.on ?? []).length).toBe(helps === 'yes' ? 1 : 0)
})

test.each<[string, Facts, Answer]>([
  ['nothing was changed', facts(), { helps: 'no', why: 'No change of the configuration came before it in this log.' }],
  [
    'something was changed',
    facts({ configChanges: [event(signal('config.write'), 1), change] }),
    {
      helps: 'unknown',
      why: 'The configuration was changed before it; nothing shows that the change brought it about.',
      on: [change],
    },
  ],
])('a cause that does not say whether a rollback helps is answered from the changes: %s', (_, given, rollback) => {
  expect(decide({ verdict: 'fix-environment' }, given).rollback).toEqual(rollback)
})

test('the answers of a cause count for more than the tracks', () => {
  const ruling: Ruling = { verdict: 'fix-environment', restart: because('no'), rollback: because('yes') }
  const decision = decide(ruling, withState('gateway.process', 'stuck'))
  expect([decision.restart, decision.rollback]).toEqual([because('no'), because('yes')])
})

test('what is over has nothing to do, and still says how to confirm it', () => {
  const confirm = { what: 'Ask for the state', command: 'openclaw gateway status' }
  const ruling: Ruling = { verdict: 'restart-and-validate', do: { what: 'Restart' }, confirm }
  expect(decide(ruling, facts({ over: true }))).toEqual({
    verdict: 'none-needed',
    do: undefined,
    restart: { helps: 'no', why: 'It is over.', on: [trigger] },
    rollback: { helps: 'no', why: 'It is over.', on: [trigger] },
    confirm,
  })
})
