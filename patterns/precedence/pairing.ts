import type { Precedence } from '../../src/model/precedence.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { missingScope } from '../missing-scope/missing-scope.cause.ts'
import { deviceIdentityRequired } from '../pairing/device-identity-required.cause.ts'
import { metadataChanged } from '../pairing/metadata-changed.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { scopeUpgrade } from '../pairing/scope-upgrade.cause.ts'
import { originNotAllowed } from '../policy-drops/origin-not-allowed.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: [notPaired, metadataChanged],
    relation: 'explains',
    losers: [closedByPolicy],
    why: 'a device that must be approved is closed with 1008',
  },
  {
    winner: scopeUpgrade,
    relation: 'explains',
    losers: [notPaired, closedByPolicy, missingScope],
    why: 'a request for more scopes shows as "pairing required", a 1008 close or a missing scope',
  },
  {
    winner: [notPaired, scopeUpgrade],
    relation: 'absorbs',
    losers: [gatewayStatusContradiction],
    why: 'the status probe fails because its device is refused',
  },
  {
    winner: [notPaired, scopeUpgrade, metadataChanged, deviceIdentityRequired],
    relation: 'rival',
    losers: [
      { cause: tokenDrift, telltale: '"token_mismatch"' },
      { cause: originNotAllowed, telltale: '"origin not allowed"' },
    ],
    why: 'to the client these refusals look alike; the gateway names the reason',
  },
] satisfies readonly Precedence[]
