import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelStarting } from './channel-starting.pattern.ts'

/** Restarts by the monitor that no start of the account follows. */
export const channelRestartNoop = defineDerivation({
  id: 'channel.restart-noop',
  class: 'false-green',
  role: 'cause',
  title: 'Restarts that do not bring the channel back',
  description:
    'The monitor restarts an account for "stopped" three times or more, and no start follows. The account is ' +
    'wedged: only a restart of the process helps.',
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
