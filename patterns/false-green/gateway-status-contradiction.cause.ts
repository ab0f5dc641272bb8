import { defineCause } from '../../src/model/cause.ts'
import { listenerHint } from '../dual-listener/listener-hint.pattern.ts'
import { listenerOwner } from '../dual-listener/listener-owner.pattern.ts'
import { listenerPortBusy } from '../dual-listener/listener-port-busy.pattern.ts'
import { check, fix } from '../steps.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { reportContradiction } from './report-contradiction.derivation.ts'
import { reportProbe } from './report-probe.pattern.ts'
import { reportRuntime } from './report-runtime.pattern.ts'
import { reportStatusJson } from './report-status-json.pattern.ts'

export const gatewayStatusContradiction = defineCause({
  id: 'gateway-status-contradiction',
  class: 'false-green',
  title: 'The status says one thing, and the port says another',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [reportContradiction],
  gap: '3h',
  strength: 60,
  claims: [
    reportRuntime,
    reportProbe,
    listenerPortBusy,
    listenerOwner,
    reportStatusJson,
    listenerHint,
    clientConnectFailed,
  ],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('what').join('; ')}. ${facts.values('what').some((what) => what.includes('not running')) ? 'Some versions print "not running" for every closed probe: the listener lives and refused the handshake.' : 'A status command looks at the service manager and at one probe; neither is what clients go through.'}`,
    ),
  ],
  checks: () => [check.status, check.listeners, check.journal],
  fix: () => [fix.restart],
})
