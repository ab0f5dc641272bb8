import type { Family } from '../../src/model/family.ts'
import { lifecycleStart } from './lifecycle-start.pattern.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'
import { lifecycleSignal } from './lifecycle-signal.pattern.ts'
import { lifecycleStopped } from './lifecycle-stopped.pattern.ts'
import { lifecycleRestartMode } from './lifecycle-restart-mode.pattern.ts'
import { lifecycleDrainTimeout } from './lifecycle-drain-timeout.pattern.ts'
import { supervisorStopping } from './supervisor-stopping.pattern.ts'
import { lifecycleServing } from './lifecycle-serving.pattern.ts'
import { lifecycleStopHangs } from './lifecycle-stop-hangs.derivation.ts'
import { lifecycleNoReturn } from './lifecycle-no-return.derivation.ts'
import { restartHangs } from './restart-hangs.cause.ts'
import { restartCameBackLate } from './restart-came-back-late.cause.ts'
import { otherStreamMissing } from './other-stream-missing.undecidable.ts'

export default {
  patterns: [
    lifecycleStart,
    lifecycleReady,
    lifecycleSignal,
    lifecycleStopped,
    lifecycleRestartMode,
    lifecycleDrainTimeout,
    supervisorStopping,
    lifecycleServing,
  ],
  derivations: [lifecycleStopHangs, lifecycleNoReturn],
  causes: [restartHangs, restartCameBackLate],
  undecidables: [otherStreamMissing],
} satisfies Family
