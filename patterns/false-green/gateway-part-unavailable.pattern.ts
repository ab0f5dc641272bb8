import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const gatewayPartUnavailable = definePattern({
  id: 'gateway.part-unavailable',
  class: 'false-green',
  role: 'cause',
  title: 'Unavailable until the gateway restarts: {what}',
  description:
    'The gateway itself says that a part of it does not work until it is restarted, while the process and its port ' +
    'look well: a managed Tailscale route whose claim ended, for instance.',
  keywords: ['until the Gateway restarts', 'until the gateway restarts', 'until the gateway is restarted'],
  // What peers write stands behind a quotation mark or a `key=`.
  match: sequence(
    /^(?<what>[^\n"=]+?) (?:is|are) (?:unavailable|disabled|not available|inactive)/,
    / until the [Gg]ateway (?:restarts|is restarted)/,
  ),
  fields: ({ what }) => ({ what: what?.slice(0, 200) }),
  examples: {
    hits: [
      {
        line: '[tailscale] serve route claim exited; managed Tailscale ingress is unavailable until the Gateway restarts',
        fields: { what: 'serve route claim exited; managed Tailscale ingress' },
      },
    ],
    misses: [
      '[telegram] my shop is unavailable until the Gateway restarts',
      'keep this session until the Gateway restarts',
    ],
  },
})
