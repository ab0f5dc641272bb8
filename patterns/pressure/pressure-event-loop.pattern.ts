import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const pressureEventLoop = definePattern({
  id: 'pressure.event-loop',
  class: 'other',
  role: 'symptom',
  sets: [{ track: 'event-loop', state: 'blocked', details: ['maxMs'] }],
  title: 'The event loop was blocked for {maxMs} ms',
  description: 'While it is blocked, the gateway answers nothing: handshakes time out and ticks stop. Since 2026.4.29.',
  keywords: ['liveness warning:', 'liveness heartbeat delayed', 'event loop blocked'],
  match: anyOf(
    sequence(
      /liveness warning: reasons=(?<reasons>\S+) interval=\d+s.*?eventLoopDelayP99Ms=(?<p99>[\d.]+)/,
      /(?: eventLoopDelayMaxMs=(?<max>[\d.]+))?/,
    ),
    /liveness heartbeat delayed: overdue=(?<overdue>\d+)ms/,
  ),
  fields: ({ reasons, max, p99, overdue }, { body }) => ({
    reasons,
    maxMs: Math.round(Number(max ?? p99 ?? overdue)),
    cpu: / cpuCoreRatio=([\d.]+)/.exec(body)?.[1],
    phase: / phase=([\w.:/-]+)/.exec(body)?.[1],
  }),
  // A start blocks it for seconds, which is normal.
  roleOf: ({ maxMs }) => (Number(maxMs) >= 5000 ? 'symptom' : 'context'),
  examples: {
    hits: [
      { line: '[diagnostic] liveness heartbeat delayed: overdue=12000ms', fields: { maxMs: 12000 } },
      {
        line: '[diagnostic] liveness warning: reasons=event_loop_delay,cpu interval=302s eventLoopDelayP99Ms=284004.7 eventLoopDelayMaxMs=284004.7 eventLoopUtilization=1 cpuCoreRatio=1',
        fields: { maxMs: 284005 },
      },
      {
        line: '[diagnostic] liveness warning: reasons=event_loop_delay interval=47s eventLoopDelayP99Ms=15603.8 eventLoopDelayMaxMs=15603.8 eventLoopUtilization=0.99 cpuCoreRatio=1.01 active=0 waiting=0 queued=0 phase=channels.signal.start-account recentPhases=sidecars.channels:8104ms',
        fields: { maxMs: 15604, cpu: '1.01', phase: 'channels.signal.start-account' },
      },
    ],
    misses: ['liveness probe ok'],
  },
})
