import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Ruling, Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { clientUnreachable } from './client-unreachable.pattern.ts'
import { listenersOf, nobodyListens, startGateway } from '../nobody-listens.ts'

export const gatewayUnreachable = defineCause({
  id: 'gateway-unreachable',
  class: 'other',
  title: 'Nothing listens where the client looks for the gateway',
  severity: 'medium',
  decide: (facts) => ruling(facts),
  fallback: true,
  trigger: [clientUnreachable],
  strength: 55,
  claims: [clientConnectFailed],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A client's connection to ${facts.values('address').join(', ')} was refused ` +
        `(${count(facts.count, 'time')}): nothing listens there, as seen from the client.`,
    ),
    facts.clause(
      nobodyListens(facts),
      (on) =>
        'The status of the machine itself says: ' +
        `${[...new Set(on.map(({ body }) => body.trim()))].slice(0, 3).join('; ')}.`,
    ),
    facts.clause(
      serving(facts),
      'The gateway of this log serves at that time, so that the client looks in the wrong place.',
    ),
  ],
  background: "A client in a container that dials 127.0.0.1 reaches the container's own loopback, not the gateway's.",
  checks: (facts) => [check.status, listenersOf(facts)],
  fix: (facts) =>
    nobodyListens(facts).length > 0
      ? startGateway(facts)
      : [rightAddress, { ...startGateway(facts)[0]!, when: 'no gateway runs where it should', instead: true }],
})

const rightAddress: Step = {
  what:
    'Give the client the address at which the gateway listens (gateway.remote.url or --url; in a ' +
    'container the name of the service, not 127.0.0.1)',
  command: 'openclaw config get gateway.remote.url',
}

function ruling(facts: Facts): Ruling {
  const on = nobodyListens(facts)
  const confirm = {
    ...listenersOf(facts),
    expect: 'no line on the machine of the client; a line with the gateway where it runs',
  }
  if (on.length > 0)
    return {
      verdict: 'restart-and-validate',
      do: startGateway(facts)[0]!,
      restart: { helps: 'yes', why: 'No gateway runs on this machine, and nothing here starts it.', on },
      confirm,
    }
  const alive = serving(facts)
  return {
    verdict: 'fix-environment',
    do: rightAddress,
    restart:
      alive.length > 0
        ? { helps: 'no', why: 'The gateway serves.', on: alive }
        : { helps: 'unknown', why: 'Only the client speaks: whether a gateway runs elsewhere, it does not say.' },
    confirm,
  }
}

/** The gateway's own sign that it serves. */
function serving({ tracks, events }: Facts): readonly Event[] {
  const process = tracks.at(events.at(-1)!, 'gateway.process')
  return process?.state === 'serving' ? [process.from] : []
}
