import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'
import { failingTurns } from './failing-turns.ts'

export const cliBackendFails = defineCause({
  id: 'cli-backend-fails',
  class: 'cli-only-backend',
  title: 'Turns on the CLI backend fail',
  severity: 'high',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [{ pattern: cliFailed, not: { kind: 'silent' } }],
  gap: '3h',
  strength: 82,
  supports: [{ events: [cliExec], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' }],
  claims: failingTurns,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'line')} of failed turns on ${facts.values('provider').join(', ') || 'a CLI backend'}: ${facts.values('kind').includes('missing') ? 'the program cannot be found by the service (its PATH is not that of your shell)' : `the program failed${facts.values('error')[0] ? ` (${facts.values('error')[0]})` : ''}`}.`,
    ),
  ],
  checks: () => [
    { what: 'Whether the program answers for the service user', command: 'claude -p "say ok"' },
    check.models,
  ],
  fix: () => [
    {
      what: 'Log the CLI in or install it for the service user, or choose a model behind an API',
      command: 'openclaw models set <provider/model>',
    },
    fix.restart,
  ],
})
