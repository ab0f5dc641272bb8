import { defineCause } from '../../src/model/cause.ts'
import type { Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { configReloadOff } from '../config-invalid/config-reload-off.pattern.ts'
import { configReloadSkipped } from '../config-invalid/config-reload-skipped.pattern.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { fix } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { credentialNotApplied } from './credential-not-applied.derivation.ts'
import { credentialOf } from './credential.ts'
import { differentSecrets } from './different-secrets.ts'
import { driftChecks } from './drift-checks.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const changedOnDisk: Selector = { pattern: configReload, where: { paths: /gateway\.auth/ } }
const notTakenOver: Selector[] = [configReloadOff, configReloadSkipped]

export const tokenNotApplied = defineCause({
  id: 'token-not-applied',
  class: 'token-mismatch',
  title: 'The token or password was changed on disk, and the running gateway still holds the old one',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: fix.restart,
    restart: {
      helps: 'yes',
      why: 'The gateway reads the new credential at its next start.',
      on: [...before(facts, [changedOnDisk]), ...before(facts, notTakenOver)],
    },
    otherwise: 'align-credentials',
    confirm: {
      what: 'Whether the gateway takes over changes by itself',
      command: 'openclaw config get gateway.reload.mode',
      expect: 'off',
    },
  }),
  trigger: refused('token-mismatch', 'password-mismatch'),
  requires: [{ events: [credentialNotApplied], why: '{paths} was changed on disk and not taken over' }],
  strength: 93,
  claims: [...sameConnections, ...refused('token-missing', 'password-missing')],
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      before(facts, [changedOnDisk]),
      (on) => `The configuration on disk was changed (${on.at(-1)!.attributes['paths']}).`,
    ),
    facts.clause(
      before(facts, notTakenOver),
      (on) => `The gateway did not take it over: "${on.at(-1)!.body.slice(0, 160)}".`,
    ),
    facts.clause(
      facts.events,
      `Since then ${count(attempts(facts.events), 'attempt')} with another ${credentialOf(facts).word} ` +
        `${attempts(facts.events) === 1 ? 'was' : 'were'} refused${clientNames(facts.values('client'))}: ` +
        'these clients read the new one, and the running gateway expects the old one.',
    ),
    differentSecrets(facts),
  ],
  background: 'Clients that keep the old credential work until the restart, and need the new one after it.',
  checks: driftChecks,
  fix: () => [
    fix.restart,
    {
      what:
        'Then give the new one to each client that keeps its own: gateway.remote.*, an .env of Compose, ' +
        'the dashboard',
    },
  ],
})

/** Events of the last hours before the first refusal. */
function before(facts: Facts, selectors: readonly Selector[]): readonly Event[] {
  const first = facts.events[0]
  return first ? facts.select(selectors, { before: '24h', after: '0s' }).filter(({ at }) => at <= first.at) : []
}
