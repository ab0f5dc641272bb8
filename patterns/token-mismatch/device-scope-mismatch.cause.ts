import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { approveStep } from '../approve-step.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'

export const deviceScopeMismatch = defineCause({
  id: 'device-scope-mismatch',
  class: 'missing-scope',
  title: "A device's token holds fewer scopes than it asks for",
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The approval of the device is what is too small.' },
  }),
  trigger: refused('scope-mismatch'),
  strength: 85,
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} with a good device token that asks for more scopes ` +
        `than the token holds${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  checks: () => [check.devices],
  fix: (facts) => [
    approveStep(facts),
    {
      what: 'Pair the device again, if it does not ask for the scopes by itself',
      command: 'openclaw devices remove <device-id>',
      instead: true,
    },
  ],
})
