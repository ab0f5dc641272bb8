import type { Selector } from '../../src/model/selector.ts'
import { crashException } from '../crash-loop/crash-exception.pattern.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorGaveUp } from '../crash-loop/supervisor-gave-up.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { versionConfigOfAnother } from '../version-skew/version-config-of-another.derivation.ts'
import { configInvalid } from './config-invalid.pattern.ts'
import { configIssue } from './config-issue.pattern.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { configSecretMissing } from './config-secret-missing.pattern.ts'

export const startLines: Selector[] = [
  crashStartFailed,
  supervisorExit,
  supervisorRestart,
  supervisorGaveUp,
  crashSeries,
  configIssue,
  configInvalid,
  configReloadSkipped,
  configSecretMissing,
  crashException,
  versionConfigOfAnother,
]
