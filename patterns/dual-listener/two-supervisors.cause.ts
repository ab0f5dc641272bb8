import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { fix } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerDuelingUnits } from './listener-dueling-units.pattern.ts'
import { listenerForceKill } from './listener-force-kill.pattern.ts'
import { listenerKilledByRival } from './listener-killed-by-rival.derivation.ts'
import { listenerSignalRepeated } from './listener-signal-repeated.pattern.ts'
import { lostStart } from './lost-start.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

export const twoSupervisors = defineCause({
  id: 'two-supervisors',
  class: 'dual-listener',
  title: 'Two supervisors run a gateway on the same port and push each other out',
  severity: 'critical',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [listenerDuelingUnits, listenerSignalRepeated, listenerForceKill, listenerKilledByRival],
  strength: 45,
  supports: [
    {
      events: [listenerDuelingUnits],
      weight: 50,
      why: 'the gateway itself found a user unit and a system unit',
    },
    {
      events: [listenerSignalRepeated],
      weight: 30,
      why: 'the gateway says that another supervisor may be managing it',
    },
    {
      events: [listenerForceKill],
      atLeast: 2,
      weight: 35,
      why: 'starting gateways killed the one on the port more than once',
    },
    {
      events: [{ pattern: lifecycleSignal, where: { signal: 'SIGTERM' } }],
      atLeast: 3,
      weight: 10,
      why: 'the gateway was stopped by SIGTERM again and again',
    },
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
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A supervised gateway kills whatever gateway it finds on its port. With two of them${facts.values('userUnit').length > 0 ? ` (${facts.values('userUnit')[0]} and ${facts.values('systemUnit')[0]})` : ''} this becomes a chain of clean stops and starts without a crash line; clients see 1012 again and again.`,
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [
    {
      what: 'Disable one of the units',
      command: 'systemctl --user disable --now openclaw-gateway  # or: sudo systemctl disable --now openclaw-gateway',
    },
    fix.restart,
  ],
})
