import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelStarting } from './channel-starting.pattern.ts'

/** Two starts of one account with no end in between. */
export const channelStartedTwice = defineDerivation({
  id: 'channel.started-twice',
  class: 'channel-restart',
  role: 'cause',
  title: 'A channel account was started twice',
  description:
    'Two starts of one account within a minute, with no stop or restart in between, make two pollers in one ' +
    'process.',
  needs: [
    channelStarting,
    channelExited,
    channelHealthRestart,
    lifecycleSignal,
    lifecycleStart,
    lifecycleReady,
    configReload,
  ],
  *derive(events): Generator<Derived> {
    const last = new Map<string, Event>()
    for (const event of events.all) {
      if (event.pattern !== channelStarting.id) {
        last.clear()
        continue
      }
      const key = `${String(event.attributes['channel'])}:${String(event.attributes['account'])}`
      const before = last.get(key)
      if (before?.hasOwnTime && event.hasOwnTime && event.at - before.at < 60_000_000_000n)
        yield { on: event, attributes: event.attributes, body: event.body }
      last.set(key, event)
    }
  },
})
