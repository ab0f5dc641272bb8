import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { deviceAccessUpgrade } from '../pairing/device-access-upgrade.pattern.ts'
import { check } from '../steps.ts'
import { scopeMissing } from './scope-missing.pattern.ts'
import { scopeUnauthorizedRole } from './scope-unauthorized-role.pattern.ts'

export const missingScope = defineCause({
  id: 'missing-scope',
  class: 'missing-scope',
  title: 'A client is connected and may not do what it tries: a scope is missing',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: moreScopes(facts),
    restart: { helps: 'no', why: 'Scopes belong to the approval of the device, which a restart does not change.' },
    confirm: { ...check.devices, expect: 'A device without the scopes that the refused calls name.' },
  }),
  trigger: [scopeMissing, scopeUnauthorizedRole],
  strength: 88,
  claims: [{ pattern: closes, where: { refusal: 'repeated-unauthorized' } }],
  explain: (facts) => [
    facts.clause(facts.events, (on) => {
      const connections = facts.values('conn').length
      return (
        `${count(calls(on), 'call')}${connections > 1 ? ` on ${connections} connections` : ''} refused: ` +
        `${lacks(facts)}${methods(facts)}. The connection itself was accepted.`
      )
    }),
    facts.clause(
      isStatusProbe(facts) ? facts.events : [],
      'These are the calls of one status probe: it reports "unreachable", and the gateway has answered it.',
    ),
  ],
  background:
    'A client that connects with the shared token and no device, or a device that was approved for ' +
    'less, does not have every scope.',
  checks: () => [check.devices, check.status],
  fix: (facts) => [
    moreScopes(facts),
    {
      what: 'Leave it as it is, if the client is not meant to do this',
      instead: true,
    },
  ],
})

/** Calls, not connections; the CLI's report of a refused call counts only where the gateway says nothing. */
function calls(events: readonly Event[]): number {
  const own = events.filter(({ attributes }) => attributes['conn'] !== undefined || attributes['method'] !== undefined)
  return (own.length > 0 ? own : events).reduce((sum, event) => sum + event.count, 0)
}

function lacks(facts: Facts): string {
  const scopes = facts.values('scope')
  const roles = facts.values('rejectedRole')
  return [
    ...(scopes.length > 0 ? [`missing ${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(', ')}`] : []),
    ...(roles.length > 0 ? [`the role ${roles.join(', ')} may not`] : []),
  ].join('; ')
}

function methods(facts: Facts): string {
  const names = facts.values('method')
  if (names.length === 0) return ''
  return ` (${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''})`
}

function isStatusProbe(facts: Facts): boolean {
  const names = facts.values('method')
  const probe = ['status', 'system-presence', 'config.get']
  return names.length === probe.length && probe.every((method) => names.includes(method))
}

function moreScopes(facts: Facts): Step {
  return facts.has(deviceAccessUpgrade)
    ? {
        what: 'Approve the request for more scopes, if the device is yours',
        command: 'openclaw devices approve <requestId>',
      }
    : {
        what:
          'Find the device of the client; connect it with the scopes that it needs, and approve the ' +
          'request that this makes',
        command: 'openclaw devices list',
      }
}
