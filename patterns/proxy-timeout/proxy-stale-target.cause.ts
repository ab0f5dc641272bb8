import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { check } from '../steps.ts'
import { clientUpgradeRejected } from './client-upgrade-rejected.pattern.ts'
import { cutConnections } from './cut-connections.ts'
import { proxyUpstream } from './proxy-upstream.pattern.ts'

export const proxyStaleTarget = defineCause({
  id: 'proxy-stale-target',
  class: 'proxy-timeout',
  title: 'The proxy or tunnel does not reach the gateway',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: correctTarget,
    restart:
      serving(facts).length > 0
        ? { helps: 'no', why: 'The gateway serves; the proxy looks for it elsewhere.', on: serving(facts) }
        : { helps: 'unknown', why: 'The proxy does not say whether a gateway runs.' },
    confirm: { ...direct(facts), expect: 'an answer of the gateway, if the proxy is at fault' },
  }),
  trigger: [
    { pattern: proxyUpstream, where: { kind: 'unreachable' } },
    { pattern: clientUpgradeRejected, where: { status: [502, 503, 504, 521, 522, 523, 530] } },
  ],
  strength: 78,
  against: [
    {
      events: [lifecycleSignal],
      before: '2m',
      after: '2m',
      weight: 25,
      why: 'the gateway was being restarted at that time',
    },
  ],
  claims: [...cutConnections, clientConnectFailed],
  explain: (facts) => [
    facts.clause(facts.events, `The proxy answers for a gateway that it cannot reach (${answers(facts).join('; ')}).`),
    facts.clause(serving(facts), 'The gateway of this log serves at that time.'),
  ],
  checks: (facts) => [direct(facts), check.listeners],
  fix: (facts) => [
    correctTarget,
    ...(serving(facts).length > 0
      ? []
      : [
          {
            what: 'Start the gateway',
            command: 'openclaw gateway start && openclaw gateway status',
            when: 'it does not answer without the proxy either',
            instead: true,
          },
        ]),
  ],
})

const correctTarget = { what: 'Point the proxy or tunnel to where the gateway listens now, and reload it' }
/** At the port that the proxy looks at, if its line names one. */
function direct(facts: Facts): Step {
  const port = /:(\d{2,5})(?:\/|$)/.exec(facts.values('upstream')[0] ?? '')?.[1] ?? '18789'
  return {
    what: 'See whether the gateway answers without the proxy',
    command: `curl -fsS http://127.0.0.1:${port}/healthz`,
  }
}

/** What the proxy logged or answered, and where it looked for the gateway. */
function answers(facts: Facts): string[] {
  const upstreams = facts.values('upstream').slice(0, 2)
  return [
    ...facts.values('what').slice(0, 2),
    ...facts.values('status').map((status) => `HTTP ${status}`),
    ...(upstreams.length > 0 ? [`upstream ${upstreams.join(', ')}`] : []),
  ]
}

function serving({ tracks, events }: Facts): readonly Event[] {
  const process = tracks.at(events.at(-1)!, 'gateway.process')
  return process?.state === 'serving' ? [process.from] : []
}
