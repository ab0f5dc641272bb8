import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'
import { sequence } from '../../src/base/expressions.ts'

export const deviceAccessUpgrade = definePattern({
  id: 'device.access-upgrade',
  class: 'pairing-required',
  role: 'context',
  title: 'A device asks for more access: {reason}',
  description:
    'Logged before the refusal, with what the device has and what it asks for. Without a refusal after it, the ' +
    'request may have been approved at once.',
  keywords: ['security audit: device'],
  subsystems: ['gateway'],
  match: sequence(
    /^security audit: device (?:access|metadata) upgrade requested reason=(?<reason>[\w-]+)/,
    /(?: device=(?<device>[^\s>…]+))?(?:.*? auth=(?<auth>\S+))?/,
    /(?:.*? roleFrom=(?<roleFrom>\S+) roleTo=(?<roleTo>\S+))?/,
    /(?:.*? scopesFrom=(?<scopesFrom>\S+) scopesTo=(?<scopesTo>\S+))?/,
    /(?:.*? claimedPlatform=(?<claimedPlatform>\S+) pinnedPlatform=(?<pinnedPlatform>\S+))?/,
    /(?:.*? client=(?<client>\S+))?(?:.*? conn=(?<conn>\S+))?/,
  ),
  fields: (groups) => ({ ...groups, refusal: refusalOf(groups['reason']) }),
  examples: {
    hits: [
      {
        line: '[gateway] security audit: device access upgrade requested reason=scope-upgrade device=00ab ip=unknown-ip auth=token roleFrom=operator roleTo=operator scopesFrom=operator.read scopesTo=operator.admin client=gateway-client conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f',
        fields: {
          reason: 'scope-upgrade',
          scopesTo: 'operator.admin',
          client: 'gateway-client',
          refusal: 'scope-upgrade',
        },
      },
      {
        line: '[gateway] security audit: device metadata upgrade requested reason=metadata-upgrade device=00ab ip=127.0.0.1 auth=device-token payload=v2 claimedPlatform=win32 pinnedPlatform=linux client=openclaw-windows-companion conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f',
        fields: { reason: 'metadata-upgrade', auth: 'device-token', claimedPlatform: 'win32', pinnedPlatform: 'linux' },
      },
    ],
    misses: ['[gateway] security audit: 3 findings'],
  },
})
