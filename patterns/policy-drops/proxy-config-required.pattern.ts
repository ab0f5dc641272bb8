import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const proxyConfigRequired = definePattern({
  id: 'proxy.config-required',
  class: 'policy-drop',
  role: 'cause',
  title: 'Trusted-proxy or Tailscale authentication is set up incompletely',
  description: 'The gateway refuses to start.',
  keywords: [
    'mode=trusted-proxy requires',
    'tailscale funnel requires',
    'tailscale serve/funnel requires',
    'tailscale serve requires',
  ],
  match: sequence(
    /(?<what>gateway auth mode=trusted-proxy requires|tailscale (?:serve\/)?(?:funnel|serve) requires)/,
    / (?<needs>[^\n(]+)/,
  ),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: Error: gateway auth mode=trusted-proxy requires gateway.trustedProxies to be configured with at least one proxy IP',
        fields: { needs: 'gateway.trustedProxies to be configured with at least one proxy IP' },
      },
    ],
    misses: ['tailscale is up'],
  },
})
