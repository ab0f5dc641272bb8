import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { channelHealthRestart } from '../channel-restart/channel-health-restart.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { howToLook } from './how-to-look.ts'
import { errorText, lastWords } from './last-words.ts'
import { processEnds } from './process-ends.ts'

export const breakerTripped = defineCause({
  id: 'breaker-tripped',
  class: 'crash-loop',
  title: 'The gateway keeps its channels off because it started too often without a stop',
  severity: 'high',
  decide: (facts) => ({
    verdict: lastWords(facts).length > 0 ? 'fix-environment' : 'undecidable',
    do: { what: 'Find and change what ended the starts before; the breaker opens by itself after a quiet while' },
    restart: no('A restart counts as one more start while what ends it is there.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Ask for the state of the channels',
      command: 'openclaw channels status --probe',
      expect: 'they are held back',
    },
  }),
  trigger: [{ pattern: crashBreaker, not: { state: 'recovered' } }],
  strength: 70,
  claims: [...processEnds, channelHealthRestart],
  also: ['false-green'],
  recovery: [{ pattern: crashBreaker, where: { state: 'recovered' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `After ${facts.values('starts')[0] ?? 'several'} unclean starts the restart-loop breaker holds ` +
        `back ${facts.values('channel').join(', ') || 'the channels'}.`,
    ),
    facts.clause(lastWords(facts), (on) => `What ended a start: ${errorText(on)}.`),
  ],
  background: 'Status and health say ok meanwhile, and nobody is answered on the channels.',
  checks: () => howToLook,
  fix: () => [
    { what: 'Change what made the starts unclean' },
    {
      what: 'Then start a channel by hand',
      command: 'openclaw gateway call channels.start --params \'{"channel":"<channel>"}\'',
    },
  ],
})
