import type { Precedence } from '../../src/model/precedence.ts'
import { channelRestarts } from '../channel-restart/channel-restarts.cause.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { configInvalidStart } from '../config-invalid/config-invalid-start.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { channelPolicyDrops } from '../policy-drops/channel-policy-drops.cause.ts'
import { originNotAllowed } from '../policy-drops/origin-not-allowed.cause.ts'
import { originsRequired } from '../policy-drops/origins-required.cause.ts'
import { policyTightened } from '../policy-drops/policy-tightened.cause.ts'
import { proxyHeadersRefused } from '../policy-drops/proxy-headers-refused.cause.ts'
import { proxyNotTrusted } from '../policy-drops/proxy-not-trusted.cause.ts'
import { trustedProxyIncomplete } from '../policy-drops/trusted-proxy-incomplete.cause.ts'
import { authRefused } from '../token-mismatch/auth-refused.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: policyTightened,
    relation: 'explains',
    losers: [channelPolicyDrops],
    why: 'the changed policy is the reason for the drops',
  },
  {
    winner: originNotAllowed,
    relation: 'explains',
    losers: [closedByPolicy],
    why: 'a refused origin is closed with 1008',
  },
  {
    winner: originsRequired,
    relation: 'explains',
    losers: [startFailure, crashLoop, configInvalidStart],
    why: 'without a list of origins each start fails, and a supervisor repeats it',
  },
  {
    winner: proxyNotTrusted,
    relation: 'explains',
    losers: [closedByPolicy, authRefused, proxyHeadersRefused],
    why: 'an untrusted proxy gets its clients refused, closed with 1008 and their headers rejected',
  },
  {
    winner: trustedProxyIncomplete,
    relation: 'explains',
    losers: [startFailure, crashLoop],
    why: 'with incomplete proxy settings each start fails, and a supervisor repeats it',
  },
  {
    winner: [policyTightened, channelPolicyDrops],
    relation: 'rival',
    losers: [{ cause: channelRestarts, telltale: 'channel exit or restart' }],
    why: 'a channel that is down is silent too',
  },
  {
    winner: originNotAllowed,
    relation: 'rival',
    losers: [
      { cause: tokenDrift, telltale: '"token_mismatch"' },
      { cause: notPaired, telltale: '"pairing required"' },
    ],
    why: 'to the dashboard these refusals look alike; the gateway names the reason',
  },
  {
    winner: proxyNotTrusted,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: '"token_mismatch"' }],
    why: 'both end as unauthorized; here the proxy is refused, not the token',
  },
] satisfies readonly Precedence[]
