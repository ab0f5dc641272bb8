import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { refusalWords } from '../refusal-words.ts'
import { approveStep } from '../approve-step.ts'
import { approved } from './approved.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { refused } from './refused.ts'

const metadata = (reason: string): Selector => ({ pattern: deviceAccessUpgrade, where: { refusal: reason } })

export const metadataChanged = defineCause({
  id: 'metadata-changed',
  class: 'pairing-required',
  title: 'A device changed its identity or platform and must be approved again',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The request stays open until somebody approves it.' },
  }),
  trigger: refused('metadata-upgrade'),
  strength: 85,
  claims: [metadata('metadata-upgrade')],
  recovery: approved,
  recoverySharing: ['device'],
  explain: (facts) => [
    facts.clause(facts.select([{ pattern: deviceAccessUpgrade, where: { claimedPlatform: /./ } }]), (on) => {
      const { client, claimedPlatform, pinnedPlatform } = on.at(-1)!.attributes
      return `${client ?? 'The device'} says that it runs on ${claimedPlatform}, and was approved on ${pinnedPlatform}.`
    }),
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} of a device that presents itself otherwise than ` +
        `approved${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  checks: () => [check.devices],
  fix: (facts) => [approveStep(facts)],
})
