import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const listenerAddressInUse = definePattern({
  id: 'listener.address-in-use',
  class: 'dual-listener',
  role: 'cause',
  sets: [{ track: 'port', state: 'taken', key: ['port'] }],
  title: 'The address {address} is already in use',
  description: 'The same as listener.already, in the words of Node.js, or of Docker when it publishes the port.',
  keywords: ['EADDRINUSE', 'port is already allocated'],
  match: anyOf(
    /listen EADDRINUSE: address already in use (?<address>[^\s|]+)/,
    /Bind for (?<published>\S+) failed: port is already allocated/,
  ),
  fields: ({ address, published }, { body }) => {
    if (body.includes('instance is already listening')) return undefined
    // Docker reports the ports of every container.
    if (published !== undefined && !/:187\d\d$/.test(published) && !/claw/i.test(body)) return undefined
    const at = address ?? published
    return { address: at, port: /:(\d+)$/.exec(at ?? '')?.[1] }
  },
  examples: {
    hits: [
      { line: 'listen EADDRINUSE: address already in use 127.0.0.1:18789', fields: { port: '18789' } },
      {
        line: 'Error response from daemon: driver failed programming external connectivity: Bind for 0.0.0.0:18789 failed: port is already allocated',
        fields: { address: '0.0.0.0:18789' },
      },
    ],
    misses: ['EADDRINUSE is explained in the docs'],
  },
})
