import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { check } from '../steps.ts'
import { versionUpdate } from '../version-skew/version-update.pattern.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'
import { failingTurns } from './failing-turns.ts'

export const cliBackendSilent = defineCause({
  id: 'cli-backend-silent',
  class: 'cli-only-backend',
  title: 'The CLI backend says nothing until the watchdog ends it',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do:
      facts.select([versionUpdate], { before: '7d' }).length > 0
        ? {
            what: 'Go back to the version before the update, or use a model behind an API until it is fixed',
            command: 'openclaw update status',
          }
        : {
            what: 'Ask the program as the user of the service; if it answers, raise the limit of the backend',
            command: 'claude -p "say ok"',
          },
    restart: no('The program is started anew for each turn.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Ask the program as the user of the service',
      command: 'claude -p "say ok"',
      expect: 'no answer, or one only in a terminal',
    },
  }),
  trigger: [{ pattern: cliFailed, where: { kind: 'silent' } }],
  gap: '3h',
  strength: 86,
  supports: [{ events: [cliExec], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' }],
  claims: failingTurns,
  also: ['false-green'],
  explain: (facts) => {
    const [limit] = facts.values('limit')
    const seconds = limit === undefined ? '' : ` for ${Number(limit) > 3600 ? Number(limit) / 1000 : limit} s`
    return [
      facts.clause(
        facts.events,
        `${count(facts.count, 'time')} a turn on ` +
          `${facts.values('provider').join(', ') || 'a CLI backend'} gave no output${seconds} and was ` +
          'ended.',
      ),
      facts.clause(facts.select([versionUpdate], { before: '7d' }), 'OpenClaw was updated before.'),
    ]
  },
  background: 'Health, status and channels stay ok meanwhile; the user reads a general error.',
  checks: () => [
    { what: 'Ask the program as the user of the service', command: 'claude -p "say ok"' },
    check.models,
    { what: 'Read the version', command: 'openclaw --version' },
  ],
  fix: () => [
    { what: 'Go back to the version before', when: 'if it began with an update' },
    { what: 'Or choose a model behind an API', command: 'openclaw models set <provider/model>', instead: true },
  ],
})
