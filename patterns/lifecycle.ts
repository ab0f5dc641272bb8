import { defineCause, defineDerivation, type Derived, type Event, type Family } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { formatDuration, nanoseconds } from '../src/base/time.ts'
import { check, fix } from './steps.ts'

const start = definePattern({
  id: 'lifecycle.start',
  class: 'other',
  role: 'context',
  title: 'The gateway starts',
  description: 'The first line of a start since 2026.4.8. Earlier versions begin with the listening line.',
  keywords: ['loading configuration'],
  subsystems: ['gateway'],
  match: /^loading configuration(?:…|\.\.\.)$/,
  fields: () => ({ what: 'start' }),
  examples: {
    hits: [{ line: '[gateway] loading configuration…', fields: { what: 'start' } }],
    misses: ['[plugins] loading configuration of feishu'],
  },
})

const ready = definePattern({
  id: 'lifecycle.ready',
  class: 'other',
  role: 'recovery',
  title: 'The gateway listens',
  description:
    'Up to 3.31 `listening on … (PID n)`, 4.8 to 4.15 `ready (n plugins)`, since 4.29 `http server listening (…)`.',
  keywords: ['listening on ws', 'http server listening (', '] ready ('],
  subsystems: ['gateway'],
  match:
    /^(?:listening on (?<url>wss?:\/\/[^\s,]+)(?:.*?\(PID (?<pid>\d+)\))?|http server listening \((?<plugins>[^)]*)\)|ready \(\d+ plugins?.*\))/,
  fields: ({ url, pid }) => ({ url, pid, port: /:(\d+)$/.exec(url ?? '')?.[1] }),
  examples: {
    hits: [
      {
        line: '[gateway] listening on ws://127.0.0.1:18789, ws://[::1]:18789 (PID 15850)',
        fields: { url: 'ws://127.0.0.1:18789', pid: '15850', port: '18789' },
      },
      { line: '[gateway] http server listening (14 plugins: anthropic, browser; 6.4s)', fields: {} },
    ],
    misses: [
      '[browser/server] Browser control listening on http://127.0.0.1:18791/ (auth=token)',
      'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
    ],
  },
})

const signal = definePattern({
  id: 'lifecycle.signal',
  class: 'other',
  role: 'context',
  title: 'The gateway was told to {what} ({signal})',
  description:
    'SIGUSR1 (SIGUSR2 in 9.6) restarts in place; SIGTERM comes from a supervisor, an operator, --force or a rival gateway. No such line before a start means an unclean end.',
  keywords: ['signal SIG', 'received SIG'],
  subsystems: ['gateway'],
  match:
    /^(?:signal (?<signal>SIG\w+) received|received (?<signal2>SIG\w+)(?:[;,] (?<what>shutting down|restarting)| during shutdown; ignoring))$/,
  fields: ({ signal: name, signal2, what }) => ({
    signal: name ?? signal2,
    what: what ?? (/SIGUSR/.test(name ?? signal2 ?? '') ? 'restarting' : 'shutting down'),
  }),
  examples: {
    hits: [
      { line: '[gateway] received SIGTERM; shutting down', fields: { signal: 'SIGTERM', what: 'shutting down' } },
      {
        line: '[gateway] received SIGTERM during shutdown; ignoring',
        fields: { signal: 'SIGTERM', what: 'shutting down' },
      },
      { line: '[gateway] signal SIGUSR1 received', fields: { signal: 'SIGUSR1', what: 'restarting' } },
    ],
    misses: ['[signal] signal SIGNAL received'],
  },
})

const stopped = definePattern({
  id: 'lifecycle.stopped',
  class: 'other',
  role: 'context',
  title: 'The gateway stopped',
  description: 'Since 4.29. The loser of a race for the port prints it too.',
  keywords: ['completed cleanly in', 'completed in '],
  subsystems: ['shutdown'],
  tagged: true,
  match: /^(?:shutdown )?completed (?<clean>cleanly )?in (?<ms>\d+)ms/,
  fields: ({ clean, ms }) => ({ clean: clean !== undefined, durationMs: Number(ms) }),
  examples: {
    hits: [
      { line: '[shutdown] completed cleanly in 340ms', fields: { clean: true, durationMs: 340 } },
      { line: '[shutdown] completed in 5000ms with warnings: channels', fields: { clean: false } },
    ],
    misses: ['[cron] job completed in 5000ms'],
  },
})

