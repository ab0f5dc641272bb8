import type { Precedence } from '../../src/model/precedence.ts'
import { outOfMemory } from '../crash-loop/out-of-memory.cause.ts'
import { restartCameBackLate } from '../lifecycle/restart-came-back-late.cause.ts'

export default [
  {
    winner: restartCameBackLate,
    relation: 'rival',
    losers: [{ cause: outOfMemory, telltale: 'out-of-memory line' }],
    why: 'a process killed for memory is also gone without a word',
  },
] satisfies readonly Precedence[]
