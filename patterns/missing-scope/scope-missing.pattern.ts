import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const scopeMissing = definePattern({
  id: 'scope.missing',
  class: 'missing-scope',
  role: 'cause',
  title: 'Call refused: missing scope {scope}',
  description:
    'The client is connected, but the call is refused: with INVALID_REQUEST up to 2026.8.1, with FORBIDDEN ' +
    'since. Several methods within one second on one conn= are one probe.',
  keywords: ['missing scope: operator', 'missing scope:operator', 'MISSING_SCOPE', 'missing operator.'],
  match: sequence(
    /(?:res ✗ (?<method>[\w.-]+) .*?)?/,
    anyOf(/missing scope: ?(?<scope>operator\.[\w.]+)/, /MISSING_SCOPE/, /\(missing (?<scope>operator\.[\w.]+)\)/),
    /(?:.*? conn=(?<conn>\S+))?/,
  ),
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
