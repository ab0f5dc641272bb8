import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { noChange, no } from '../answers.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { endTheHolder, holderOf, lookAtHolder, lostStarts, stopTheSecond, supervisedStarts } from '../port-holder.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

export const secondGateway = defineCause({
  id: 'second-gateway',
  class: 'dual-listener',
  title: 'A second gateway was started while one already runs',
  severity: 'high',
  decide,
  trigger: portTaken,
  strength: 84,
  supports: [
    {
      events: [supervisorRestart, reportOtherGateways],
      weight: 5,
      why: 'a supervisor keeps starting it',
    },
    {
      events: [{ pattern: listenerOwner, where: { program: ['openclaw', 'clawdbot', 'node'] } }],
      weight: 4,
      why: 'the port belongs to pid {pid}: {command}',
    },
  ],
  claims: lostStart,
  recovery: [lifecycleReady],
  explain: (facts) => {
    const { name, on } = holderOf(facts)
    const starts = supervisedStarts(facts)
    const [url] = [...facts.values('url'), ...facts.values('address')]
    const within = facts.span > 0n && lostStarts(facts) > 1 ? ` within ${formatDuration(facts.span)}` : ''
    return [
      facts.clause(
        facts.events,
        `${count(lostStarts(facts), 'start')}${within} gave up because ${url ?? 'the port or the lock'} is taken.`,
      ),
      facts.clause(on, `The holder is ${name ?? 'unknown'}.`),
      facts.clause(
        starts.unit === undefined ? [] : starts.on,
        `The start that lost belongs to ${starts.unit ?? 'a supervisor'}.`,
      ),
    ]
  },
  background:
    'The gateway that came first serves on; the second one exits. A unit, task, autostart entry or ' +
    'shell that starts the second shows as failed and misleads.',
  checks: (facts) => [lookAtHolder(facts), ...findAllGateways],
  fix: (facts) => [stopTheSecond(facts), ...endTheHolder(facts)],
})

function decide(facts: Facts): Ruling {
  const { pid } = holderOf(facts)
  const act = stopTheSecond(facts)
  return {
    verdict: 'stop-duplicate',
    do:
      act.when === undefined
        ? act
        : {
            ...lookAtHolder(facts),
            what: `See whether the holder is the gateway that should serve; if so, ${lowered(act.what)}`,
          },
    restart: no(
      'The start that lost finds the port taken again, and the one that serves needs no restart.',
      facts.events.slice(-1),
    ),
    rollback: noChange,
    confirm: {
      ...lookAtHolder(facts),
      expect:
        pid === undefined
          ? 'a gateway that is older than the failed start'
          : `pid ${pid} is a gateway, started before the failed start`,
    },
    stands: lostStarts(facts) >= 3,
  }
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
