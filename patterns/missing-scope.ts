import { defineCause, type Family } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { check, fix } from './steps.ts'

const missingScope = definePattern({
  id: 'scope.missing',
  class: 'missing-scope',
  role: 'cause',
  title: 'Call refused: missing scope {scope}',
  description:
    'The connection stands, the call is refused. errorCode INVALID_REQUEST up to 8.1, FORBIDDEN since. Several methods in one second on one conn= are one probe.',
  keywords: ['missing scope: operator', 'missing scope:operator', 'MISSING_SCOPE', 'missing operator.'],
  match:
    /(?:res ✗ (?<method>[\w.-]+) .*?)?(?:missing scope: ?(?<scope>operator\.[\w.]+)|MISSING_SCOPE|\(missing (?<scope2>operator\.[\w.]+)\))(?:.*? conn=(?<conn>\S+))?/,
  fields: ({ method, scope, scope2, conn }) => ({ method, scope: scope ?? scope2, conn }),
  examples: {
    hits: [
      {
        line: '[ws] ⇄ res ✗ status 0ms errorCode=INVALID_REQUEST errorMessage=missing scope: operator.read conn=126bbf4a…6103 id=37651476…720a',
        fields: { method: 'status', scope: 'operator.read', conn: '126bbf4a…6103' },
      },
      {
        line: 'Gateway │ local · ws://127.0.0.1:18789 (local loopback) · unreachable (missing scope: operator.read)',
        fields: { scope: 'operator.read' },
      },
      {
        line: 'Read-probe diagnostics are limited by gateway scopes (missing operator.read).',
        fields: { scope: 'operator.read' },
      },
    ],
    misses: [
      '[slack] slack API error: missing_scope needed=channels:history',
      { line: 'Error: missing scope: repo', note: "GitHub's scopes" },
    ],
  },
})

const unauthorizedRole = definePattern({
  id: 'scope.unauthorized-role',
  class: 'missing-scope',
  role: 'cause',
  title: 'Call refused: role {rejectedRole} may not do this',
  description:
    'A node calls what only operators may, or the reverse; repeated, the gateway closes with 1008 "repeated unauthorized calls".',
  keywords: ['unauthorized role:'],
  match: /(?:res ✗ (?<method>[\w.-]+) .*?)?unauthorized role: (?<rejectedRole>\w+)(?:.*? conn=(?<conn>\S+))?/,
  examples: {
    hits: [
      {
        line: '[ws] ⇄ res ✗ config.get 0ms errorCode=INVALID_REQUEST errorMessage=unauthorized role: node conn=126bbf4a…6103 id=1',
        fields: { method: 'config.get', rejectedRole: 'node' },
      },
    ],
    misses: ['role unauthorized'],
  },
})

const causes = [
  defineCause({
    id: 'missing-scope',
    class: 'missing-scope',
    title: 'A client is connected and may not do what it tries: a scope is missing',
    severity: 'medium',
    verdict: 'approve-access',
    trigger: [{ pattern: ['scope.missing', 'scope.unauthorized-role'] }],
    absorbs: ['gateway-status-contradiction'],
    strength: 88,
    claims: [{ pattern: closes, where: { refusal: 'repeated-unauthorized' } }],
    explains: ['closed-by-policy'],
    rivals: [
      { id: 'token-drift', telltale: 'unauthorized or token_mismatch line' },
      { id: 'not-paired', telltale: '"pairing required"' },
    ],
    explain: (facts) => {
      const methods = facts.values('method')
      const probe = ['status', 'system-presence', 'config.get'].every((method) => methods.includes(method))
      return (
        `${count(facts.count, 'call')} refused for want of ${facts.values('scope').join(', ') || 'the right role'}${methods.length > 0 ? ` (${methods.slice(0, 6).join(', ')})` : ''}. The connection itself was accepted. ` +
        (probe
          ? 'status, system-presence and config.get in one second are one status probe: it reports "unreachable" although the gateway is well.'
          : 'A client that connects with the shared token and no device, or a device approved for less, has no such scope.')
      )
    },
    checks: [check.devices, check.status],
    fix: [
      fix.approve,
      {
        what: 'Or give the device the scope',
        command: 'openclaw devices rotate --device <id> --role operator --scope operator.read',
      },
    ],
  }),
] as const

export default { patterns: [missingScope, unauthorizedRole], causes } satisfies Family
