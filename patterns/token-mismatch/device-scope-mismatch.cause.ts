import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'

export const deviceScopeMismatch = defineCause({
  id: 'device-scope-mismatch',
  class: 'missing-scope',
  title: "A device's token holds fewer scopes than it asks for",
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('scope-mismatch'),
  strength: 85,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} with a good token and too few scopes: the device was approved for less than it asks for. This is not a drift of the shared token.`,
    ),
  ],
  checks: () => [check.devices],
  fix: () => [
    fix.approve,
    {
      what: 'Or rotate it with the scopes it needs',
      command: 'openclaw devices rotate --device <id> --role operator --scope operator.read',
    },
  ],
})
