import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { versionLauncherMissing } from './version-launcher-missing.pattern.ts'

const correct = { what: 'Correct the path in the script, unit or task that starts the gateway: <path> does not exist' }

export const launcherMissing = defineCause({
  id: 'launcher-missing',
  class: 'setup-failed',
  title: 'The launcher names a program that is not there; no gateway ran',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: { ...correct, command: check.versions.command },
    restart: no('Each start looks for the same file.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { what: 'List the program', command: 'ls -l <path>', expect: 'No such file or directory' },
  }),
  trigger: [versionLauncherMissing],
  strength: 90,
  claims: [crashSeries, supervisorExit, supervisorRestart],
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(facts.events, `Node.js was told to start ${facts.values('path').join(', ')} and did not find it.`),
  ],
  checks: () => [check.versions],
  fix: () => [
    correct,
    { ...fix.reinstall, when: 'if its service starts the gateway, and openclaw itself is installed', instead: true },
  ],
})
