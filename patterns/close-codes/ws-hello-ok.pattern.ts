import { definePattern } from '../../src/model/pattern.ts'

export const wsHelloOk = definePattern({
  id: 'ws.hello-ok',
  class: 'close-code',
  role: 'recovery',
  sets: [{ track: 'client', state: 'connected', key: ['client', 'mode'] }],
  title: 'A client connected',
  description: 'The gateway answered `connect` with hello-ok. Logged with --verbose only.',
  keywords: ['hello-ok methods='],
  subsystems: ['ws'],
  match: /^→ hello-ok methods=(?<methods>\d+)/,
  examples: {
    hits: [{ line: '[ws] → hello-ok methods=99 events=19 presence=3 stateVersion=3', fields: { methods: '99' } }],
    misses: ['[ws] ← hello-ok'],
  },
})
