import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { check, fix } from '../steps.ts'
import { scopeMissing } from './scope-missing.pattern.ts'
import { scopeUnauthorizedRole } from './scope-unauthorized-role.pattern.ts'

export const missingScope = defineCause({
  id: 'missing-scope',
  class: 'missing-scope',
  title: 'A client is connected and may not do what it tries: a scope is missing',
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: [scopeMissing, scopeUnauthorizedRole],
  strength: 88,
  claims: [{ pattern: closes, where: { refusal: 'repeated-unauthorized' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const methods = facts.values('method')
        const probe = ['status', 'system-presence', 'config.get'].every((method) => methods.includes(method))
        return (
          `${count(facts.count, 'call')} refused for want of ${facts.values('scope').join(', ') || 'the right role'}${methods.length > 0 ? ` (${methods.slice(0, 6).join(', ')})` : ''}. The connection itself was accepted. ` +
          (probe
            ? 'status, system-presence and config.get in one second are one status probe: it reports "unreachable" although the gateway is well.'
            : 'A client that connects with the shared token and no device, or a device approved for less, has no such scope.')
        )
      })(),
    ),
  ],
  checks: () => [check.devices, check.status],
  fix: () => [
    fix.approve,
    {
      what: 'Or give the device the scope',
      command: 'openclaw devices rotate --device <id> --role operator --scope operator.read',
    },
  ],
})
