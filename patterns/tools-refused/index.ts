import type { Family } from '../../src/model/family.ts'
import { toolsRefused } from './tools-refused.pattern.ts'
import { toolsRefusedCause } from './tools-refused.cause.ts'

export default { patterns: [toolsRefused], causes: [toolsRefusedCause] } satisfies Family
