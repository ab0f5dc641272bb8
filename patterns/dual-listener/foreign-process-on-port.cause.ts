import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Selector } from '../../src/model/selector.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { holderOf, lookAtHolder } from '../port-holder.ts'
import { listenerAddressInUse } from './listener-address-in-use.pattern.ts'
import { listenerAlready } from './listener-already.pattern.ts'
import { listenerHint } from './listener-hint.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'

const foreignOwner: Selector[] = [
  { pattern: listenerOwner, where: { program: ['foreign', 'ssh'] } },
  { pattern: listenerHint, where: { what: ['Another process is listening on this port', 'SSH tunnel already bound'] } },
]

export const foreignProcessOnPort = defineCause({
  id: 'foreign-process-on-port',
  class: 'dual-listener',
  title: "The gateway's port belongs to a process that is no gateway",
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: freePort(facts),
    restart: no('Each start finds the port taken until its holder lets go.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...lookAtHolder(facts), expect: 'a program that is no gateway' },
    stands: facts.count >= 3,
  }),
  trigger: [listenerAlready, listenerAddressInUse],
  requires: [{ events: foreignOwner, before: '5m', after: '5m', why: 'the port belongs to pid {pid}: {command}' }],
  strength: 90,
  against: [
    {
      events: [{ pattern: listenerOwner, where: { program: ['openclaw', 'clawdbot'] } }],
      weight: 40,
      why: 'a gateway owns the port',
    },
  ],
  claims: lostStart,
  recovery: [lifecycleReady],
  explain: (facts) => {
    const { name, on } = holderOf(facts)
    const hints = facts.select(foreignOwner, { before: '5m', after: '5m' })
    return [
      facts.clause(
        facts.events,
        `The start gave up: ${[...facts.values('url'), ...facts.values('address')][0] ?? 'its port'} is taken.`,
      ),
      name === undefined
        ? facts.clause(hints, 'The CLI names another process on the port.')
        : facts.clause(on, `The port is held by ${name}, which is no gateway.`),
    ]
  },
  background: 'The message speaks of another gateway instance whatever program holds the port.',
  checks: (facts) => [lookAtHolder(facts), check.listeners],
  fix: (facts) => [
    freePort(facts),
    {
      what: 'Give the gateway another port',
      command: 'openclaw config set gateway.port 18790',
      when: 'if that program must keep the port; clients then need the new port, too',
      instead: true,
    },
    { ...fix.restart, when: 'once the port is free' },
  ],
})

function freePort(facts: Facts): Step {
  const { name } = holderOf(facts)
  return { ...lookAtHolder(facts), what: `Close ${name ?? 'the program that holds the port'}, or its port forward` }
}
