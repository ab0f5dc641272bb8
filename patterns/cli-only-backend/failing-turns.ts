import type { Selector } from '../../src/model/selector.ts'
import { channelSent } from '../channel-restart/channel-sent.pattern.ts'
import { agentFailed } from '../model-auth/agent-failed.pattern.ts'
import { modelAllFailed } from '../model-auth/model-all-failed.pattern.ts'
import { modelFallback } from '../model-auth/model-fallback.pattern.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'

export const failingTurns: Selector[] = [cliExec, agentFailed, modelFallback, modelAllFailed, channelSent, cliFailed]
