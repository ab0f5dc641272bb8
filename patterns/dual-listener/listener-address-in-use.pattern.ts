import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

// The endpoint's last word is the service: `openclaw-gateway-1`, `assistant-openclaw-1`, but not `openclaw-db-1`.
const ofGateway = /endpoint \S*(?:claw|clawdbot|gateway)(?:[-_]\d+)?(?:[\s:]|$)/i

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
    // Docker reports the ports of every container of a project, and a project can be named after OpenClaw.
    if (published !== undefined && !/:187\d\d$/.test(published) && !ofGateway.test(body)) return undefined
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
    misses: [
      'EADDRINUSE is explained in the docs',
      'Error response from daemon: driver failed programming external connectivity on endpoint openclaw-lab-db-1: Bind for 0.0.0.0:5432 failed: port is already allocated',
    ],
  },
})
