import type { Precedence } from '../../src/model/precedence.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { missingScope } from '../missing-scope/missing-scope.cause.ts'
import { metadataChanged } from '../pairing/metadata-changed.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { scopeUpgrade } from '../pairing/scope-upgrade.cause.ts'
import { originNotAllowed } from '../policy-drops/origin-not-allowed.cause.ts'
import { authRateLimited } from '../token-mismatch/auth-rate-limited.cause.ts'
import { deviceReapprovalLoop } from '../token-mismatch/device-reapproval-loop.cause.ts'
import { gatewayWithoutToken } from '../token-mismatch/gateway-without-token.cause.ts'
import { oldDashboardTab } from '../token-mismatch/old-dashboard-tab.cause.ts'
import { staleDeviceToken } from '../token-mismatch/stale-device-token.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'
import { tokenMadeAtStart } from '../token-mismatch/token-made-at-start.cause.ts'
import { tokenMissing } from '../token-mismatch/token-missing.cause.ts'
import { tokenNotApplied } from '../token-mismatch/token-not-applied.cause.ts'
import { tokenRotated } from '../token-mismatch/token-rotated.cause.ts'

export default [
  {
    winner: tokenNotApplied,
    relation: 'explains',
    losers: [tokenRotated, tokenDrift, oldDashboardTab, tokenMissing, authRateLimited, closedByPolicy],
    why: 'the gateway still holds the old credential, which is why clients with the new one are refused',
  },
  {
    winner: tokenMadeAtStart,
    relation: 'explains',
    losers: [tokenDrift, oldDashboardTab, tokenMissing, authRateLimited, closedByPolicy],
    why: 'nobody can know a token that the gateway made up at this start',
  },
  {
    winner: tokenRotated,
    relation: 'explains',
    losers: [tokenDrift, oldDashboardTab, authRateLimited, closedByPolicy],
    why: 'a rotated token is the reason for the drift, the lockout and the 1008 closes',
  },
  {
    winner: tokenDrift,
    relation: 'explains',
    losers: [authRateLimited, closedByPolicy, tokenMissing],
    why: 'clients with the wrong token get locked out and closed with 1008, and some then retry with none',
  },
  {
    winner: oldDashboardTab,
    relation: 'explains',
    losers: [tokenMissing, tokenDrift, authRateLimited, closedByPolicy, staleDeviceToken],
    why: 'one tab that keeps retrying accounts for all of these refusals',
  },
  {
    winner: tokenMissing,
    relation: 'explains',
    losers: [authRateLimited, closedByPolicy],
    why: 'attempts without a token count toward the lockout and are closed with 1008',
  },
  {
    winner: deviceReapprovalLoop,
    relation: 'explains',
    losers: [staleDeviceToken, notPaired, metadataChanged, scopeUpgrade, authRateLimited],
    why: 'each pass of the loop leaves a stale token and a new approval request',
  },
  {
    winner: staleDeviceToken,
    relation: 'explains',
    losers: [authRateLimited],
    why: 'a device that repeats its void token gets its address locked out',
  },
  {
    winner: [
      tokenNotApplied,
      tokenMadeAtStart,
      tokenRotated,
      tokenDrift,
      oldDashboardTab,
      tokenMissing,
      gatewayWithoutToken,
      staleDeviceToken,
    ],
    relation: 'absorbs',
    losers: [gatewayStatusContradiction],
    why: 'the status probe is refused for the same credential as the clients',
  },
  {
    winner: [
      tokenNotApplied,
      tokenRotated,
      tokenDrift,
      oldDashboardTab,
      tokenMissing,
      gatewayWithoutToken,
      deviceReapprovalLoop,
      staleDeviceToken,
      authRateLimited,
    ],
    relation: 'rival',
    losers: [
      { cause: notPaired, telltale: '"pairing required"' },
      { cause: originNotAllowed, telltale: '"origin not allowed"' },
      { cause: missingScope, telltale: '"missing scope"' },
    ],
    why: 'to the client these refusals look alike; the gateway names the reason',
  },
] satisfies readonly Precedence[]
