import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { listenerHint } from '../dual-listener/listener-hint.pattern.ts'
import { listenerOwner } from '../dual-listener/listener-owner.pattern.ts'
import { listenerPortBusy } from '../dual-listener/listener-port-busy.pattern.ts'
import { check } from '../steps.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { reportContradiction } from './report-contradiction.derivation.ts'
import { reportProbe } from './report-probe.pattern.ts'
import { reportRuntime } from './report-runtime.pattern.ts'
import { reportStatusJson } from './report-status-json.pattern.ts'

export const gatewayStatusContradiction = defineCause({
  id: 'gateway-status-contradiction',
  class: 'false-green',
  title: 'The status says one thing, and the port says another',
  severity: 'high',
  decide: (facts) => ruling(facts),
  trigger: [reportContradiction],
  gap: '3h',
  strength: 60,
  claims: [
    reportRuntime,
    reportProbe,
    listenerPortBusy,
    listenerOwner,
    reportStatusJson,
    listenerHint,
    clientConnectFailed,
  ],
  explain: (facts) => [
    facts.clause(facts.events, `A status report contradicts itself: ${facts.values('what').join('; ')}.`),
    facts.clause(owners(facts), 'A gateway listens: it lives, whatever the status says of the service.'),
    facts.clause(unanswered(facts), 'The process runs, and a call got no answer in its time.'),
  ],
  background:
    'A status command looks at the service manager and at one probe; neither is what clients go ' +
    'through. Some versions print "not running" for every probe that was closed.',
  checks: () => [check.status, check.listeners, check.journal],
  fix: (facts) =>
    unanswered(facts).length > 0
      ? [
          {
            what: 'Restart the gateway, then look whether the probe answers',
            command: 'openclaw gateway restart && openclaw gateway status',
          },
        ]
      : [
          {
            what: "Read why the probe was closed or refused, in the gateway's own lines of that moment",
            command: 'openclaw logs --limit 200',
          },
        ],
})

function ruling(facts: Facts): Ruling {
  const stuck = unanswered(facts)
  if (stuck.length > 0)
    return {
      verdict: 'restart-and-validate',
      do: {
        what: 'Restart the gateway, then look whether the probe answers',
        command: 'openclaw gateway restart && openclaw gateway status',
      },
      restart: { helps: 'yes', why: 'The process is there and does not answer.', on: stuck },
      confirm: { ...check.health, expect: 'no answer' },
    }
  const alive = owners(facts)
  return {
    verdict: 'undecidable',
    do: check.status,
    restart:
      alive.length > 0
        ? { helps: 'no', why: 'The listener lives; only the status calls it dead.', on: alive }
        : { helps: 'unknown', why: 'The report does not say why the probe failed.' },
    confirm: { ...check.listeners, expect: 'a line with the process that listens' },
  }
}

/** The process that owns the port is a gateway, as the report itself says. */
function owners(facts: Facts): readonly Event[] {
  return facts.events.filter(({ attributes }) => attributes['pid'] !== undefined)
}

/** A running process, and a probe or call that ran into its limit: it was neither refused nor closed. */
function unanswered(facts: Facts): readonly Event[] {
  const running = facts.select([{ pattern: reportRuntime, where: { state: 'running' } }])
  const late = facts.select([
    { pattern: reportProbe, where: { state: 'timeout' } },
    { pattern: clientConnectFailed, where: { afterMs: /\d/ } },
  ])
  return running.length > 0 && late.length > 0 ? [...running, ...late] : []
}
