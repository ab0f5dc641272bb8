import type { Step } from '../../src/model/decision.ts'
import { extendList } from '../extend-list.ts'

/**
 * The address that the gateway sees is the one to trust, in containers that of the bridge or of the proxy's container.
 */
export const trustProxy: Step = {
  ...extendList('gateway.trustedProxies', '<remote>', 'Add the address of the proxy to those that are trusted'),
  when: 'the address is that of your proxy',
}
