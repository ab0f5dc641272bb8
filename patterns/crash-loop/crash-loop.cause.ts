import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { fix } from '../steps.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { droppedClients } from './dropped-clients.ts'
import { errorsOf } from './errors-of.ts'
import { howToLook } from './how-to-look.ts'
import { processEnds } from './process-ends.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const crashLoop = defineCause({
  id: 'crash-loop',
  class: 'crash-loop',
  title: 'The gateway starts and dies in a loop',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [crashSeries],
  gap: '2h',
  strength: 66,
  claims: [...processEnds, ...droppedClients],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const times = Math.max(...facts.events.map(({ attributes }) => Number(attributes['times'] ?? 1)))
        const periods = facts.values('periodSeconds')
        const codes = facts.valuesOf(supervisorExit, 'status')
        return `${count(times, 'time')} in a row (${facts.values('what').join(', ')})${periods.length > 0 ? `, about every ${periods.at(-1)} s` : ''}${codes.length > 0 ? `, exit code ${codes.join(', ')}` : ''}.${errorsOf(facts.valuesOf(crashStartFailed, 'error'))} What makes it die is ${facts.has(crashStartFailed) ? 'in the error above' : 'not in these lines: look for its own last words'}.`
      })(),
    ),
  ],
  checks: () => howToLook,
  fix: () => [
    { what: 'Mend the error named above (permissions of the state directory, configuration, plugin)' },
    fix.rollback,
    fix.restart,
  ],
})