const restartMode = definePattern({
  id: 'lifecycle.restart-mode',
  class: 'other',
  role: 'context',
  title: 'The gateway restarts: {mode}',
  description: 'Who is to bring it back: itself in place, a process that it spawned, or the supervisor.',
  keywords: ['restart mode: '],
  subsystems: ['gateway'],
  match: /^restart mode: (?<mode>[^(]+?)(?: \((?:spawned pid (?<pid>\d+)|(?<detail>[^)]*))\))?$/,
  examples: {
    hits: [
      {
        line: '[gateway] restart mode: full process restart (spawned pid 21382)',
        fields: { mode: 'full process restart', pid: '21382' },
      },
      {
        line: '[gateway] restart mode: full process restart (supervisor restart)',
        fields: { detail: 'supervisor restart' },
      },
    ],
    misses: ['[cli] restart mode: full'],
  },
})

const drainTimeout = definePattern({
  id: 'lifecycle.drain-timeout',
  class: 'other',
  role: 'symptom',
  title: 'The gateway could not finish its work before it stopped',
  description: 'The supervisor may kill it then, and the next start counts as unclean.',
  keywords: [
    'drain timeout reached',
    'restart drain budget',
    'shutdown timed out',
    'shutdown deadline reached',
    'stop-sigterm',
  ],
  match:
    /(?<what>drain timeout reached|restart drain budget \d+ms exhausted|shutdown timed out; exiting|shutdown deadline reached|State 'stop-sigterm' timed out)/,
  examples: {
    hits: [
      { line: '[gateway] drain timeout reached; proceeding with restart' },
      {
        line: "Sep 07 09:40:32 host systemd[1345]: openclaw-gateway.service: State 'stop-sigterm' timed out. Killing.",
      },
    ],
    misses: ['[db] pool drain timeout is 5 s'],
  },
})

const stopping = definePattern({
  id: 'supervisor.stopping',
  class: 'other',
  role: 'context',
  title: 'systemd stops {unit}',
  description: "systemd's own line.",
  keywords: [
    'Stopping openclaw',
    'Stopping clawdbot',
    'Stopped openclaw',
    'Stopped clawdbot',
    'Stopping OpenClaw',
    'Stopped OpenClaw',
  ],
  match: /^(?<what>Stopping|Stopped) (?<unit>(?:openclaw|clawdbot|OpenClaw)[\w@.-]*)/,
  examples: {
    hits: [
      {
        line: 'Sep 07 09:40:02 host systemd[1345]: Stopping openclaw-gateway.service - OpenClaw Gateway (v2026.9.2)...',
        fields: { what: 'Stopping', unit: 'openclaw-gateway.service' },
      },
    ],
    misses: ['Stopping ssh.service'],
  },
})

const serving = definePattern({
  id: 'lifecycle.serving',
  class: 'other',
  role: 'recovery',
  title: 'The gateway answers {method}',
  description: 'A health or status call that succeeded: a sign of life.',
  keywords: ['res ✓ health', 'res ✓ status'],
  subsystems: ['ws'],
  tagged: true,
  match: /^⇄ res ✓ (?<method>health|status) (?<ms>\d+)ms/,
  examples: {
    hits: [
      { line: '[ws] ⇄ res ✓ health 3ms conn=65651c7a…dac5 id=063f12c8…0aa0', fields: { method: 'health', ms: '3' } },
    ],
    misses: ['[ws] ⇄ res ✗ health 3ms errorCode=UNAVAILABLE'],
  },
})

/** Whether the gateway went on serving long after it was told to stop. */
const hangs = defineDerivation({
  id: 'lifecycle.stop-hangs',
  class: 'false-green',
  role: 'cause',
  title: 'Told to stop, and still serving',
  description:
    'A stop signal, and 25 s or more later the same process still answers, without any line that it stopped: the supervisor sits in "deactivating", and probes say ok.',
  needs: [
    'lifecycle.signal',
    'lifecycle.serving',
    'lifecycle.stopped',
    'lifecycle.ready',
    'lifecycle.start',
    'supervisor.stopping',
  ],
  *derive(events): Generator<Derived> {
    let told: Event | undefined
    for (const event of events) {
      if (event.pattern === 'lifecycle.signal' && event.attributes['what'] === 'shutting down') told ??= event
      else if (event.pattern === 'lifecycle.serving') {
        if (told && event.timed && event.at - told.at > 25n * nanoseconds.second) {
          yield {
            on: event,
            attributes: { seconds: Number((event.at - told.at) / nanoseconds.second) },
            body: event.body,
          }
          told = undefined
        }
      } else if (event.pattern !== 'supervisor.stopping') told = undefined
    }
  },
})

