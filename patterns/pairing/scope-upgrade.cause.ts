import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsClosedBeforeConnect } from '../close-codes/ws-closed-before-connect.pattern.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { refusalWords } from '../refusal-words.ts'
import { approveStep } from '../approve-step.ts'
import { approved } from './approved.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { refused } from './refused.ts'

const cutOff: Selector = { pattern: wsClosedBeforeConnect, not: { code: /./, refusal: /./ } }

export const scopeUpgrade = defineCause({
  id: 'scope-upgrade',
  class: 'pairing-required',
  title: 'A device asks for more scopes than it was approved for',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The request stays open until somebody approves it.' },
    confirm: {
      ...check.devices,
      expect: 'An open request of the device, with the scopes or the role that it asks for.',
    },
  }),
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
  against: [
    {
      events: [{ pattern: closes, where: { reason: /not approved yet/ } }],
      atLeast: 4,
      weight: 20,
      why: 'other devices are not approved at all, and that more often',
    },
  ],
  claims: [...refused('pairing', 'scope-upgrade', 'role-upgrade', 'client-gave-up'), cutOff],
  recovery: approved,
  recoverySharing: ['device'],
  explain: (facts) => [
    ...facts.events
      .filter(({ pattern }) => pattern === deviceAccessUpgrade.id)
      .slice(0, 3)
      .map((event) => asked(facts, event)),
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} of a paired device that asks for more than it was ` +
        `approved for${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  background: 'A client that was updated can ask for scopes that its approval of before does not hold.',
  checks: () => [check.devices],
  fix: (facts) => [approveStep(facts)],
})

function asked(facts: Facts, event: Event): ReturnType<Facts['clause']> {
  const { client, roleFrom, roleTo, scopesFrom, scopesTo } = event.attributes
  const who = client ?? 'A device'
  if (roleTo !== undefined && roleTo !== roleFrom)
    return facts.clause([event], `${who} has the role ${roleFrom} and asks for ${roleTo}.`)
  if (scopesTo === undefined) return undefined
  return facts.clause([event], `${who} is approved for ${scopesFrom} and asks for ${scopesTo}.`)
}
