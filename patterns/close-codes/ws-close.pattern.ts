import { definePattern } from '../../src/model/pattern.ts'
import { closeFields } from './close-fields.ts'
import { closeRole } from './close-role.ts'
import { sequence } from '../../src/base/expressions.ts'

export const wsClose = definePattern({
  id: 'ws.close',
  class: 'close-code',
  role: 'symptom',
  title: 'Closed with {code}',
  description: 'Every close, with its cause and duration. Logged with --verbose only.',
  keywords: [' close code='],
  subsystems: ['ws'],
  match: sequence(
    /^→ close code=(?<code>\d+)(?: reason=(?<reason>.*?))?(?: durationMs=(?<durationMs>\d+))?(?: cause=(?<cause>\S+))?/,
    /(?: durationMs=\d+)?(?: handshake=(?<handshake>\w+))?(?: phase=(?<phase>\w+))?/,
    /(?: lastFrame.*?)?(?: conn=(?<conn>\S+))?$/,
  ),
  fields: closeFields,
  // The same close has a line of its own as closed-before-connect or webchat-disconnected, which counts.
  exclusive: true,
  roleOf: (attributes) => (attributes['handshake'] === 'failed' ? 'context' : closeRole(attributes)),
  examples: {
    hits: [
      {
        line: '[ws] → close code=1008 cause=origin-mismatch durationMs=4 handshake=failed phase=ws_upgrade_started',
        fields: { phase: 'ws_upgrade_started', refusal: 'origin' },
      },
      {
        line: '[ws] → close code=1008 reason=device nonce mismatch durationMs=31 cause=device-auth-invalid handshake=failed lastFrameType=req lastFrameMethod=connect lastFrameId=a1',
        fields: { code: 1008, refusal: 'device-proof', handshake: 'failed' },
      },
      {
        line: '[ws] → close code=1006 durationMs=61022 handshake=connected conn=5f0c3a11…3e4f',
        fields: { code: 1006, durationMs: '61022' },
      },
    ],
    misses: ['[ws] → event health seq=4 close code=1 x'],
  },
})
