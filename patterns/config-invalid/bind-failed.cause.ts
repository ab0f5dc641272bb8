import { defineCause } from '../../src/model/cause.ts'
import { no, noChange, yes } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { configBindFailed } from './config-bind-failed.pattern.ts'
import { startLines } from './start-lines.ts'

export const bindFailed = defineCause({
  id: 'bind-failed',
  class: 'config-invalid',
  title: 'The gateway cannot bind to the address that it is told to use',
  severity: 'critical',
  decide: (facts) => ({
    verdict: facts.configChanges.length > 0 ? 'config-rollback' : 'fix-environment',
    do: {
      what: 'Compare gateway.bind and gateway.port with the addresses of this host',
      command: 'openclaw config get gateway',
    },
    restart: no('Each start asks for the same address.', facts.events.slice(-1)),
    rollback:
      facts.configChanges.length > 0
        ? yes('The configuration was changed before.', facts.configChanges.slice(-1))
        : noChange,
    confirm: {
      what: 'List the addresses of this host',
      command: 'ip -brief address',
      expect: 'the address above is not among them',
    },
  }),
  trigger: [configBindFailed],
  strength: 85,
  claims: startLines,
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('url').join(', ') || 'The address'}: ${facts.values('error').join('; ')}.`,
    ),
  ],
  background:
    'EADDRNOTAVAIL: the host does not have that address. EACCES: ports below 1024 need rights that the user lacks.',
  checks: () => [
    { what: 'List the addresses of this host', command: 'ip -brief address' },
    { what: 'Read bind and port', command: 'openclaw config get gateway' },
  ],
  fix: () => [
    {
      what: 'Bind to an address that the host has',
      command: 'openclaw config set gateway.bind loopback',
      when: 'if clients on this host are enough',
    },
  ],
})
