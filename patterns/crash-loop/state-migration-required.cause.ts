import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { crashMigration } from './crash-migration.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const stateMigrationRequired = defineCause({
  id: 'state-migration-required',
  class: 'version-skew',
  title: 'The gateway does not start before its state is migrated',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [crashMigration],
  strength: 70,
  claims: [crashStartFailed, supervisorExit],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'After an upgrade the state on disk is of an older form; the gateway refuses to run on it until the doctor has migrated it.',
    ),
  ],
  checks: () => [check.doctor, check.versions],
  fix: () => [
    {
      what: 'Stop, migrate, start',
      command: 'openclaw gateway stop && openclaw doctor --fix && openclaw gateway start',
    },
  ],
})
