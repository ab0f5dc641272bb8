import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { extendList } from '../extend-list.ts'
import { fix } from '../steps.ts'
import { proxyConfigRequired } from './proxy-config-required.pattern.ts'

export const trustedProxyIncomplete = defineCause({
  id: 'trusted-proxy-incomplete',
  class: 'policy-drop',
  title: 'The gateway does not start: its proxy or Tailscale authentication is incomplete',
  severity: 'critical',
  decide: (facts) => ({
    verdict: changedGateway(facts).length > 0 ? 'config-rollback' : 'fix-environment',
    do: changedGateway(facts).length > 0 ? fix.rollback : complete(facts),
    restart: { helps: 'no', why: 'Each start refuses the same configuration.', on: facts.events },
    rollback:
      changedGateway(facts).length > 0
        ? { helps: 'yes', why: 'These settings were changed before the refused start.', on: changedGateway(facts) }
        : { helps: 'no', why: 'No change of these settings came before it in this log.' },
    stands: true,
  }),
  trigger: [proxyConfigRequired],
  strength: 92,
  claims: [crashStartFailed, supervisorExit, supervisorRestart],
  also: ['config-invalid'],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(changedGateway(facts), (on) => `The configuration was changed: ${on.at(-1)!.attributes['paths']}.`),
    facts.clause(facts.events, ([event]) => `${count(facts.count, 'start')} refused: "${event!.body.slice(0, 200)}".`),
  ],
  checks: () => [{ what: 'The gateway section', command: 'openclaw config get gateway' }],
  fix: (facts) =>
    changedGateway(facts).length > 0 ? [fix.rollback, { ...complete(facts), instead: true }] : [complete(facts)],
})

function complete(facts: Facts): Step {
  const needs = facts.values('needs')
  if (needs.some((need) => need.startsWith('gateway.trustedProxies')))
    return extendList(
      'gateway.trustedProxies',
      '<proxy-address>',
      'Name the address of the proxy in front of the gateway',
    )
  return { what: `Complete the settings: the start requires ${needs.join('; ') || 'what its refusal names'}` }
}

function changedGateway(facts: Facts): readonly Event[] {
  return facts.configChanges.filter(({ attributes: { paths } }) =>
    /gateway\.(?:auth|trustedProxies|tailscale|bind)/.test(String(paths)),
  )
}
