import { definePattern } from '../../src/model/pattern.ts'

export const clientConnected = definePattern({
  id: 'client.connected',
  class: 'close-code',
  role: 'recovery',
  title: 'A node host connected',
  description: 'Together with the close after it, this gives how long the connection lived.',
  keywords: ['gateway connected:'],
  match: /^node host gateway connected: (?<url>\S+)/,
  examples: {
    hits: [{ line: 'node host gateway connected: wss://claw.example.com', fields: { url: 'wss://claw.example.com' } }],
    misses: ['gateway connected: yes'],
  },
})
