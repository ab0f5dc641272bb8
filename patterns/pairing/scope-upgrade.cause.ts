import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { wsClosedBeforeConnect } from '../close-codes/ws-closed-before-connect.pattern.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { refused } from './refused.ts'

const cutOff: Selector = { pattern: wsClosedBeforeConnect, not: { code: /./, refusal: /./ } }

export const scopeUpgrade = defineCause({
  id: 'scope-upgrade',
  class: 'pairing-required',
  title: 'A device asks for more scopes than it was approved for',
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: [
    ...refused('scope-upgrade', 'role-upgrade'),
    { pattern: deviceAccessUpgrade, where: { refusal: ['scope-upgrade', 'role-upgrade'] } },
  ],
  requires: [
    {
      events: [...refused('scope-upgrade', 'role-upgrade', 'pairing', 'client-gave-up'), cutOff],
      before: '10s',
      after: '10s',
      why: 'it was refused in the same moment',
    },
  ],
  strength: 88,
  claims: [...refused('pairing', 'scope-upgrade', 'role-upgrade', 'client-gave-up'), cutOff],
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A device that is already paired asks for ${facts.values('scopesTo').join(', ') || 'more'} instead of ${facts.values('scopesFrom').join(', ') || 'what it has'}: typical after the client was upgraded. The gateway closes it until the new scopes are approved.`,
    ),
  ],
  checks: () => [check.devices],
  fix: () => [fix.approve],
})
