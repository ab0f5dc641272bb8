import type { Precedence } from '../../src/model/precedence.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { missingScope } from '../missing-scope/missing-scope.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: missingScope,
    relation: 'explains',
    losers: [closedByPolicy],
    why: 'repeated calls without the scope are closed with 1008',
  },
  {
    winner: missingScope,
    relation: 'absorbs',
    losers: [gatewayStatusContradiction],
    why: 'the status probe reports "unreachable" because it lacks a scope',
  },
  {
    winner: missingScope,
    relation: 'rival',
    losers: [
      { cause: tokenDrift, telltale: 'unauthorized or token_mismatch line' },
      { cause: notPaired, telltale: '"pairing required"' },
    ],
    why: 'here the connection was accepted; the others refuse it',
  },
] satisfies readonly Precedence[]
