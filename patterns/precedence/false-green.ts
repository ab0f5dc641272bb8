import type { Precedence } from '../../src/model/precedence.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'
import { serviceWithoutGateway } from '../false-green/service-without-gateway.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: serviceWithoutGateway,
    relation: 'explains',
    losers: [gatewayUnreachable],
    why: 'clients cannot reach a port that nobody listens on',
  },
  {
    winner: gatewayStatusContradiction,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'refused client' }],
    why: 'a probe that is refused contradicts the status as well',
  },
  {
    winner: gatewayUnreachable,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'refusal: the connection was not even accepted' }],
    why: 'a refused client was at least connected',
  },
] satisfies readonly Precedence[]
