import type { Family } from '../../src/model/family.ts'
import { configInvalid } from './config-invalid.pattern.ts'
import { configIssue } from './config-issue.pattern.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { configReload } from './config-reload.pattern.ts'
import { configReloadOff } from './config-reload-off.pattern.ts'
import { configWrite } from './config-write.pattern.ts'
import { configStartBlocked } from './config-start-blocked.pattern.ts'
import { configBindFailed } from './config-bind-failed.pattern.ts'
import { configSecretMissing } from './config-secret-missing.pattern.ts'
import { configClobbered } from './config-clobbered.pattern.ts'
import { configInvalidStart } from './config-invalid-start.cause.ts'
import { configReloadSkippedCause } from './config-reload-skipped.cause.ts'
import { startBlocked } from './start-blocked.cause.ts'
import { bindFailed } from './bind-failed.cause.ts'
import { secretMissing } from './secret-missing.cause.ts'
import { configClobberedCause } from './config-clobbered.cause.ts'

export default {
  patterns: [
    configInvalid,
    configIssue,
    configReloadSkipped,
    configReload,
    configReloadOff,
    configWrite,
    configStartBlocked,
    configBindFailed,
    configSecretMissing,
    configClobbered,
  ],
  causes: [configInvalidStart, configReloadSkippedCause, startBlocked, bindFailed, secretMissing, configClobberedCause],
} satisfies Family
