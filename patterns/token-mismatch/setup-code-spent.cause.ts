import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'

export const setupCodeSpent = defineCause({
  id: 'setup-code-spent',
  class: 'pairing-required',
  title: 'A setup code or QR code was used twice, or has expired',
  severity: 'low',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('bootstrap-invalid'),
  strength: 88,
  recovery: connected,
  explain: (facts) => [facts.clause(facts.events, 'Setup codes work once and for a short time.')],
  checks: () => [check.devices],
  fix: () => [{ what: 'Make a new one', command: 'openclaw qr' }],
})
