import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Ruling } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { clientUnreachable } from '../false-green/client-unreachable.pattern.ts'
import { listenersOf, nobodyListens, startGateway } from '../nobody-listens.ts'
import { reportPortSilent } from '../false-green/report-port-silent.pattern.ts'
import { reportTaskMissing } from '../false-green/report-task-missing.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { clientClosed } from './client-closed.pattern.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'

export const gatewayGone = defineCause({
  id: 'gateway-gone',
  class: 'close-code',
  title: 'Clients lose the gateway without a close frame (1006)',
  severity: 'high',
  decide: (facts) => ruling(facts),
  fallback: true,
  trigger: [{ pattern: clientClosed, where: { code: [1006, 1005] } }],
  strength: 45,
  supports: [
    {
      events: [reportPortSilent, reportTaskMissing, clientUnreachable],
      weight: 25,
      why: 'nothing listens on the port',
    },
  ],
  claims: [clientUnreachable, reportPortSilent, reportTaskMissing],
  recovery: [lifecycleReady, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A client reports "closed (${facts.values('code').join(', ')})", ${count(facts.count, 'time')}: ` +
        'its connection was gone without a close frame.',
    ),
    facts.clause(
      nobodyListens(facts),
      (on) =>
        'There is no gateway that could close: ' +
        `${[...new Set(on.map(({ body }) => body.trim()))].slice(0, 3).join('; ')}.`,
    ),
    facts.clause(byGateway(facts), 'A part of the gateway itself wrote that, so that the gateway lives.'),
  ],
  background:
    'A killed gateway, one that is not there and a path that was cut look the same to a client. The ' +
    'log of the gateway shows which.',
  checks: (facts) => [check.status, listenersOf(facts), check.journal],
  fix: (facts) =>
    nobodyListens(facts).length > 0
      ? startGateway(facts)
      : [{ ...startGateway(facts)[0]!, when: 'the status says that it is not running' }],
})

/** Parts of the gateway's own process that call it: that they write shows that it lives. */
const inGateway = /^(?:tools|diagnostic|embedded|gateway|ws|subagent|agent|native-approvals|approvals)\b/

function byGateway({ events }: Facts): readonly Event[] {
  return events.filter(({ attributes }) => inGateway.test(String(attributes['subsystem'] ?? '')))
}

function ruling(facts: Facts): Ruling {
  const on = nobodyListens(facts)
  const confirm = { ...listenersOf(facts), expect: 'no line, if no gateway is there' }
  if (on.length === 0)
    return {
      verdict: 'undecidable',
      do: check.status,
      restart:
        byGateway(facts).length > 0
          ? {
              helps: 'no',
              why: 'A part of the gateway itself wrote the line: the gateway lives.',
              on: byGateway(facts),
            }
          : { helps: 'unknown', why: 'Only the client speaks: its line does not say what became of the gateway.' },
      confirm,
    }
  return {
    verdict: 'restart-and-validate',
    do: startGateway(facts)[0]!,
    restart: { helps: 'yes', why: 'No gateway runs, and nothing here starts it.', on },
    confirm,
  }
}
