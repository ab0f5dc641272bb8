import type { Precedence } from '../../src/model/precedence.ts'
import { breakerTripped } from '../crash-loop/breaker-tripped.cause.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { pluginFailedCause } from '../plugin-failed/plugin-failed.cause.ts'
import { providerUnreachableCause } from '../provider-unavailable/provider-unreachable.cause.ts'

export default [
  {
    winner: providerUnreachableCause,
    relation: 'explains',
    losers: [agentFails],
    why: 'a turn fails when its provider does not answer',
  },
  {
    winner: pluginFailedCause,
    relation: 'explains',
    losers: [breakerTripped],
    why: 'a plug-in that fails at each start is what the log shows of the starts',
  },
] satisfies readonly Precedence[]
