import type { Family } from '../../src/model/family.ts'
import { pressureEventLoop } from './pressure-event-loop.pattern.ts'
import { pressureMemory } from './pressure-memory.pattern.ts'
import { pressureDiskFull } from './pressure-disk-full.pattern.ts'
import { pressureSqliteSlow } from './pressure-sqlite-slow.pattern.ts'
import { logIncomplete } from './log-incomplete.pattern.ts'
import { crashBundle } from './crash-bundle.pattern.ts'
import { crashSessionResumed } from './crash-session-resumed.pattern.ts'
import { eventLoopBlocked } from './event-loop-blocked.cause.ts'
import { diskFull } from './disk-full.cause.ts'
import { logIncompleteUndecidable } from './log-incomplete.undecidable.ts'

export default {
  patterns: [
    pressureEventLoop,
    pressureMemory,
    pressureDiskFull,
    pressureSqliteSlow,
    logIncomplete,
    crashBundle,
    crashSessionResumed,
  ],
  causes: [eventLoopBlocked, diskFull],
  undecidables: [logIncompleteUndecidable],
} satisfies Family
