import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { modelRefused } from '../model-auth/model-refused.pattern.ts'
import { check } from '../steps.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'
import { failingTurns } from './failing-turns.ts'

export const cliBackendFails = defineCause({
  id: 'cli-backend-fails',
  class: 'cli-only-backend',
  title: 'Turns on the CLI backend fail',
  severity: 'high',
  decide,
  trigger: [{ pattern: cliFailed, not: { kind: 'silent' } }],
  gap: '3h',
  strength: 82,
  supports: [{ events: [cliExec], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' }],
  claims: failingTurns,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} a turn on ` +
        `${facts.values('provider').join(', ') || 'a CLI backend'} ` +
        `failed${facts.values('error')[0] === undefined ? '' : `: ${facts.values('error')[0]}`}.`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['kind'] === 'missing'),
      'The process of the gateway does not find the program.',
    ),
    facts.clause(facts.select([modelRefused]), (on) => `The program says: ${String(on[0]!.attributes['reason'])}.`),
  ],
  checks: () => [{ what: 'Ask the program as the user of the service', command: 'claude -p "say ok"' }, check.models],
  fix: (facts) => [
    facts.values('kind').includes('missing')
      ? { what: 'Install the program for the user of the service, or name its full path in the backend' }
      : { what: 'Log the program in as the user of the service' },
    { what: 'Or choose a model behind an API', command: 'openclaw models set <provider/model>', instead: true },
  ],
})

function decide(facts: Facts): Ruling {
  const refused = facts.select([modelRefused])
  const shared = {
    restart: no('The program is started anew for each turn.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Ask the program as the user of the service',
      command: 'claude -p "say ok"',
      expect: 'the same error',
    },
  }
  if (refused.length > 0)
    return {
      ...shared,
      verdict: 'align-credentials',
      do: { what: 'Log the program in as the user that runs the gateway' },
    }
  if (facts.values('kind').includes('missing'))
    return {
      ...shared,
      verdict: 'fix-environment',
      do: { what: 'Install the program where the service finds it, or name its full path in the backend' },
    }
  return {
    ...shared,
    verdict: 'fix-environment',
    do: { what: 'Read what the program itself says', command: 'openclaw logs --limit 200' },
  }
}
