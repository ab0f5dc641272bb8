import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'

export const probeWithoutIdentity = defineCause({
  id: 'probe-without-identity',
  class: 'pairing-required',
  title: 'A probe of the CLI was refused because it came without a device identity',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [{ pattern: closes, where: { refusal: 'device-identity', mode: 'probe' } }],
  strength: 82,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The CLI only asks whether something listens here, as before a restart; nobody waits for this connection.',
    ),
  ],
  checks: () => [],
  fix: () => [],
})
