import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'

const newCode = { what: 'Make a new setup code and use it at once', command: 'openclaw qr' } as const

export const setupCodeSpent = defineCause({
  id: 'setup-code-spent',
  class: 'pairing-required',
  title: 'A setup code or QR code was used twice, or has expired',
  severity: 'low',
  decide: () => ({
    verdict: 'approve-access',
    do: newCode,
    restart: { helps: 'no', why: 'The code stays spent.' },
  }),
  trigger: refused('bootstrap-invalid'),
  strength: 88,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} with a setup code that the gateway does not take ` +
        `(any more)${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  background: 'Setup codes work once and for a short time.',
  checks: () => [check.devices],
  fix: () => [newCode],
})
