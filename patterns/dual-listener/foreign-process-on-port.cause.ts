import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { listenerAddressInUse } from './listener-address-in-use.pattern.ts'
import { listenerAlready } from './listener-already.pattern.ts'
import { listenerHint } from './listener-hint.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'

export const foreignProcessOnPort = defineCause({
  id: 'foreign-process-on-port',
  class: 'dual-listener',
  title: "The gateway's port belongs to a process that is no gateway",
  severity: 'critical',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [listenerAlready, listenerAddressInUse],
  requires: [
    {
      events: [
        { pattern: listenerOwner, where: { program: ['foreign', 'ssh'] } },
        {
          pattern: listenerHint,
          where: { what: ['Another process is listening on this port', 'SSH tunnel already bound'] },
        },
      ],
      before: '5m',
      after: '5m',
      why: 'the port belongs to pid {pid}: {command}',
    },
  ],
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
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The message speaks of another gateway, but the port is held by ${facts.valuesOf(listenerOwner, 'command')[0] ?? 'another program'} (pid ${facts.valuesOf(listenerOwner, 'pid')[0] ?? 'unknown'}${facts.valuesOf(listenerOwner, 'user')[0] ? `, user ${facts.valuesOf(listenerOwner, 'user')[0]}` : ''}). The gateway cannot start until it lets go.`,
    ),
  ],
  checks: () => [check.listeners, { what: 'Who started it', command: 'ps -o pid,ppid,user,lstart,command -p <pid>' }],
  fix: () => [
    {
      what: 'End that process or its port forward, or give the gateway another port',
      command: 'openclaw config set gateway.port 18790',
    },
    fix.restart,
  ],
})
