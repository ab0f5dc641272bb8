import type { Facts } from '../src/model/cause.ts'
import type { Step } from '../src/model/decision.ts'

/** Approves the one open request that the log names; of several, or where it names none, the list shows the ids. */
export function approveStep(facts: Facts): Step {
  const requests = facts.values('requestId')
  if (requests.length === 1)
    return {
      what: 'Approve the request of this device, if it is yours',
      command: `openclaw devices approve <requestId>`,
    }
  return {
    what: 'List the open requests, and approve those of your own devices by `openclaw devices approve`',
    command: 'openclaw devices list',
  }
}
