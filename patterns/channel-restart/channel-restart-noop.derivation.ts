import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelStarting } from './channel-starting.pattern.ts'

/** Restarts by the monitor after which the account never starts. */
export const channelRestartNoop = defineDerivation({
  id: 'channel.restart-noop',
  class: 'false-green',
  role: 'cause',
  title: 'Restarts of a channel that do nothing',
  description:
    'The monitor restarts an account for "stopped" three times and more, and no start follows: it is wedged, and only a restart of the process helps.',
  needs: [channelHealthRestart, channelStarting],
  *derive(events): Generator<Derived> {
    const pending = new Map<string, Event[]>()
    for (const event of events.all) {
      const key = `${String(event.attributes['channel'])}:${String(event.attributes['account'])}`
      if (event.pattern === channelStarting.id) pending.delete(key)
      else if (event.attributes['reason'] === 'stopped') {
        const list = [...(pending.get(key) ?? []), event]
        pending.set(key, list)
        if (list.length === 3)
          yield {
            on: event,
            attributes: {
              channel: String(event.attributes['channel']),
              account: String(event.attributes['account']),
              times: 3,
            },
            body: event.body,
          }
      }
    }
  },
})
