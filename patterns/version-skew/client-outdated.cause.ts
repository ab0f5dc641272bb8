import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { versionClientOutdated } from './version-client-outdated.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const clientOutdated = defineCause({
  id: 'client-outdated',
  class: 'version-skew',
  title: 'A node, a page or a plugin is of another version than the gateway',
  severity: 'medium',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [
    { pattern: versionClientOutdated, not: { what: 'legacy node protocol accepted' } },
    { pattern: closes, where: { refusal: ['version', 'ui-build'] } },
  ],
  strength: 84,
  claims: [{ pattern: closes, where: { refusal: ['version', 'ui-build', 'protocol'] } }],
  recovery: [lifecycleReady, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('what').join(', ') || 'A client is refused for its version'}${facts.values('client').length > 0 ? `: ${facts.values('client').join(', ')} against ${facts.values('gateway').join(', ')}` : ''}.`,
    ),
  ],
  checks: () => whereToLook,
  fix: () => [{ what: 'Update or restart that part; reload the dashboard page', command: 'openclaw node restart' }],
})
