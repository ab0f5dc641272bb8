import type { Family } from '../../src/model/family.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientRefused } from './client-refused.pattern.ts'
import { authTokenGenerated } from './auth-token-generated.pattern.ts'
import { deviceToken } from './device-token.pattern.ts'
import { reportServiceToken } from './report-service-token.pattern.ts'
import { credentialNotApplied } from './credential-not-applied.derivation.ts'
import { tokenNotApplied } from './token-not-applied.cause.ts'
import { tokenMadeAtStart } from './token-made-at-start.cause.ts'
import { tokenRotated } from './token-rotated.cause.ts'
import { tokenDrift } from './token-drift.cause.ts'
import { oldDashboardTab } from './old-dashboard-tab.cause.ts'
import { tokenMissing } from './token-missing.cause.ts'
import { gatewayWithoutToken } from './gateway-without-token.cause.ts'
import { credentialRedacted } from './credential-redacted.cause.ts'
import { deviceReapprovalLoop } from './device-reapproval-loop.cause.ts'
import { staleDeviceToken } from './stale-device-token.cause.ts'
import { deviceScopeMismatch } from './device-scope-mismatch.cause.ts'
import { setupCodeSpent } from './setup-code-spent.cause.ts'
import { authRateLimited } from './auth-rate-limited.cause.ts'
import { authRefused } from './auth-refused.cause.ts'

export default {
  patterns: [authUnauthorized, clientRefused, authTokenGenerated, deviceToken, reportServiceToken],
  derivations: [credentialNotApplied],
  causes: [
    tokenNotApplied,
    tokenRotated,
    tokenDrift,
    oldDashboardTab,
    tokenMissing,
    gatewayWithoutToken,
    tokenMadeAtStart,
    credentialRedacted,
    deviceReapprovalLoop,
    staleDeviceToken,
    deviceScopeMismatch,
    setupCodeSpent,
    authRateLimited,
    authRefused,
  ],
} satisfies Family
