import type { Family } from '../../src/model/family.ts'
import { policyBlocked } from './policy-blocked.pattern.ts'
import { policyDropped } from './policy-dropped.pattern.ts'
import { policyIgnored } from './policy-ignored.pattern.ts'
import { policyUnmentioned } from './policy-unmentioned.pattern.ts'
import { policyGroupSkipped } from './policy-group-skipped.pattern.ts'
import { policyDmPairing } from './policy-dm-pairing.pattern.ts'
import { originRequired } from './origin-required.pattern.ts'
import { proxyUntrustedHeaders } from './proxy-untrusted-headers.pattern.ts'
import { proxyConfigRequired } from './proxy-config-required.pattern.ts'
import { policyTightened } from './policy-tightened.cause.ts'
import { channelPolicyDrops } from './channel-policy-drops.cause.ts'
import { mentionRequired } from './mention-required.cause.ts'
import { originNotAllowed } from './origin-not-allowed.cause.ts'
import { originsRequired } from './origins-required.cause.ts'
import { proxyNotTrusted } from './proxy-not-trusted.cause.ts'
import { proxyHeadersRefused } from './proxy-headers-refused.cause.ts'
import { trustedProxyIncomplete } from './trusted-proxy-incomplete.cause.ts'
import { policyDropsInvisible } from './policy-drops-invisible.undecidable.ts'

export default {
  patterns: [
    policyBlocked,
    policyDropped,
    policyIgnored,
    policyUnmentioned,
    policyGroupSkipped,
    policyDmPairing,
    originRequired,
    proxyUntrustedHeaders,
    proxyConfigRequired,
  ],
  causes: [
    policyTightened,
    channelPolicyDrops,
    mentionRequired,
    originNotAllowed,
    originsRequired,
    proxyNotTrusted,
    proxyHeadersRefused,
    trustedProxyIncomplete,
  ],
  undecidables: [policyDropsInvisible],
} satisfies Family
