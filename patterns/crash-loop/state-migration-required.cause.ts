import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
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
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what: 'Keep a copy of the state, then let the doctor of this version migrate it',
      command: 'openclaw doctor --fix',
    },
    restart: no('Each start refuses the same state.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.doctor, expect: 'a migration that is asked for' },
  }),
  trigger: [crashMigration],
  strength: 70,
  claims: [crashStartFailed, supervisorExit],
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The start says that its state must be migrated first (${facts.values('what').join('; ')}).`,
    ),
  ],
  checks: () => [check.doctor, check.versions],
  fix: () => [
    { what: 'Keep a copy of the state', command: 'cp -a ~/.openclaw ~/openclaw-before-migration' },
    { what: 'Migrate', command: 'openclaw doctor --fix' },
    { what: 'Start', command: 'openclaw gateway start' },
  ],
})
