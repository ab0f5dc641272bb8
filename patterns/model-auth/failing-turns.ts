import type { Selector } from '../../src/model/selector.ts'
import { agentFailed } from './agent-failed.pattern.ts'
import { modelAllFailed } from './model-all-failed.pattern.ts'
import { modelFallback } from './model-fallback.pattern.ts'

export const failingTurns: Selector[] = [agentFailed, modelFallback, modelAllFailed]
