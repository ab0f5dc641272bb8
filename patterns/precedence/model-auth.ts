import type { Precedence } from '../../src/model/precedence.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { modelCredentials } from '../model-auth/model-credentials.cause.ts'
import { modelUnknownCause } from '../model-auth/model-unknown.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: modelCredentials,
    relation: 'explains',
    losers: [agentFails, modelUnknownCause],
    why: 'a provider that refuses fails the turns and hides its models',
  },
  {
    winner: modelUnknownCause,
    relation: 'explains',
    losers: [agentFails],
    why: 'a turn cannot run on a model that does not exist',
  },
  {
    winner: modelCredentials,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: `refused gateway client: "unauthorized" here is the provider's word` }],
    why: 'both say "unauthorized": here the provider says it, not the gateway',
  },
] satisfies readonly Precedence[]
