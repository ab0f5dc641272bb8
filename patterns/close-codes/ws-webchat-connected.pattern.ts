import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const wsWebchatConnected = definePattern({
  id: 'ws.webchat-connected',
  class: 'close-code',
  role: 'recovery',
  sets: [{ track: 'client', state: 'connected', key: ['client', 'mode'] }],
  title: 'A dashboard connected',
  description:
    'Together with the disconnect, this gives how long the connection lived: the one measurement that reveals a ' +
    'proxy.',
  keywords: ['webchat connected conn=', 'authenticated user connected'],
  subsystems: ['ws'],
  exclusive: true,
  match: sequence(
    /^(?:webchat|authenticated user) connected (?:user=(?<user>\S+) )?conn=(?<conn>\S+)(?: remote=(?<remote>\S+))?/,
    /(?: client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?(?: build=(?<build>\S+))?(?: .*)?$/,
  ),
  examples: {
    hits: [
      {
        line: '[ws] authenticated user connected user=ann conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9 remote=10.0.0.2 client=openclaw-control-ui webchat v2026.9.6 build=b1',
        fields: { user: 'ann', build: 'b1' },
      },
      {
        line: '[ws] webchat connected conn=0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9 remote=127.0.0.1 client=openclaw-control-ui webchat v2026.3.12',
        fields: { client: 'openclaw-control-ui', mode: 'webchat', version: '2026.3.12' },
      },
    ],
    misses: ['[browser] webchat connected'],
  },
})
