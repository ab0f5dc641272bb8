import { defineCause } from '../../src/model/cause.ts'
import { formatDuration, nanoseconds } from '../../src/base/time.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { configWrite } from '../config-invalid/config-write.pattern.ts'
import { check, fix } from '../steps.ts'
import { lifecycleNoReturn } from './lifecycle-no-return.derivation.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'

export const restartCameBackLate = defineCause({
  id: 'restart-came-back-late',
  class: 'crash-loop',
  title: 'A restart took the gateway down, and nothing brought it back for a long time',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [lifecycleNoReturn],
  gap: '3h',
  strength: 72,
  supports: [
    {
      events: [configReload, configWrite],
      before: '6h',
      weight: 8,
      why: 'the configuration was changed just before ({paths})',
    },
  ],
  claims: [configReload, configWrite],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Between the restart and the next start lie ${facts
        .values('downSeconds')
        .map((text) => formatDuration(BigInt(text) * nanoseconds.second))
        .join(
          ', ',
        )} without a line. The process left for its supervisor to start it again, and the starts failed or were not tried; why stands in the other log (stderr, the journal).`,
    ),
  ],
  checks: () => [
    {
      what: 'The log that holds the errors',
      command: 'ls -l ~/.openclaw/logs ~/Library/Logs/openclaw /tmp/openclaw',
    },
    check.configValid,
    check.journal,
  ],
  fix: () => [fix.rollback, fix.restart],
})
