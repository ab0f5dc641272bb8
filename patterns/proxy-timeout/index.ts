import type { Family } from '../../src/model/family.ts'
import { proxyUpstream } from './proxy-upstream.pattern.ts'
import { clientUpgradeRejected } from './client-upgrade-rejected.pattern.ts'
import { proxyLifetimeCluster } from './proxy-lifetime-cluster.derivation.ts'
import { proxyIdleTimeout } from './proxy-idle-timeout.cause.ts'
import { proxyStaleTarget } from './proxy-stale-target.cause.ts'
import { identityProxy } from './identity-proxy.cause.ts'

export default {
  patterns: [proxyUpstream, clientUpgradeRejected],
  derivations: [proxyLifetimeCluster],
  causes: [proxyIdleTimeout, proxyStaleTarget, identityProxy],
} satisfies Family
