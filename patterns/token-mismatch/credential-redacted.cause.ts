import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'

export const credentialRedacted = defineCause({
  id: 'credential-redacted',
  class: 'token-mismatch',
  title: 'A redacted placeholder is used as the credential',
  severity: 'high',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: refused('credential-redacted'),
  strength: 90,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The credential in the configuration or in the client is the text that stands in for a redacted one: a redacted dump was pasted or read back.',
    ),
  ],
  checks: () => [check.configFile, check.doctor],
  fix: () => [fix.doctorFix, fix.rollback],
})
