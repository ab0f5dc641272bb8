import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { versionModulePath } from './version-module-path.pattern.ts'
import { versionStaleInstall } from './version-stale-install.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const notRestartedAfterUpdate = defineCause({
  id: 'not-restarted-after-update',
  class: 'version-skew',
  title: 'The package was replaced under a running gateway: restart it',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [versionStaleInstall, versionModulePath, { pattern: closes, where: { refusal: 'stale-install' } }],
  gap: '24h',
  strength: 85,
  claims: [{ pattern: closes, where: { code: 1011 } }],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Parts of the installation that are loaded on first use are gone or of another build${facts.values('path')[0] ? ` (${facts.values('path')[0]})` : ''}: the files were updated, the process was not restarted. What was loaded before goes on working, so that probes say ok.`,
    ),
  ],
  checks: () => whereToLook,
  fix: () => [fix.restart],
})
