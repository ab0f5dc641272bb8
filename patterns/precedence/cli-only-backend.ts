import type { Precedence } from '../../src/model/precedence.ts'
import { cliBackendFails } from '../cli-only-backend/cli-backend-fails.cause.ts'
import { cliBackendSilent } from '../cli-only-backend/cli-backend-silent.cause.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { modelCredentials } from '../model-auth/model-credentials.cause.ts'

export default [
  {
    winner: cliBackendSilent,
    relation: 'explains',
    losers: [agentFails, modelCredentials, cliBackendFails],
    why: 'a backend that is ended for its silence fails the turn and the fallbacks after it',
  },
  {
    winner: cliBackendFails,
    relation: 'explains',
    losers: [agentFails, modelCredentials],
    why: 'a backend that fails takes the turn and the fallbacks with it',
  },
  {
    winner: [cliBackendSilent, cliBackendFails],
    relation: 'rival',
    losers: [{ cause: modelCredentials, telltale: 'refusal by a model provider' }],
    why: 'a refused model fails turns as well',
  },
] satisfies readonly Precedence[]
