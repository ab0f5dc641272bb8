import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { clientUnreachable } from '../false-green/client-unreachable.pattern.ts'
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
  decide: () => ({ verdict: 'restart-and-validate' }),
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
      facts.has(reportTaskMissing) || facts.has(reportPortSilent)
        ? 'The client reports "closed (1006)", but there is nothing that could close: no gateway is listening. The service points to something that is not there.'
        : `The client's connection was gone without a close frame, ${count(facts.count, 'time')}: the gateway was killed, is not there, or the path was cut. The gateway's own log must show which.`,
    ),
  ],
  checks: () => [check.status, check.listeners, check.journal],
  fix: () => [
    {
      what: 'Start the gateway, writing its service anew if that is missing',
      command: 'openclaw gateway install --force && openclaw gateway start',
    },
  ],
})
