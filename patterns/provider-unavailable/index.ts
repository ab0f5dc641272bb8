import type { Family } from '../../src/model/family.ts'
import { providerUnreachable } from './provider-unreachable.pattern.ts'
import { providerUnreachableCause } from './provider-unreachable.cause.ts'

export default { patterns: [providerUnreachable], causes: [providerUnreachableCause] } satisfies Family
