import { definePattern } from '../../src/model/pattern.ts'

export const listenerAddressInUse = definePattern({
  id: 'listener.address-in-use',
  class: 'dual-listener',
  role: 'cause',
  sets: [{ track: 'port', state: 'taken', key: ['port'] }],
  title: 'The address {address} is already in use',
  description: 'The same as listener.already in the words of Node, or of Docker when it publishes the port.',
  keywords: ['EADDRINUSE', 'port is already allocated'],
  match:
    /(?:listen EADDRINUSE: address already in use (?<address>[^\s|]+)|Bind for (?<address2>\S+) failed: port is already allocated)/,
  fields: ({ address, address2 }, { body }) => {
    if (body.includes('instance is already listening')) return undefined
    const at = address ?? address2
    // Docker speaks of every container's ports.
    if (address2 !== undefined && !/:187\d\d$/.test(address2) && !/claw/i.test(body)) return undefined
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
