import { definePattern } from '../../src/model/pattern.ts'
import { closeRole } from './close-role.ts'
import { connectionFields } from './connection-fields.ts'

export const wsWebchatDisconnected = definePattern({
  id: 'ws.webchat-disconnected',
  class: 'close-code',
  role: 'symptom',
  title: 'A dashboard disconnected with {code}',
  description:
    'The only closes after the handshake that are logged at the default level: those of dashboards, and since ' +
    '2026.8 those of authenticated users.',
  keywords: ['webchat disconnected code=', 'authenticated user disconnected'],
  subsystems: ['ws'],
  exclusive: true,
  match: /^(?:webchat|authenticated user) disconnected (?<rest>(?:user=\S+ )?code=\d+.*)$/,
  fields: ({ rest }, { attributes }) => {
    const fields = connectionFields(rest!, attributes)
    return { ...fields, conn: /^\S+/.exec(String(fields['conn'] ?? ''))?.[0] }
  },
  roleOf: closeRole,
  examples: {
    hits: [
      {
        line: '[ws] webchat disconnected code=1001 reason=n/a conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1001, name: 'going away' },
      },
      {
        line: '[ws] webchat disconnected code=1008 reason=slow consumer conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1008, refusal: 'slow-consumer' },
      },
      {
        line: '[ws] authenticated user disconnected user=ann code=1006 reason=n/a conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        fields: { code: 1006, user: 'ann' },
      },
    ],
    misses: ['[feishu] webchat disconnected code=1001 reason=n/a conn=x'],
  },
})
