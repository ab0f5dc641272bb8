import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { holderOf, lookAtHolder } from '../port-holder.ts'
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
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: {
      what:
        `Disable the unit of the old gateway, ${holderOf(facts).name ?? 'which holds the port'}, then ` +
        'start the new one',
      command: 'systemctl --user disable --now clawdbot-gateway',
    },
    restart: no('The old process holds the port until it is stopped.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...lookAtHolder(facts), expect: 'a gateway that was started before the upgrade' },
  }),
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
  stands: true,
  explain: (facts) => [
    facts.clause(facts.events, "The gateway refuses the client's connect as malformed or of another protocol."),
    facts.clause(holderOf(facts).on, `The port is held by ${holderOf(facts).name ?? 'another process'}.`),
  ],
  background: 'An upgrade can leave the earlier gateway running; the new CLI then calls it "not running".',
  checks: (facts) => [lookAtHolder(facts), check.units, ...whereToLook],
  fix: (facts) => {
    const { pid } = holderOf(facts)
    return [
      { what: 'Disable the old unit', command: 'systemctl --user disable --now clawdbot-gateway' },
      ...(pid === undefined ? [] : [{ what: `End pid ${pid}`, command: `kill ${pid}`, when: 'if it is still there' }]),
      fix.reinstall,
      fix.restart,
    ]
  },
})
