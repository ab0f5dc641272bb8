import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { versionProtocol } from './version-protocol.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const protocolMismatch = defineCause({
  id: 'protocol-mismatch',
  class: 'version-skew',
  title: 'A client and the gateway speak different versions of the protocol (1002)',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [versionProtocol, { pattern: closes, where: { refusal: 'protocol' } }],
  strength: 90,
  claims: [
    { pattern: closes, where: { refusal: 'protocol' } },
    { pattern: closes, where: { code: 1002 } },
    clientConnectFailed,
  ],
  recovery: [lifecycleReady, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const [expected] = facts.values('expected')
        const [offers] = facts.values('max').length > 0 ? facts.values('max') : facts.values('min')
        return `${count(facts.count, 'connection')} of ${facts.values('client').join(', ') || 'a client'} refused${expected !== undefined ? `: the client offers protocol ${offers ?? '?'}, the gateway expects ${expected}` : ''}. ${expected !== undefined && offers !== undefined && Number(offers) > Number(expected) ? 'The gateway is the older one.' : 'The older of the two must be updated; a restart changes nothing.'}`
      })(),
    ),
  ],
  checks: () => whereToLook,
  fix: () => [
    { what: 'Update the client (or the gateway, if that is the older one)', command: 'openclaw update' },
    fix.reinstall,
    fix.restart,
  ],
})
