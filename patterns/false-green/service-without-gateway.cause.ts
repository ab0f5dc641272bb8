import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { check } from '../steps.ts'
import { clientUnreachable } from './client-unreachable.pattern.ts'
import { listenersOf, startGateway } from '../nobody-listens.ts'
import { reportPortSilent } from './report-port-silent.pattern.ts'
import { reportTaskMissing } from './report-task-missing.pattern.ts'

export const serviceWithoutGateway = defineCause({
  id: 'service-without-gateway',
  class: 'false-green',
  title: 'The service is there, and no gateway listens',
  severity: 'high',
  decide: (facts) => ruling(facts),
  trigger: [reportPortSilent, { pattern: reportTaskMissing, not: { what: /^Service is loaded/ } }],
  strength: 62,
  claims: [clientUnreachable],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(facts.select([reportTaskMissing]), `The service manager says: ${facts.values('what').join('; ')}.`),
    facts.clause(
      facts.select([reportPortSilent]),
      (on) =>
        'A command looked at port ' +
        `${[...new Set(on.map(({ attributes }) => attributes['port']))].join(', ')} and found nobody: ` +
        on[0]!.body.trim(),
    ),
    facts.clause(facts.select([lifecycleStart], { after: '2m' }), 'The gateway was started shortly before.'),
  ],
  checks: () => [check.status, check.journal],
  fix: (facts) => [stepFor(facts)],
})

function stepFor(facts: Facts): ReturnType<typeof startGateway>[number] {
  if (facts.has(reportTaskMissing)) return startGateway(facts)[0]!
  return {
    what: 'Restart the gateway, and read its lines if the port stays closed',
    command: 'openclaw gateway restart',
  }
}

function ruling(facts: Facts): Ruling {
  const starting = facts.tracks.at(facts.events.at(-1)!, 'gateway.process')?.state === 'starting'
  const confirm = { ...listenersOf(facts), expect: 'no line: nobody listens' }
  if (starting)
    return { verdict: 'wait', do: { ...check.status, what: 'Wait until the start is done, and look again' }, confirm }
  return {
    verdict: 'restart-and-validate',
    do: stepFor(facts),
    restart: {
      helps: 'yes',
      why: facts.has(reportTaskMissing)
        ? 'What the service should start is missing, and no gateway runs.'
        : 'The service is called running, and nothing listens on its port.',
      on: facts.events,
    },
    confirm,
  }
}
