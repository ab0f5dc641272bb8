import type { Family } from '../../src/model/family.ts'
import { modelNoCredentials } from './model-no-credentials.pattern.ts'
import { modelRefused } from './model-refused.pattern.ts'
import { modelFallback } from './model-fallback.pattern.ts'
import { modelUnknown } from './model-unknown.pattern.ts'
import { modelAllFailed } from './model-all-failed.pattern.ts'
import { agentFailed } from './agent-failed.pattern.ts'
import { modelCredentials } from './model-credentials.cause.ts'
import { modelUnknownCause } from './model-unknown.cause.ts'
import { agentFails } from './agent-fails.cause.ts'

export default {
  patterns: [modelNoCredentials, modelRefused, modelFallback, modelUnknown, modelAllFailed, agentFailed],
  causes: [modelCredentials, modelUnknownCause, agentFails],
} satisfies Family
