import { defineCause, type Facts } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { keepOne } from './keep-one.ts'
import { listenerDuelingUnits } from './listener-dueling-units.pattern.ts'
import { listenerForceKill } from './listener-force-kill.pattern.ts'
import { listenerKilledByRival } from './listener-killed-by-rival.derivation.ts'
import { listenerSignalRepeated } from './listener-signal-repeated.pattern.ts'
import { listenerStoppedEarly } from './listener-stopped-early.derivation.ts'
import { lostStart } from './lost-start.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

const sigterm = { pattern: lifecycleSignal, where: { signal: 'SIGTERM' } } as const

const restartStorm = { pattern: listenerSignalRepeated, where: { restarts: /^\d+$/ } } as const

export const twoSupervisors = defineCause({
  id: 'two-supervisors',
  class: 'dual-listener',
  title: 'Two supervisors run a gateway on the same port and push each other out',
  severity: 'critical',
  decide: (facts) => ({
    // "Another supervisor may be managing this gateway" is a suspicion, which this log must bear out.
    verdict: isShown(facts) ? 'stop-duplicate' : 'undecidable',
    do: keepOne(facts),
    restart: no('The rival stops the next start, too.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.units, expect: 'two units, or a unit beside a container or a task' },
    stands: true,
  }),
  trigger: [
    listenerDuelingUnits,
    // A gateway that counts SIGTERMs ("may be managing") only guesses: whoever restarts it by hand sees it, too.
    restartStorm,
    listenerForceKill,
    listenerKilledByRival,
    listenerStoppedEarly,
  ],
  strength: 45,
  supports: [
    { events: [listenerDuelingUnits], weight: 50, why: 'the gateway itself found a user unit and a system unit' },
    {
      events: [listenerSignalRepeated],
      weight: 30,
      why: 'the gateway says that another supervisor may be managing it',
    },
    { events: [listenerStoppedEarly], weight: 28, why: 'each start got SIGTERM within seconds' },
    {
      events: [listenerForceKill],
      atLeast: 2,
      weight: 35,
      why: 'starting gateways killed the one on the port more than once',
    },
    { events: [sigterm], atLeast: 3, weight: 10, why: 'the gateway was stopped by SIGTERM again and again' },
  ],
  against: [
    {
      events: [{ pattern: lifecycleSignal, where: { signal: ['SIGUSR1', 'SIGUSR2'] } }],
      weight: 10,
      why: 'restarts were asked for (SIGUSR)',
    },
  ],
  claims: [
    ...lostStart,
    lifecycleSignal,
    lifecycleReady,
    lifecycleStart,
    listenerDuelingUnits,
    listenerSignalRepeated,
    listenerForceKill,
    reportOtherGateways,
  ],
  explain: (facts) => [
    facts.clause(
      facts.select([listenerDuelingUnits]),
      `The gateway found two units on its port: ${facts.values('userUnit').join(', ')} and ` +
        `${facts.values('systemUnit').join(', ')}.`,
    ),
    facts.clause(
      facts.select([listenerForceKill]),
      (on) => `A starting gateway ended the one on its port, ${times(on.length)}.`,
    ),
    facts.clause(
      facts.select([listenerSignalRepeated]),
      (on) =>
        `The gateway says: ${on
          .at(-1)!
          .body.replace(/^\[\w+\] /, '')
          .slice(0, 160)}.`,
    ),
    facts.clause(
      facts.select([listenerStoppedEarly]),
      'At least three starts got SIGTERM within seconds, and no line says that their own supervisor stopped them.',
    ),
    facts.clause(
      facts.select([listenerKilledByRival]),
      'SIGTERM ended it, and systemd started it again each time: systemd does not do that after a stop of its own.',
    ),
  ],
  background:
    'A supervised gateway ends whatever gateway it finds on its port. With two of them this is a ' +
    'chain of clean stops and starts without a crash line, and clients see 1012 again and again.',
  checks: () => findAllGateways,
  fix: (facts) => [keepOne(facts), check.status],
})

function times(number: number): string {
  return number === 1 ? 'once' : `${number} times`
}

/** More than the gateway's own suspicion: units that fight, gateways killed by others, or stops that the log shows. */
function isShown(facts: Facts): boolean {
  const shown = facts.select([listenerDuelingUnits, listenerForceKill, listenerKilledByRival, listenerStoppedEarly])
  return shown.length > 0 || facts.select([sigterm]).length >= 3
}
