import { defineCause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { droppedClients } from './dropped-clients.ts'
import { howToLook } from './how-to-look.ts'
import { errorText, lastWords, rulingByLastWords } from './last-words.ts'
import { processEnds } from './process-ends.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const crashLoop = defineCause({
  id: 'crash-loop',
  class: 'crash-loop',
  title: 'The gateway starts and dies in a loop',
  severity: 'critical',
  decide: rulingByLastWords,
  trigger: [crashSeries],
  gap: '2h',
  strength: 66,
  claims: [...processEnds, ...droppedClients],
  explain: (facts) => [
    facts.clause(facts.events, (on) => series(on)),
    facts.clause(
      facts.select([supervisorExit]).filter(({ attributes }) => attributes['status'] !== undefined),
      (on) =>
        'The supervisor saw it end with ' +
        `${[...new Set(on.map(({ attributes }) => String(attributes['status'])))].slice(0, 3).join(', ')}.`,
    ),
    facts.clause(lastWords(facts), (on) => `Its last words: ${errorText(on)}.`),
  ],
  checks: () => howToLook,
  fix: (facts) =>
    lastWords(facts).length > 0
      ? [{ what: 'Change what the last words name, then start the gateway once and watch it' }]
      : [{ what: 'Find its last words first; until then every start ends alike' }],
})

function series(on: readonly Event[]): string {
  const times = Math.max(...on.map(({ attributes }) => Number(attributes['times'] ?? 1)))
  const kinds = [...new Set(on.map(({ attributes }) => String(attributes['what'])))]
  const period = on.findLast(({ attributes }) => attributes['periodSeconds'] !== undefined)?.attributes['periodSeconds']
  return (
    `${count(times, 'time')}: ` +
    `${kinds.join(', ')}${period === undefined ? '' : `, about every ${String(period)} s`}.`
  )
}
