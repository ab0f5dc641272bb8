import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { versionProtocol } from './version-protocol.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const protocolMismatch = defineCause({
  id: 'protocol-mismatch',
  class: 'version-skew',
  title: 'A client and the gateway speak different versions of the protocol (1002)',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: remedy(facts),
    restart: no('A restart changes the protocol of neither side.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.versions, expect: 'the client and the gateway are of different versions' },
  }),
  trigger: [versionProtocol, { pattern: closes, where: { refusal: 'protocol' } }],
  strength: 90,
  claims: [
    { pattern: closes, where: { refusal: 'protocol' } },
    { pattern: closes, where: { code: 1002 } },
    clientConnectFailed,
  ],
  recovery: [lifecycleReady, wsHelloOk],
  recoverySharing: ['client'],
  stands: true,
  explain: (facts) => {
    const [expected] = facts.values('expected')
    const [offers] = offered(facts)
    return [
      facts.clause(
        facts.events,
        `${count(facts.count, 'connection')} of ${facts.values('client').join(', ') || 'a client'} ` +
          'refused: protocol mismatch.',
      ),
      facts.clause(
        facts.events.filter(({ attributes }) => attributes['expected'] !== undefined),
        `The client offers protocol ${offers ?? 'unknown'}, the gateway expects ` +
          `${expected ?? 'another'}: the ${older(facts)} is the older one.`,
      ),
    ]
  },
  checks: () => whereToLook,
  fix: (facts) => [remedy(facts)],
})

function offered(facts: Facts): string[] {
  return facts.values('max').length > 0 ? facts.values('max') : facts.values('min')
}

function older(facts: Facts): 'client' | 'gateway' | 'one' {
  const [expected] = facts.values('expected')
  const [offers] = offered(facts)
  if (expected === undefined || offers === undefined) return 'one'
  return Number(offers) > Number(expected) ? 'gateway' : 'client'
}

/** The side that is older moves up; plain `openclaw update` updates the gateway, not an app that connects to it. */
function remedy(facts: Facts): Step {
  const side = older(facts)
  if (side === 'gateway') return { what: 'Update the gateway, which is the older side', command: 'openclaw update' }
  if (side === 'client') return { what: `Update ${facts.values('client')[0] ?? 'the client'}, which is the older side` }
  return { what: 'Find which side is older, and update that one', command: check.versions.command }
}
