import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { versionReported } from './version-reported.pattern.ts'
import { versionUpdate } from './version-update.pattern.ts'

/** Two parts of one installation that report different versions. */
export const versionDiffer = defineDerivation({
  id: 'version.differ',
  class: 'version-skew',
  role: 'cause',
  title: "The gateway's version differs from that of the CLI or the package",
  description: 'The service still starts an old path, or the gateway was not restarted after an update.',
  needs: [versionReported, versionUpdate],
  *derive(events): Generator<Derived> {
    const last = new Map<string, Event>()
    for (const event of events.all) {
      const who = event.pattern === versionUpdate.id ? 'gateway' : String(event.attributes['who'])
      const version = event.pattern === versionUpdate.id ? event.attributes['gateway'] : event.attributes['version']
      if (version === undefined) continue
      last.set(who, event)
      const gateway = last.get('gateway')
      const other = who === 'gateway' ? (last.get('cli') ?? last.get('package')) : event
      if (!gateway || !other || other === gateway) continue
      const running = String(gateway.attributes['version'] ?? gateway.attributes['gateway'])
      const expected = String(other.attributes['version'])
      if (running !== expected && stem(running) !== stem(expected)) {
        yield {
          on: gateway,
          attributes: { running, expected, who: String(other.attributes['who']) },
          body: gateway.body,
        }
        return
      }
    }
  },
})

/** `2026.2.22-2` is a build of `2026.2.22`. */
function stem(version: string): string {
  return /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version
}
