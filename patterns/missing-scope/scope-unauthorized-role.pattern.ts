import { definePattern } from '../../src/model/pattern.ts'

export const scopeUnauthorizedRole = definePattern({
  id: 'scope.unauthorized-role',
  class: 'missing-scope',
  role: 'cause',
  title: 'Call refused: role {rejectedRole} may not do this',
  description:
    'A node calls something that only operators may call, or the other way around. After repeated calls the ' +
    'gateway closes with 1008 "repeated unauthorized calls".',
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
