import type { Facts } from '../src/model/cause.ts'
import type { Step } from '../src/model/decision.ts'
import type { Event } from '../src/model/event.ts'
import { inOrder } from '../src/model/event-order.ts'
import { reportPortSilent } from './false-green/report-port-silent.pattern.ts'
import { reportProbe } from './false-green/report-probe.pattern.ts'
import { reportRuntime } from './false-green/report-runtime.pattern.ts'
import { reportTaskMissing } from './false-green/report-task-missing.pattern.ts'

const missingService = [{ pattern: reportTaskMissing, not: { what: /^Service is loaded/ } }]

/**
 * What shows that no gateway is there: a service or a port that the commands on its own machine looked at. That a
 * client could not connect shows it only together with a service manager that does not call it running.
 */
export function nobodyListens(facts: Facts): readonly Event[] {
  const runtimes = facts.select([reportRuntime])
  const running = runtimes.some(({ attributes }) => attributes['state'] === 'running')
  const failedProbe = running ? [] : facts.select([{ pattern: reportProbe, not: { state: 'ok' } }])
  const idle = failedProbe.length > 0 ? runtimes : []
  return [...facts.select(missingService), ...facts.select([reportPortSilent]), ...idle, ...failedProbe].sort(inOrder)
}

/** A service that points to nothing is written first. */
export function startGateway(facts: Facts): readonly Step[] {
  return facts.select(missingService).length > 0
    ? [
        {
          what: 'Write the service definition that is missing, and start the gateway',
          command: 'openclaw gateway install --force && openclaw gateway start',
        },
      ]
    : [
        {
          what: 'Start the gateway, then see whether its port is open',
          command: 'openclaw gateway start && openclaw gateway status',
        },
      ]
}

/** Who listens on the port that the lines name, and else on OpenClaw's own. */
export function listenersOf(facts: Facts): Step {
  const port = facts.values('port')[0] ?? /:(\d{2,5})\/?$/.exec(facts.values('address')[0] ?? '')?.[1] ?? '18789'
  return {
    what: `See who listens on port ${port}`,
    command: `ss -ltnp 'sport = :${/^\d+$/.test(port) ? port : '18789'}'`,
  }
}
