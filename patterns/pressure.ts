import { defineCause, type Family } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { check, fix } from './steps.ts'

const eventLoop = definePattern({
  id: 'pressure.event-loop',
  class: 'other',
  role: 'symptom',
  title: 'The event loop was blocked for {maxMs} ms',
  description: 'While it is blocked nothing is answered: handshakes time out, ticks stop. Since 4.29.',
  keywords: ['liveness warning:', 'liveness heartbeat delayed', 'event loop blocked'],
  match:
    /(?:liveness warning: reasons=(?<reasons>\S+) interval=\d+s.*?eventLoopDelayP99Ms=(?<p99>[\d.]+)(?: eventLoopDelayMaxMs=(?<max>[\d.]+))?|liveness heartbeat delayed: overdue=(?<overdue>\d+)ms)/,
  fields: ({ reasons, max, p99, overdue }) => ({ reasons, maxMs: Math.round(Number(max ?? p99 ?? overdue)) }),
  // A start loads for seconds; that is no fault.
  roleOf: ({ maxMs }) => (Number(maxMs) >= 5000 ? 'symptom' : 'context'),
  examples: {
    hits: [
      { line: '[diagnostic] liveness heartbeat delayed: overdue=12000ms', fields: { maxMs: 12000 } },
      {
        line: '[diagnostic] liveness warning: reasons=event_loop_delay,cpu interval=302s eventLoopDelayP99Ms=284004.7 eventLoopDelayMaxMs=284004.7 eventLoopUtilization=1 cpuCoreRatio=1',
        fields: { maxMs: 284005 },
      },
    ],
    misses: ['liveness probe ok'],
  },
})

const memory = definePattern({
  id: 'pressure.memory',
  class: 'other',
  role: 'symptom',
  title: 'Memory pressure: {level}',
  description: 'Since 5.18.',
  keywords: ['memory pressure: level='],
  subsystems: ['memory', 'diagnostic', 'gateway'],
  match: /memory pressure: level=(?<level>\w+)(?: reason=(?<reason>\w+))?(?: rss=(?<rss>[\d.]+ ?\w+))?/,
  roleOf: ({ level }) => (level === 'critical' ? 'symptom' : 'context'),
  examples: {
    hits: [
      {
        line: '[diagnostic] memory pressure: level=warning reason=rss_growth rss=1.2 GiB heap=1 GiB',
        fields: { reason: 'rss_growth' },
      },
      {
        line: '[diagnostics/memory] memory pressure: level=critical rss=3.61 GiB heap=3.09 GiB threshold=3 GiB',
        fields: { level: 'critical', rss: '3.61 GiB' },
      },
    ],
    misses: ['memory pressure is low'],
  },
})

const diskFull = definePattern({
  id: 'pressure.disk-full',
  class: 'other',
  role: 'cause',
  title: 'The disk is full',
  description: 'Handlers that write throw; what the client sees is a close with 1000.',
  keywords: ['ENOSPC: no space left', 'no space left on device', 'No space left on device', 'database or disk is full'],
  match: /(?<what>ENOSPC|[Nn]o space left on device|database or disk is full)/,
  examples: {
    hits: [{ line: 'Error: ENOSPC: no space left on device, write', fields: { what: 'ENOSPC' } }],
    misses: ['no space left in the queue'],
  },
})

