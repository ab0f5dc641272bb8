import type { Family } from '../../src/model/family.ts'
import { scopeMissing } from './scope-missing.pattern.ts'
import { scopeUnauthorizedRole } from './scope-unauthorized-role.pattern.ts'
import { missingScope } from './missing-scope.cause.ts'

export default {
  patterns: [scopeMissing, scopeUnauthorizedRole],
  causes: [missingScope],
} satisfies Family
