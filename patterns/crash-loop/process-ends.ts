import type { Selector } from '../../src/model/selector.ts'
import { crashBundle } from '../pressure/crash-bundle.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './supervisor-gave-up.pattern.ts'
import { supervisorRestart } from './supervisor-restart.pattern.ts'
import { supervisorStarted } from './supervisor-started.pattern.ts'

export const processEnds: Selector[] = [
  supervisorExit,
  supervisorRestart,
  supervisorGaveUp,
  supervisorStarted,
  crashSeries,
  crashStartFailed,
  crashBreaker,
  crashBundle,
]
