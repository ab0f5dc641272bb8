import type { Precedence } from '../../src/model/precedence.ts'
import { cliBackendFails } from '../cli-only-backend/cli-backend-fails.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { stateMigrationRequired } from '../crash-loop/state-migration-required.cause.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { modelCredentials } from '../model-auth/model-credentials.cause.ts'
import { workspacePathMismatch } from '../workspace-mismatch/workspace-path-mismatch.cause.ts'

export default [
  {
    winner: workspacePathMismatch,
    relation: 'explains',
    losers: [agentFails, startFailure, cliBackendFails, stateMigrationRequired],
    why: 'a path that does not exist here fails turns, backends and starts alike',
  },
  {
    winner: workspacePathMismatch,
    relation: 'rival',
    losers: [{ cause: modelCredentials, telltale: 'refusal by a model provider' }],
    why: 'a refused model fails turns as well',
  },
] satisfies readonly Precedence[]
