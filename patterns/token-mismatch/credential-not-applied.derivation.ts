import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { clientClosed } from '../close-codes/client-closed.pattern.ts'
import { wsClosedBeforeConnect } from '../close-codes/ws-closed-before-connect.pattern.ts'
import { configReloadOff } from '../config-invalid/config-reload-off.pattern.ts'
import { configReloadSkipped } from '../config-invalid/config-reload-skipped.pattern.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientRefused } from './client-refused.pattern.ts'

export const credentialNotApplied = defineDerivation({
  id: 'credential.not-applied',
  class: 'token-mismatch',
  role: 'cause',
  sets: [{ track: 'credential.used', state: 'older than on disk' }],
  title: 'A client is refused while the gateway still holds the credential of before',
  description:
    'gateway.auth was changed on disk, the gateway said that it does not reload, and it was not started since. ' +
    'What reads the configuration now sends the new credential, and the running gateway expects the old one.',
  needs: [
    configReload,
    configReloadOff,
    configReloadSkipped,
    lifecycleStart,
    lifecycleReady,
    authUnauthorized,
    wsClosedBeforeConnect,
    clientClosed,
    clientRefused,
  ],
  *derive(events): Generator<Derived> {
    let changed: Event | undefined
    let waits: Event | undefined
    for (const event of events.all) {
      if (event.pattern === lifecycleStart.id || event.pattern === lifecycleReady.id) changed = waits = undefined
      else if (event.pattern === configReload.id) {
        if (!/gateway\.auth/.test(String(event.attributes['paths']))) continue
        const applied = String(event.attributes['what']).endsWith('applied')
        changed = applied ? undefined : event
        waits = event.attributes['what'] === 'change requires gateway restart' ? event : undefined
      } else if (event.pattern === configReloadOff.id || event.pattern === configReloadSkipped.id) {
        if (changed) waits = event
      } else if (changed && waits && isMismatch(event)) {
        yield {
          on: event,
          attributes: { paths: changed.attributes['paths'] ?? 'gateway.auth' },
          body: event.body,
        }
        changed = waits = undefined
      }
    }
  },
})

function isMismatch({ attributes }: Event): boolean {
  return attributes['refusal'] === 'token-mismatch' || attributes['refusal'] === 'password-mismatch'
}
