import type { Precedence } from '../../src/model/precedence.ts'
import { abnormalClosures } from '../close-codes/abnormal-closures.cause.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { gatewayGone } from '../close-codes/gateway-gone.cause.ts'
import { handshakeTimeout } from '../close-codes/handshake-timeout.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'
import { proxyIdleTimeout } from '../proxy-timeout/proxy-idle-timeout.cause.ts'
import { proxyStaleTarget } from '../proxy-timeout/proxy-stale-target.cause.ts'

export default [
  {
    winner: proxyIdleTimeout,
    relation: 'explains',
    losers: [abnormalClosures, gatewayGone, closedByPolicy],
    why: 'the cut by the proxy is what both sides log as a close',
  },
  {
    winner: proxyStaleTarget,
    relation: 'explains',
    losers: [gatewayGone, gatewayUnreachable],
    why: 'clients behind the proxy cannot reach a gateway that the proxy does not reach',
  },
  {
    winner: proxyIdleTimeout,
    relation: 'rival',
    losers: [
      { cause: crashLoop, telltale: 'start of the gateway between the closes' },
      { cause: handshakeTimeout, telltale: '"handshake timeout"' },
    ],
    why: 'these also cut connections at regular times',
  },
] satisfies readonly Precedence[]
