import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { listenerHint } from '../dual-listener/listener-hint.pattern.ts'
import { listenerOwner } from '../dual-listener/listener-owner.pattern.ts'
import { listenerPortBusy } from '../dual-listener/listener-port-busy.pattern.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { whereToLook } from './where-to-look.ts'

export const oldGatewayStillRunning = defineCause({
  id: 'old-gateway-still-running',
  class: 'version-skew',
  title: 'The gateway of before the upgrade still serves, and the new CLI does not understand it',
  severity: 'critical',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [
    { pattern: clientConnectFailed, where: { refusal: ['connect-params', 'protocol'] } },
    { pattern: closes, where: { refusal: 'connect-params' } },
  ],
  requires: [
    {
      events: [{ pattern: listenerOwner, where: { program: ['clawdbot', 'openclaw', 'node'] } }, listenerPortBusy],
      before: '24h',
      after: '24h',
      why: 'the port belongs to pid {pid}: {command}',
    },
  ],
  strength: 88,
  claims: [listenerPortBusy, listenerOwner, listenerHint, clientConnectFailed],
  also: ['dual-listener'],
  recovery: [lifecycleReady, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The client's connect is refused as malformed: ${facts.valuesOf(listenerOwner, 'command')[0] ?? 'an older gateway'} (pid ${facts.valuesOf(listenerOwner, 'pid')[0] ?? 'unknown'}) still owns the port and knows an older form of the protocol. The upgrade did not stop it, and the new CLI calls it "not running".`,
    ),
  ],
  checks: () => [check.listeners, check.units, ...whereToLook],
  fix: () => [
    {
      what: 'Stop the old process and remove its unit',
      command: 'systemctl --user disable --now clawdbot-gateway; kill <pid>',
    },
    fix.reinstall,
    fix.restart,
  ],
})
