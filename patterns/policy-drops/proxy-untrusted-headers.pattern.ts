import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const proxyUntrustedHeaders = definePattern({
  id: 'proxy.untrusted-headers',
  class: 'policy-drop',
  role: 'context',
  title: 'Requests carry proxy headers from an address that is not trusted',
  description:
    'gateway.trustedProxies does not list the proxy. Up to 2026.7.35 such clients only count as remote; since ' +
    '2026.8.2 routes that need authentication refuse them.',
  keywords: [
    'Proxy headers detected from untrusted',
    'unattributable proxy-shaped traffic',
    'Loopback connection with non-local Host',
  ],
  match: anyOf(
    /(?<what>Proxy headers detected) from untrusted address/,
    /(?<what>observed unattributable proxy-shaped traffic)(?: from (?<remote>[^\s;]+))?/,
    /(?<what>Loopback connection with non-local Host header)/,
  ),
  fields: ({ what, remote }) => ({ what, remote, refuses: what?.startsWith('observed') ? true : undefined }),
  roleOf: ({ refuses }) => (refuses === true ? 'cause' : 'context'),
  examples: {
    hits: [
      {
        line: '[ws] Loopback connection with non-local Host header. Treating it as remote.',
        fields: { what: 'Loopback connection with non-local Host header' },
      },

      {
        line: '[ws] Proxy headers detected from untrusted address. Connection will not be treated as local. Configure gateway.trustedProxies to restore local client detection behind your proxy.',
        fields: {},
      },
      {
        line: '[gateway] observed unattributable proxy-shaped traffic from 127.0.0.1; Gateway-authenticated routes reject it, including through trusted proxies. Configure gateway.trustedProxies narrowly',
        fields: { remote: '127.0.0.1', refuses: true },
      },
    ],
    misses: ['[browser] proxy headers set'],
  },
})
