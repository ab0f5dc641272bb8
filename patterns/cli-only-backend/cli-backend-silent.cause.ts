import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'
import { failingTurns } from './failing-turns.ts'

export const cliBackendSilent = defineCause({
  id: 'cli-backend-silent',
  class: 'cli-only-backend',
  title: 'The CLI backend says nothing until the watchdog ends it; gateway and channels look well',
  severity: 'high',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [{ pattern: cliFailed, where: { kind: 'silent' } }],
  gap: '3h',
  strength: 86,
  supports: [{ events: [cliExec], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' }],
  claims: failingTurns,
  also: ['false-green'],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const [limit] = facts.values('limit')
        return `${count(facts.count, 'line')} of turns on ${facts.values('provider').join(', ') || 'a CLI backend'} that gave no output${limit === undefined ? '' : ` for ${Number(limit) > 3600 ? Number(limit) / 1000 : limit} s`} and were ended. Health, status and channels stay ok; the user reads a general error.`
      })(),
    ),
  ],
  checks: () => [
    { what: 'Whether the program answers for the service user', command: 'claude -p "say ok"' },
    check.models,
    { what: 'Which version brought it', command: 'openclaw --version' },
  ],
  fix: () => [
    {
      what: 'If it began with an update, go back to the version before; else choose a model behind an API',
      command: 'openclaw models set <provider/model>',
    },
    fix.restart,
  ],
})