const noReturn = defineDerivation({
  id: 'lifecycle.no-return',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway went down for a restart and came back late',
  description:
    'A restart that takes seconds took more than five minutes: whoever was to bring the gateway back did not, and its reason is in another log.',
  needs: ['lifecycle.restart-mode', 'lifecycle.signal', 'lifecycle.ready', 'lifecycle.start', 'agent.model'],
  *derive(events): Generator<Derived> {
    let down: Event | undefined
    for (const event of events) {
      if (event.pattern === 'lifecycle.restart-mode') down = event
      else if (event.pattern !== 'lifecycle.signal') {
        if (down && down.timed && event.at - down.at > 5n * nanoseconds.minute) {
          yield {
            on: event,
            attributes: { downSeconds: Number((event.at - down.at) / nanoseconds.second) },
            body: event.body,
          }
        }
        down = undefined
      }
    }
  },
})

const causes = [
  defineCause({
    id: 'restart-hangs',
    class: 'false-green',
    title: 'The gateway was told to stop and goes on serving: probes say ok, the restart hangs',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'lifecycle.stop-hangs' }],
    strength: 80,
    claims: [{ pattern: ['lifecycle.signal', 'supervisor.stopping', 'lifecycle.serving', 'lifecycle.drain-timeout'] }],
    recovery: [{ pattern: ['lifecycle.start', 'lifecycle.ready'] }],
    explain: (facts) =>
      `${facts.values('seconds')[0] ?? 'Many'} seconds after the signal to stop the same process still answered, and nothing says that it stopped. The supervisor waits in "deactivating", so that a restart hangs while status looks well.`,
    checks: [
      { what: 'What the supervisor waits for', command: 'systemctl --user status openclaw-gateway' },
      check.journal,
    ],
    fix: [{ what: 'Stop and start instead of restart', command: 'openclaw gateway stop && openclaw gateway start' }],
  }),
  defineCause({
    id: 'restart-came-back-late',
    class: 'crash-loop',
    title: 'A restart took the gateway down, and nothing brought it back for a long time',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'lifecycle.no-return' }],
    gap: '3h',
    strength: 72,
    supports: [
      {
        events: [{ pattern: 'config.reload' }, { pattern: 'config.write' }],
        before: '6h',
        weight: 8,
        why: 'the configuration was changed just before ({paths})',
      },
    ],
    claims: [{ pattern: ['config.reload', 'config.write'] }],
    recovery: [{ pattern: ['lifecycle.ready'] }],
    rivals: [{ id: 'out-of-memory', telltale: 'out-of-memory line' }],
    explain: (facts) =>
      `Between the restart and the next start lie ${facts
        .values('downSeconds')
        .map((text) => formatDuration(BigInt(text) * nanoseconds.second))
        .join(
          ', ',
        )} without a line. The process left for its supervisor to start it again, and the starts failed or were not tried; why stands in the other log (stderr, the journal).`,
    checks: [
      {
        what: 'The log that holds the errors',
        command: 'ls -l ~/.openclaw/logs ~/Library/Logs/openclaw /tmp/openclaw',
      },
      check.configValid,
      check.journal,
    ],
    fix: [fix.rollback, fix.restart],
  }),
] as const

const undecidables = [
  {
    id: 'other-stream-missing',
    what: 'Why the gateway did not come back: the errors of a start go to another stream than this log.',
    enable: 'Give oclog the error log as well (gateway.err.log, or the journal of the unit).',
    when: [{ pattern: 'lifecycle.no-return' }],
  },
] as const

export default {
  patterns: [start, ready, signal, stopped, restartMode, drainTimeout, stopping, serving],
  derivations: [hangs, noReturn],
  causes,
  undecidables,
} satisfies Family