const sqlite = definePattern({
  id: 'pressure.sqlite-slow',
  class: 'other',
  role: 'context',
  title: 'SQLite is slow or locked',
  description: 'Slow storage stretches everything, handshakes included.',
  keywords: ['slow SQLite ', 'SQLITE_BUSY', 'database is locked', 'attempt to write a readonly database'],
  match:
    /(?<what>slow SQLite [\w ]+?|database is locked|SQLITE_BUSY\w*|attempt to write a readonly database)(?:\s*[:;(,]|$| \d)/,
  examples: {
    hits: [
      {
        line: '[sqlite/transaction] slow SQLite transaction hold: 1200ms',
        fields: { what: 'slow SQLite transaction hold' },
      },
    ],
    misses: ['SQLite is fine'],
  },
})

const logIncomplete = definePattern({
  id: 'log.incomplete',
  class: 'other',
  role: 'context',
  title: 'The log itself is incomplete: {what}',
  description: 'Records were dropped or suppressed: what is missing here proves nothing.',
  keywords: [
    'file log queue overflow',
    'log file append failed',
    'log file rotation failed',
    'log file size cap reached',
    'Suppressed ',
  ],
  match:
    /(?<what>file log queue overflow; dropped \d+|log file append failed|log file rotation failed|log file size cap reached|Suppressed (?<dropped>\d+) messages from (?<unit>\S+))/,
  examples: {
    hits: [
      {
        line: '[openclaw] file log queue overflow; dropped 12 oldest record(s)',
        fields: { what: 'file log queue overflow; dropped 12' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd-journald[88]: Suppressed 27500 messages from openclaw-gateway.service',
        fields: { dropped: '27500', unit: 'openclaw-gateway.service' },
      },
    ],
    misses: ['[openclaw] Suppressed AbortError: x'],
  },
})

const stabilityBundle = definePattern({
  id: 'crash.bundle',
  class: 'other',
  role: 'context',
  title: 'The gateway wrote down how it ended',
  description: 'A stability bundle, since 4.29.',
  keywords: ['wrote stability bundle'],
  match: /wrote stability bundle: ?(?<path>\S+)?/,
  examples: {
    hits: [
      {
        line: '[gateway] wrote stability bundle: /home/ann/.openclaw/logs/stability/x.json',
        fields: { path: '/home/ann/.openclaw/logs/stability/x.json' },
      },
    ],
    misses: ['stability bundle'],
  },
})

const sessionResumed = definePattern({
  id: 'crash.session-resumed',
  class: 'other',
  role: 'context',
  title: 'A session that a crash cut off is resumed',
  description: 'If that session is what brings the process down, it does so again.',
  keywords: ['startup-orphaned main session', 'resumed interrupted main session'],
  match: /(?<what>marked \d+ startup-orphaned main session|resumed interrupted main session)/,
  examples: {
    hits: [{ line: '[main-session-restart-recovery] resumed interrupted main session: agent:main:main', fields: {} }],
    misses: ['resumed session'],
  },
})

const causes = [
  defineCause({
    id: 'event-loop-blocked',
    class: 'other',
    title: "The gateway's event loop is blocked for long stretches",
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'pressure.event-loop', where: { maxMs: /^\d{5,}$/ } }],
    strength: 65,
    claims: [{ pattern: ['pressure.memory'] }],
    explain: (facts) =>
      `${count(facts.count, 'time')} nothing was answered for up to ${Math.max(...facts.values('maxMs').map(Number)) / 1000} s: too much work in one process, a slow disk or DNS, or memory close to its limit. Time-outs of others in these minutes are its symptoms.`,
    checks: [check.health, check.bundle],
    fix: [
      {
        what: 'Reduce what runs at once (agents, huge sessions, plugins); then restart',
        command: 'openclaw gateway restart',
      },
    ],
  }),
  defineCause({
    id: 'disk-full',
    class: 'other',
    title: 'The disk is full',
    severity: 'critical',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'pressure.disk-full' }],
    strength: 85,
    explains: ['start-failure', 'agent-fails'],
    explain: () => 'Nothing can be written: sessions, state and logs.',
    checks: [{ what: 'Free space', command: 'df -h ~/.openclaw /tmp' }],
    fix: [{ what: 'Free space (old logs, session archives), then restart', command: fix.restart.command }],
  }),
] as const

const undecidables = [
  {
    id: 'log-incomplete',
    what: 'Whether lines are missing at the decisive moment: the log says itself that records were dropped or suppressed.',
    enable:
      'Raise journald’s RateLimitBurst for the unit, or logging.maxFileBytes, and look at the other log (file or journal) as well.',
    when: [{ pattern: 'log.incomplete' }],
  },
] as const

export default {
  patterns: [eventLoop, memory, diskFull, sqlite, logIncomplete, stabilityBundle, sessionResumed],
  causes,
  undecidables,
} satisfies Family
