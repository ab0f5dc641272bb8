import { defineCause } from '../../src/model/cause.ts'
import { channelHealthRestart } from '../channel-restart/channel-health-restart.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { howToLook } from './how-to-look.ts'
import { processEnds } from './process-ends.ts'

export const breakerTripped = defineCause({
  id: 'breaker-tripped',
  class: 'crash-loop',
  title: 'The gateway runs, and keeps all channels off because it crashed too often',
  severity: 'critical',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [{ pattern: crashBreaker, not: { state: 'recovered' } }],
  strength: 86,
  claims: [...processEnds, channelHealthRestart],
  also: ['false-green'],
  recovery: [{ pattern: crashBreaker, where: { state: 'recovered' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `After ${facts.values('starts')[0] ?? 'several'} unclean starts in five minutes the restart-loop breaker holds back every channel (${facts.values('channel').join(', ') || 'all'}): status and health say ok, and nobody is answered.`,
    ),
  ],
  checks: () => howToLook,
  fix: () => [
    { what: 'Mend what made it crash, then restart cleanly', command: 'openclaw gateway restart' },
    {
      what: 'Or start a channel by hand',
      command: 'openclaw gateway call channels.start --params \'{"channel":"<channel>"}\'',
    },
  ],
})
