import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { pairingRefusals } from '../reasons.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { refusalWords } from '../refusal-words.ts'
import { approveStep } from '../approve-step.ts'
import { approved } from './approved.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { devicePairingDenied } from './device-pairing-denied.pattern.ts'
import { refused } from './refused.ts'

export const notPaired = defineCause({
  id: 'not-paired',
  class: 'pairing-required',
  title: 'A device is not approved on this gateway',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    stands: approvalsAfter(facts).length < facts.values('requestId').length,
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The request stays open until somebody approves it.' },
    confirm: { ...check.devices, expect: 'An open request of the device that is refused.' },
  }),
  trigger: refused('pairing'),
  strength: 85,
  supports: [
    { events: [deviceAccessUpgrade], weight: 5, why: 'the gateway wrote down the request' },
    { events: [devicePairingDenied], before: '24h', weight: 3, why: 'a request was {what} before' },
  ],
  claims: [
    ...refused(...pairingRefusals),
    deviceAccessUpgrade,
    { pattern: closes, where: { refusal: 'client-gave-up' } },
  ],
  recovery: approved,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} of a device that is not ` +
        `approved${clientNames(clientsOf(facts))}${from(facts)}.${refusalWords(facts)}`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['requestId'] !== undefined),
      () => `Requests: ${facts.values('requestId').slice(0, 5).join(', ')}.`,
    ),
    facts.clause(
      approvalsAfter(facts),
      (on) => `${count(on.length, 'device')} ${on.length === 1 ? 'was' : 'were'} approved after it.`,
    ),
    facts.clause(
      facts.select([devicePairingDenied], { before: '24h' }),
      (on) => `The gateway also says: "${on.at(-1)!.body.slice(0, 160)}".`,
    ),
  ],
  background: 'A device that connects from beyond loopback must be approved once, whatever its credential.',
  checks: () => [check.devices],
  fix: (facts) => [approveStep(facts)],
})

/** Each approval answers one request; which one, its line does not say. */
function approvalsAfter(facts: Facts): readonly Event[] {
  const last = facts.events.at(-1)
  return last ? facts.select(approved, { before: '0s', after: '24h' }).filter(({ at }) => at >= last.at) : []
}

function clientsOf(facts: Facts): string[] {
  return [...new Set([...facts.values('client'), ...facts.valuesOf(deviceAccessUpgrade, 'client')])]
}

function from(facts: Facts): string {
  const addresses = facts.values('remote')
  return addresses.length === 0 ? '' : `, from ${addresses.slice(0, 4).join(', ')}`
}
