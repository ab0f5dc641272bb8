import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'

export const deviceIdentityRequired = defineCause({
  id: 'device-identity-required',
  class: 'pairing-required',
  title: 'A client comes without a device identity where one is needed',
  severity: 'medium',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: refused('device-identity'),
  strength: 82,
  claims: refused('device-identity'),
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      facts.values('reason').some((reason) => reason.includes('control ui'))
        ? 'A browser gives a page its device keys only in a secure context: the dashboard was opened over plain HTTP on another name than localhost.'
        : 'The client did not send a device identity; with this role or kind of credential the gateway demands one.',
    ),
  ],
  checks: () => [{ what: 'How the dashboard is opened: https:// or localhost, see origin= above' }, check.devices],
  fix: () => [
    {
      what: 'Open it over HTTPS (for instance by tailscale serve) or through an SSH tunnel on localhost',
      command: 'ssh -N -L 18789:127.0.0.1:18789 <host>',
    },
  ],
})
