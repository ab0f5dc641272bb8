import type { Family } from '../../src/model/family.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashNonFatal } from './crash-non-fatal.pattern.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { crashNative } from './crash-native.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { crashZombie } from './crash-zombie.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { crashMigration } from './crash-migration.pattern.ts'
import { supervisorRestart } from './supervisor-restart.pattern.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './supervisor-gave-up.pattern.ts'
import { supervisorStarted } from './supervisor-started.pattern.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { lifecycleUncleanStart } from './lifecycle-unclean-start.derivation.ts'
import { outOfMemory } from './out-of-memory.cause.ts'
import { crash } from './crash.cause.ts'
import { breakerTripped } from './breaker-tripped.cause.ts'
import { crashLoop } from './crash-loop.cause.ts'
import { uncleanRestart } from './unclean-restart.cause.ts'
import { zombie } from './zombie.cause.ts'
import { stateMigrationRequired } from './state-migration-required.cause.ts'
import { survivedErrors } from './survived-errors.cause.ts'
import { startFailure } from './start-failure.cause.ts'

export default {
  patterns: [
    crashException,
    crashNonFatal,
    crashOutOfMemory,
    crashNative,
    crashStartFailed,
    crashZombie,
    crashBreaker,
    crashMigration,
    supervisorRestart,
    supervisorExit,
    supervisorGaveUp,
    supervisorStarted,
  ],
  derivations: [crashSeries, lifecycleUncleanStart],
  causes: [
    outOfMemory,
    crash,
    breakerTripped,
    crashLoop,
    uncleanRestart,
    zombie,
    stateMigrationRequired,
    survivedErrors,
    startFailure,
  ],
} satisfies Family
