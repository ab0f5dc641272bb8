import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { listenerOwner } from '../dual-listener/listener-owner.pattern.ts'
import { reportProbe } from './report-probe.pattern.ts'
import { reportRuntime } from './report-runtime.pattern.ts'
import { reportStatusJson } from './report-status-json.pattern.ts'

/** Two lines of one status report that contradict each other. */
export const reportContradiction = defineDerivation({
  id: 'report.contradiction',
  class: 'false-green',
  role: 'cause',
  sets: [{ track: 'probe', state: 'contradicts-itself' }],
  title: 'The status contradicts itself: {what}',
  description:
    'The service runs and does not answer, does not run while a gateway owns the port, or is stopped while the ' +
    'port is busy.',
  needs: [reportRuntime, reportProbe, reportStatusJson, listenerOwner],
  *derive(events): Generator<Derived> {
    let state: Event | undefined
    for (const event of events.all) {
      if (event.pattern === reportRuntime.id) state = event
      if (
        event.pattern === reportProbe.id &&
        state?.attributes['state'] === 'running' &&
        event.attributes['state'] !== 'ok'
      ) {
        yield { on: event, attributes: { what: 'the service runs, the probe fails' }, body: event.body }
      }
      if (
        event.pattern === listenerOwner.id &&
        event.attributes['program'] !== 'foreign' &&
        (state?.attributes['state'] === 'not-running' || state?.attributes['state'] === 'stopped')
      ) {
        yield {
          on: event,
          attributes: {
            what: 'status says not running, and a gateway owns the port',
            pid: String(event.attributes['pid'] ?? '?'),
          },
          body: event.body,
        }
      }
      if (
        event.pattern === reportStatusJson.id &&
        event.attributes['runtime'] !== 'running' &&
        event.attributes['port'] === 'busy'
      ) {
        yield { on: event, attributes: { what: 'the service is stopped, and the port is busy' }, body: event.body }
      }
    }
  },
})
