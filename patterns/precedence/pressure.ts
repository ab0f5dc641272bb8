import type { Precedence } from '../../src/model/precedence.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { diskFull } from '../pressure/disk-full.cause.ts'

export default [
  {
    winner: diskFull,
    relation: 'explains',
    losers: [startFailure, agentFails],
    why: 'on a full disk neither a start nor a turn can write',
  },
] satisfies readonly Precedence[]
