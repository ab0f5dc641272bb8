import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Ruling, Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleServing } from '../lifecycle/lifecycle-serving.pattern.ts'
import { check } from '../steps.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { reportStillStarting } from './report-still-starting.pattern.ts'

export const gatewayDoesNotAnswer = defineCause({
  id: 'gateway-does-not-answer',
  class: 'false-green',
  title: 'A command waits for a gateway that does not answer',
  severity: 'high',
  decide: (facts) => ruling(facts),
  fallback: true,
  trigger: [reportStillStarting, { pattern: clientConnectFailed, where: { afterMs: /^\d{3,}$/ } }],
  strength: 50,
  recovery: [lifecycleReady, lifecycleServing],
  explain: (facts) => [
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['phase'] !== undefined),
      `A command waited for the gateway, in the phase "${facts.values('phase').join('", "')}".`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['afterMs'] !== undefined),
      (on) => `${count(on.length, 'call')} got no answer within ${facts.values('afterMs').join(', ')} ms.`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['seconds'] !== undefined),
      `It gave up after ${facts.values('seconds').join(', ')} s.`,
    ),
    facts.clause(servedBefore(facts), 'The gateway had served before, and no start came after that.'),
  ],
  background:
    'The command calls every gateway that does not answer "still starting": one that starts and one ' +
    'whose process is frozen look the same to it.',
  checks: () => [processState, check.journal],
  fix: () => [{ ...restartGateway, when: 'the process is there for minutes and answers nothing' }],
})

const processState: Step = {
  what: 'See whether the process works or is stopped (T) or waits for the disk (D)',
  command: 'ps -eo pid,stat,etime,args | grep -i openclaw',
}
const restartGateway: Step = {
  what: 'Restart the gateway, then look whether it answers',
  command: 'openclaw gateway restart && openclaw gateway status',
}

function ruling(facts: Facts): Ruling {
  const served = servedBefore(facts)
  const confirm = { ...processState, expect: 'a gateway process with the state T or D, or one that is minutes old' }
  if (served.length === 0)
    return {
      verdict: 'undecidable',
      do: processState,
      restart: { helps: 'unknown', why: 'It may be starting, or frozen; the command cannot tell.' },
      confirm,
    }
  return {
    verdict: 'restart-and-validate',
    do: restartGateway,
    restart: { helps: 'yes', why: 'The process had served and answers no more.', on: [...served, ...facts.events] },
    confirm,
  }
}

/** The gateway's own sign that it had served before, if no stop or start came since. */
function servedBefore({ tracks, events }: Facts): readonly Event[] {
  const process = tracks.at(events.at(-1)!, 'gateway.process')
  return process?.state === 'serving' ? [process.from] : []
}
