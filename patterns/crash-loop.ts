import {
  defineCause,
  defineDerivation,
  type Derived,
  type Event,
  type Family,
  type Selector,
} from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { formatDuration, nanoseconds } from '../src/base/time.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { channelSubsystems } from './mouths.ts'
import { check, fix } from './steps.ts'

const exception = definePattern({
  id: 'crash.exception',
  class: 'crash-loop',
  role: 'cause',
  title: 'The process ended on an error: {error}',
  description:
    '1.30 to 5.7 `[openclaw] Uncaught exception`, since 5.18 a block that begins "OpenClaw hit an unexpected runtime error."; exit 1.',
  keywords: [
    'Unhandled promise rejection',
    'FATAL unhandled rejection',
    'Uncaught exception',
    'CONFIGURATION ERROR - requires fix',
    'hit an unexpected runtime error',
    'Node.js v2',
  ],
  match:
    /(?:\[(?:openclaw|clawdbot|moltbot)\] (?<kind>FATAL unhandled rejection|Unhandled promise rejection|Uncaught exception|CONFIGURATION ERROR - requires fix):? ?(?<error>[^\n]*)|^(?<kind2>OpenClaw hit an unexpected runtime error)\.|^Node\.js v(?<node>2\d\.\d+\.\d+)$)/,
  fields: ({ kind, kind2, error, node }) => ({
    kind: kind ?? kind2 ?? (node === undefined ? undefined : 'Node.js ended on an error that nothing caught'),
    error: error?.slice(0, 300),
    node,
  }),
  examples: {
    hits: [
      {
        line: "[openclaw] Unhandled promise rejection: TypeError: Cannot read properties of undefined (reading 'error')",
        fields: {
          kind: 'Unhandled promise rejection',
          error: "TypeError: Cannot read properties of undefined (reading 'error')",
        },
      },
      {
        line: '23:06:09 [clawdbot] Unhandled promise rejection: TypeError: fetch failed',
        fields: { error: 'TypeError: fetch failed' },
      },
      {
        line: 'Node.js v24.21.0',
        fields: { node: '24.21.0' },
        note: 'the last line of what Node prints when it dies of an error',
      },
      {
        line: 'OpenClaw hit an unexpected runtime error.',
        fields: { kind: 'OpenClaw hit an unexpected runtime error' },
      },
    ],
    misses: [
      '[openclaw] Non-fatal unhandled rejection (continuing): TypeError: fetch failed',
      '[sandbox] Uncaught exception in user script',
    ],
  },
})

const nonFatal = definePattern({
  id: 'crash.non-fatal',
  class: 'other',
  role: 'context',
  title: 'An error that the gateway survived: {error}',
  description: 'The same kind of error, caught: the process goes on. Before February 2026 it killed it.',
  keywords: ['Non-fatal unhandled rejection', 'Non-fatal uncaught exception', 'Suppressed AbortError'],
  match:
    /\[(?:openclaw|clawdbot)\] (?:Non-fatal (?:unhandled rejection|uncaught exception) \(continuing\)|Suppressed AbortError):? ?(?<error>[^\n]*)/,
  examples: {
    hits: [
      {
        line: '[openclaw] Non-fatal unhandled rejection (continuing): TypeError: fetch failed',
        fields: { error: 'TypeError: fetch failed' },
      },
    ],
    misses: ['[x] Non-fatal unhandled rejection'],
  },
})

const outOfMemory = definePattern({
  id: 'crash.out-of-memory',
  class: 'crash-loop',
  role: 'cause',
  title: 'Out of memory: {what}',
  description: "Never OpenClaw's own line: V8 dies, the kernel kills, or systemd reports it. No other trace is left.",
  keywords: [
    'heap out of memory',
    'Out of memory: Killed process',
    "'oom-kill'",
    'by the OOM killer',
    'OOMKilled',
    'Memory cgroup out of memory',
  ],
  match:
    /(?<what>JavaScript heap out of memory|(?:Out of memory|Memory cgroup out of memory): Killed process (?<pid>\d+) \((?<program>[^)]*)\)|Failed with result 'oom-kill'|A process of this unit has been killed by the OOM killer|"?OOMKilled"?: ?true|OOM-killed|oom_killed=true)/,
  fields: ({ what, pid, program }) => {
    // Somebody else's process is somebody else's problem.
    if (program !== undefined && !/^(?:node|openclaw|clawd|MainThread)/.test(program)) return undefined
    return { what: what?.startsWith('JavaScript') ? 'V8 heap limit' : 'killed by the kernel', pid, program }
  },
  examples: {
    hits: [
      {
        line: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
        fields: { what: 'V8 heap limit' },
      },
      {
        line: 'Nov 22 10:00:01 host kernel: Out of memory: Killed process 4711 (openclaw-gatewa) total-vm:9000kB, anon-rss:8000kB',
        fields: { what: 'killed by the kernel', pid: '4711', program: 'openclaw-gatewa' },
      },
      {
        line: "Nov 22 10:00:01 host systemd[1]: openclaw-gateway.service: Failed with result 'oom-kill'.",
        fields: { what: 'killed by the kernel' },
      },
    ],
    misses: ['Nov 22 10:00:01 host kernel: Out of memory: Killed process 88 (chromium) total-vm:1kB'],
  },
})

const native = definePattern({
  id: 'crash.native',
  class: 'crash-loop',
  role: 'cause',
  title: 'The process was ended by {signal}',
  description: 'A fault in native code or in Node itself: no line of its own is left.',
  keywords: [
    "'SIGSEGV'",
    "'SIGABRT'",
    'Segmentation fault',
    'core dumped',
    'exit code 139',
    'exit code 134',
    'with code 139',
    'with code 134',
    'status=11/SEGV',
    'status=6/ABRT',
  ],
  match: /(?<signal>'SIGSEGV'|'SIGABRT'|Segmentation fault|status=(?:11\/SEGV|6\/ABRT)|(?:exit|with) code (?:139|134))/,
  fields: ({ signal }, { body, attributes }) => {
    if (foreignContainer(/^([\w.-]+) exited/.exec(body)?.[1]) || foreignUnit(/([\w@.-]+\.service)/.exec(body)?.[1]))
      return undefined
    const unit = attributes['systemd.unit']
    return typeof unit === 'string' && foreignUnit(unit)
      ? undefined
      : { signal: /139|SEGV|Segm/.test(signal ?? '') ? 'SIGSEGV' : 'SIGABRT' }
  },
  examples: {
    hits: [
      {
        line: "Main child exited with signal (with signal 'SIGSEGV', core dumped? false)",
        fields: { signal: 'SIGSEGV' },
      },
      { line: 'openclaw-gateway-1 exited with code 139', fields: { signal: 'SIGSEGV' } },
    ],
    misses: ['nginx-1 exited with code 139'],
  },
})

const startFailed = definePattern({
  id: 'crash.start-failed',
  class: 'other',
  role: 'cause',
  title: 'The gateway failed to start: {error}',
  description:
    'Exit 1, or 78 for what a restart cannot mend (configuration, a healthy rival under systemd, maintenance).',
  keywords: ['Gateway failed to start:', 'gateway startup failed:', 'Failed to start gateway'],
  match: /(?:Gateway failed to start|gateway startup failed|Failed to start gateway): (?<error>[^\n]*)/,
  fields: ({ error }) => ({ error: error?.slice(0, 300), code: /\b(E[A-Z]{3,})\b/.exec(error ?? '')?.[1] }),
  roleOf: () => 'symptom',
  examples: {
    hits: [
      {
        line: "Gateway failed to start: Error: EACCES: permission denied, open '/home/node/.openclaw/openclaw.json.7.tmp'",
        fields: { code: 'EACCES' },
      },
    ],
    misses: ['docs: Gateway failed to start'],
  },
})

const staysDown = definePattern({
  id: 'crash.zombie',
  class: 'false-green',
  role: 'cause',
  title: 'A restart in place failed; the process stays alive without a gateway: {error}',
  description: 'Process up, port closed: the service manager sees nothing wrong. Since 3.31.',
  keywords: ['Process will stay alive'],
  match: /startup failed: (?<error>.*?)\.? Process will stay alive/,
  examples: {
    hits: [
      {
        line: '[gateway] startup failed: Error: bad port. Process will stay alive; fix the issue and restart.',
        fields: { error: 'Error: bad port' },
      },
    ],
    misses: ['Process will stay'],
  },
})

const breaker = definePattern({
  id: 'crash.breaker',
  class: 'crash-loop',
  role: 'cause',
  title: 'Restart-loop breaker {state}',
  description:
    'Three unclean starts in five minutes, since 7.1: the gateway runs and is healthy, and all channels stay silent.',
  keywords: ['restart-loop breaker', 'crash-loop breaker'],
  subsystems: [...channelSubsystems, 'health-monitor'],
  match:
    /(?:restart-loop breaker (?<state>tripped|recovered)(?:: (?<starts>\d+) unclean boot\(s\) within (?<windowMs>\d+)ms)?|channel autostart suppressed by crash-loop breaker; refusing automatic start for (?<channel>[\w-]+))/,
  fields: ({ state, starts, windowMs, channel }) => ({ state: state ?? 'suppressed', starts, windowMs, channel }),
  roleOf: ({ state }) => (state === 'recovered' ? 'recovery' : 'cause'),
  examples: {
    hits: [
      {
        line: '[gateway] restart-loop breaker tripped: 3 unclean boot(s) within 300000ms; suppressing channel/provider account auto-start.',
        fields: { state: 'tripped', starts: '3' },
      },
      {
        line: '[telegram] channel autostart suppressed by crash-loop breaker; refusing automatic start for telegram. Start a channel manually',
        fields: { state: 'suppressed', channel: 'telegram' },
      },
      { line: '[gateway] restart-loop breaker recovered; channel auto-start restored', fields: { state: 'recovered' } },
    ],
    misses: ['[gateway] circuit breaker tripped'],
  },
})

const migration = definePattern({
  id: 'crash.migration',
  class: 'other',
  role: 'cause',
  title: 'The state must be migrated before the gateway may start',
  description: 'Since 7.1; exit 78, so that systemd leaves it down.',
  keywords: ['startup migrations did not complete', 'requires state migration.'],
  match: /(?<what>startup migrations did not complete cleanly|requires state migration\. Stop the service)/,
  examples: {
    hits: [
      {
        line: '[gateway] requires state migration. Stop the service with openclaw gateway stop (or its service owner), then run openclaw doctor --fix',
      },
    ],
    misses: ['requires state migration later'],
  },
})

const supervisorRestart = definePattern({
  id: 'supervisor.restart',
  class: 'crash-loop',
  role: 'context',
  title: '{unit} is restarted for the {times}. time',
  description: "systemd's counter since the unit was last started by hand.",
  keywords: ['restart counter is at'],
  match: /(?<unit>[\w@.-]+\.service): Scheduled restart job, restart counter is at (?<times>\d+)/,
  fields: ({ unit, times }) => (foreignUnit(unit) ? undefined : { unit, times: Number(times) }),
  roleOf: ({ times }) => (Number(times) >= 3 ? 'symptom' : 'context'),
  examples: {
    hits: [
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: openclaw-gateway.service: Scheduled restart job, restart counter is at 4.',
        fields: { unit: 'openclaw-gateway.service', times: 4 },
      },
    ],
    misses: ['Nov 22 10:00:01 host systemd[1]: cups.service: Scheduled restart job, restart counter is at 4.'],
  },
})

const supervisorExit = definePattern({
  id: 'supervisor.exit',
  class: 'crash-loop',
  role: 'context',
  title: 'The process of {unit} ended: {status}',
  description:
    'From systemd, Docker, Compose, pm2 or a wrapper. 78 (CONFIG) is not restarted by units since 4.15; 137 and 9/KILL may be the OOM killer.',
  keywords: [
    'Main process exited',
    'exited with code',
    'child exited',
    'exited (code',
    'exited with status',
    'exited with exit code',
    'process exited',
  ],
  match:
    /(?:(?<unit>[\w@.-]+\.service): Main process exited, code=(?<how>\w+), status=(?<status>\d+)(?:\/(?<name>\w+))?|^(?<container>[\w.-]+) exited with code (?<status2>\d+)(?: \((?<then>\w+)\))?|[Gg]ateway (?:child |process )?exited (?:with (?:code|status) |\(code[= ])(?<status3>\d+)|machine exited with exit code (?<status5>\d+)|App \[(?<app>[^\]]+)\] exited with code \[(?<status4>\d+)\])/,
  fields: ({ unit, how, status, name, container, status2, then, status3, app, status4, status5 }, { attributes }) => {
    if (foreignUnit(unit) || foreignContainer(container)) return undefined
    return {
      unit,
      container: container ?? attributes['container.name'],
      app,
      how,
      status: status ?? status2 ?? status3 ?? status4 ?? status5,
      name,
      then,
    }
  },
  roleOf: ({ status, how }) =>
    status === '0' || (how === 'killed' && status === '15') || status === '143' ? 'context' : 'symptom',
  classOf: () => 'other',
  examples: {
    hits: [
      {
        line: '[2026-03-12T14:46:34.149Z] [WARN ] Gateway process exited (code=1, expected=no)',
        fields: { status: '1' },
      },
      {
        line: 'PM2      | App [openclaw:0] exited with code [1] via signal [SIGINT]',
        fields: { app: 'openclaw:0', status: '1' },
      },
      { line: 'openclaw exited with code 1 (restarting)', fields: { status: '1', then: 'restarting' } },
      { line: 'machine exited with exit code 139, oom_killed=false', fields: { status: '139' } },
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: openclaw-gateway.service: Main process exited, code=exited, status=78/CONFIG',
        fields: { status: '78', name: 'CONFIG' },
      },
      { line: 'openclaw-gateway-1 exited with code 137', fields: { status: '137' } },
      { line: '2026-03-23T22:10:25.891266Z [INFO] Gateway exited with code 1 (uptime: 16s)', fields: { status: '1' } },
    ],
    misses: [
      'Command exited with code 1',
      {
        line: 'Nov 22 10:00:01 host systemd[1]: cups.service: Main process exited, code=exited, status=1/FAILURE',
        note: "another unit's `code=exited` is no close code",
      },
    ],
  },
})

const supervisorGaveUp = definePattern({
  id: 'supervisor.gave-up',
  class: 'crash-loop',
  role: 'cause',
  title: 'The supervisor gave up: {what}',
  description: 'Too many starts in too short a time: it stays down until somebody starts it.',
  keywords: [
    'Start request repeated too quickly',
    'start-limit-hit',
    'systemd stopped restarting the gateway',
    'too many unstable restarts',
    'CrashLoopBackOff',
    'Back-off restarting failed container',
    'Auto-restarting in',
    'giving up after',
  ],
  match:
    /(?:(?<unit>[\w@.-]+\.service): (?<what>Start request repeated too quickly|Failed with result 'start-limit-hit')|(?<what2>systemd stopped restarting the gateway|too many unstable restarts|CrashLoopBackOff|Back-off restarting failed container)|(?<what3>Auto-restarting in \d+\w* \(attempt (?<times>\d+)\/(?<most>\d+)\)))/,
  fields: ({ unit, what, what2, what3, times, most }) =>
    foreignUnit(unit)
      ? undefined
      : {
          unit,
          what: what ?? what2 ?? what3?.replace(/ in .*/, ''),
          times: times === undefined ? undefined : Number(times),
          most,
        },
  roleOf: ({ times }) => (times !== undefined && Number(times) < 2 ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'systemd stopped restarting the gateway after repeated crashes.',
        fields: { what: 'systemd stopped restarting the gateway' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd[1]: openclaw.service: Start request repeated too quickly.',
        fields: { what: 'Start request repeated too quickly' },
      },
      {
        line: '2026-03-23T22:10:25.891346Z [INFO] Auto-restarting in 8s (attempt 3/5)...',
        fields: { times: 3, most: '5' },
      },
    ],
    misses: [
      'Nov 22 10:00:01 host systemd[1]: cups.service: Start request repeated too quickly.',
      '[telegram] [default] giving up after 10 restart attempts',
    ],
  },
})

const supervisorStarted = definePattern({
  id: 'supervisor.started',
  class: 'other',
  role: 'context',
  title: 'A supervisor started {unit}',
  description: "systemd's line, or Compose's.",
  keywords: [
    'Started openclaw',
    'Started clawd',
    'Started OpenClaw',
    'Started Clawd',
    'OpenClaw Gateway',
    'Clawdbot Gateway',
  ],
  match:
    /^(?:(?:systemd: )?Started (?<unit>(?:openclaw|clawdbot|moltbot|clawbox)[\w@.-]*)(?: - [^(]*| ?)(?:\(v(?<version>[^)]+)\))?|Started (?<title>OpenClaw Gateway|Clawdbot Gateway|[\w@.-]+\.service - (?:\w+ )?(?:OpenClaw|Clawdbot) Gateway)[^(]*(?:\(v(?<version2>[^)]+)\))?)/,
  fields: ({ unit, version, title, version2 }) => ({
    unit: unit?.replace(/[.:,]$/, '') ?? title?.split(' - ')[0],
    version: version ?? version2,
  }),
  examples: {
    hits: [
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: Started OpenClaw Gateway (v2026.4.2).',
        fields: { version: '2026.4.2' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd[1345]: Started openclaw-gateway.service - OpenClaw Gateway (v2026.9.6).',
        fields: { unit: 'openclaw-gateway.service', version: '2026.9.6' },
      },
      {
        line: '22:36:43 Started openclaw-gateway.service (v2026.7.2)',
        fields: { unit: 'openclaw-gateway.service', version: '2026.7.2' },
      },
    ],
    misses: ['Started ssh.service'],
  },
})

function foreignUnit(unit: string | undefined): boolean {
  return unit !== undefined && !/claw|moltbot|^gateway/i.test(unit)
}

function foreignContainer(container: string | undefined): boolean {
  return container !== undefined && !/claw|moltbot|^gateway/i.test(container)
}

const window = 10n * nanoseconds.minute

/** Starts, deaths and failed starts that follow each other in a short time, however they were written down. */
const series = defineDerivation({
  id: 'crash.series',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway starts and dies again and again',
  description:
    'Two failed starts within ten minutes, a restart counter of three or more, three crashes or starts without a stop in between, or the word of the supervisor that it gave up. Works for versions without the breaker.',
  needs: [
    'crash.start-failed', 'crash.exception', 'crash.out-of-memory', 'supervisor.restart', 'supervisor.gave-up', 'supervisor.exit', 'lifecycle.start',
    'lifecycle.ready', 'lifecycle.signal', 'agent.model', 'config.invalid', 'config.start-blocked', 'supervisor.started', 'crash.breaker', 'listener.already', 'listener.lock-held', 'listener.address-in-use',
    'listener.supervised-wait', 'listener.force-kill',
  ], // prettier-ignore
  *derive(events): Generator<Derived> {
    yield* counted(events)
    yield* repeated(events, 'failed starts', 2, (event) => event.pattern === 'crash.start-failed')
    yield* repeated(events, 'starts that found the port or the lock taken', 2, (event) =>
      ['listener.already', 'listener.lock-held', 'listener.address-in-use'].includes(event.pattern),
    )
    yield* repeated(events, 'gateways killed by the next one', 2, (event) => event.pattern === 'listener.force-kill')
    yield* repeated(
      events,
      'refusals of the configuration',
      3,
      (event) => event.pattern === 'config.invalid' && event.timed,
    )
    yield* repeated(events, 'crashes', 2, (event) =>
      ['crash.exception', 'crash.native', 'crash.out-of-memory'].includes(event.pattern),
    )
    yield* repeated(
      events,
      'refusals of the configuration',
      4,
      (event) => event.pattern === 'config.invalid' && !event.timed,
    )
    yield* repeated(
      events,
      'deaths',
      2,
      (event) => event.pattern === 'supervisor.exit' && event.role === 'symptom',
      30n * nanoseconds.minute,
    )
    yield* uncleanStarts(events)
  },
})

function* counted(events: readonly Event[]): Generator<Derived> {
  for (const on of events) {
    const times = Number(on.attributes['times'] ?? 0)
    if (on.pattern === 'supervisor.restart' && times >= 3)
      yield { on, attributes: { times, what: 'restarts counted by systemd' }, body: on.body }
    if (on.pattern === 'supervisor.gave-up' && on.role === 'cause')
      yield { on, attributes: { times, what: String(on.attributes['what']) }, body: on.body }
    if (on.pattern === 'crash.breaker' && on.attributes['state'] === 'tripped')
      yield { on, attributes: { times: Number(on.attributes['starts'] ?? 3), what: 'unclean starts' }, body: on.body }
    if (on.pattern === 'supervisor.exit' && on.role === 'symptom' && on.attributes['then'] === 'restarting')
      yield {
        on,
        attributes: { times: 1, what: 'exits under a restart policy', status: String(on.attributes['status']) },
        body: on.body,
      }
  }
}

/** Runs of events that are no further apart than the window, and come from different lines' moments. */
function* repeated(
  events: readonly Event[],
  what: string,
  atLeast: number,
  wanted: (event: Event) => boolean,
  within = window,
): Generator<Derived> {
  let run: Event[] = []
  for (const event of events) {
    if (!wanted(event)) continue
    const last = run.at(-1)
    if (last && event.at - last.at > within) run = []
    // One failure is reported by several lines within a moment.
    if (last && run.length > 0 && event.timed && last.timed && event.at - last.at < nanoseconds.second) continue
    if (last && run.length > 0 && !event.timed && event.sourceId === last.sourceId && event.line - last.line <= 3)
      continue
    run.push(event)
    if (run.length < atLeast) continue
    const span = event.at - run[0]!.at
    const period = span > 0n ? Number(span / BigInt(run.length - 1) / nanoseconds.second) : undefined
    yield {
      on: event,
      attributes: {
        times: run.reduce((sum, { count: each }) => sum + each, 0),
        what,
        ...(period === undefined ? {} : { periodSeconds: period }),
      },
      body: event.body,
    }
  }
}

/** One start that no signal went before, after a gateway that was up. */
const unclean = defineDerivation({
  id: 'lifecycle.unclean-start',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway started again without having been stopped',
  description:
    'SIGKILL, the OOM killer, a segmentation fault, a power cut and process.exit leave no line: the next start is the only trace.',
  needs: [
    'lifecycle.start',
    'lifecycle.ready',
    'agent.model',
    'lifecycle.signal',
    'lifecycle.stopped',
    'lifecycle.restart-mode',
    'crash.start-failed',
    'crash.exception',
    'crash.out-of-memory',
  ],
  *derive(events): Generator<Derived> {
    let up: Event | undefined
    let ended = false
    let told: bigint | undefined
    // A signal covers the starts that follow it closely: one in place and one by the supervisor.
    const covered = (event: Event): boolean => ended || (told !== undefined && event.at - told < nanoseconds.minute)
    for (const event of events) {
      if (event.pattern === 'lifecycle.ready') {
        const { pid } = event.attributes
        if (up && !covered(event) && pid !== undefined && pid !== up.attributes['pid']) yield found(event, up)
        up = event
        ended = false
      } else if (event.pattern === 'lifecycle.start') {
        if (up && !covered(event)) yield found(event, up)
        ended = true
      } else if (event.pattern !== 'agent.model') {
        ended = true
        told = event.at
      }
    }
  },
})

function found(on: Event, up: Event): Derived {
  return { on, attributes: { upSeconds: Number((on.at - up.at) / nanoseconds.second) }, body: on.body }
}

/** Starts that no signal went before: three within five minutes are what the gateway's own breaker trips on. */
function* uncleanStarts(events: readonly Event[]): Generator<Derived> {
  const starts: Event[] = []
  let last: Event | undefined
  let clean = true
  for (const event of events) {
    if (event.pattern === 'lifecycle.signal') clean = true
    else if (
      event.pattern === 'lifecycle.start' ||
      event.pattern === 'lifecycle.ready' ||
      event.pattern === 'agent.model'
    ) {
      const same =
        last &&
        event.pattern !== 'lifecycle.start' &&
        event.at - last.at < 90n * nanoseconds.second &&
        last.pattern !== event.pattern
      last = event
      if (same) continue
      if (!clean) starts.push(event)
      clean = false
      while (starts.length > 0 && event.at - starts[0]!.at > 5n * nanoseconds.minute) starts.shift()
      if (starts.length >= 2 && !clean && event.timed) {
        const period = Number((event.at - starts[0]!.at) / BigInt(starts.length - 1) / nanoseconds.second)
        yield {
          on: event,
          attributes: { times: starts.length + 1, what: 'starts without a stop before', periodSeconds: period },
          body: event.body,
        }
      }
    }
  }
}

const recovery: Selector[] = [{ pattern: 'lifecycle.ready' }]
const ends: Selector[] = [
  {
    pattern: [
      'supervisor.exit',
      'supervisor.restart',
      'supervisor.gave-up',
      'supervisor.started',
      'crash.series',
      'crash.start-failed',
      'crash.breaker',
      'crash.bundle',
    ],
  },
]
const dropped: Selector[] = [{ pattern: closes, where: { code: [1006, 1005] } }]
const howToLook = [check.status, check.bundle, check.journal] as const

const causes = [
  defineCause({
    id: 'out-of-memory',
    class: 'crash-loop',
    title: 'The gateway runs out of memory and is started again and again',
    severity: 'critical',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'crash.out-of-memory' }],
    gap: '2h',
    strength: 88,
    supports: [
      {
        events: [{ pattern: 'pressure.memory' }],
        before: '30m',
        weight: 8,
        why: 'the gateway reported memory pressure before',
      },
    ],
    claims: [
      ...ends,
      ...dropped,
      { pattern: ['pressure.memory', 'report.runtime', 'report.probe', 'crash.session-resumed'] },
    ],
    explains: ['unclean-restart', 'crash-loop', 'crash', 'breaker-tripped', 'start-failure', 'abnormal-closures'],
    recovery: [],
    rivals: [{ id: 'crash', telltale: 'exception or rejection' }],
    explain: (facts) =>
      `${count(facts.count, 'time')} the process was ended for want of memory (${facts.values('what').join(', ')})${facts.span > 0n ? ` within ${formatDuration(facts.span)}` : ''}. Between two deaths a status check finds it "running".${facts.has('crash.session-resumed') ? ' After each start the same large session is resumed, and brings it down again.' : ''}`,
    checks: [
      {
        what: 'Memory of the host and limits of the container or unit',
        command: 'free -m; docker stats --no-stream; systemctl --user show openclaw-gateway -p MemoryMax',
      },
      check.bundle,
      { what: 'The largest sessions', command: 'du -sh ~/.openclaw/agents/*/sessions | sort -h | tail' },
    ],
    fix: [
      {
        what: 'Move the huge session away, or raise the heap',
        command: 'NODE_OPTIONS=--max-old-space-size=4096 openclaw gateway run',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'crash',
    class: 'crash-loop',
    title: 'The gateway crashes on an error that nothing catches',
    severity: 'critical',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: ['crash.exception', 'crash.native'] }],
    gap: '2h',
    strength: 82,
    supports: [
      { events: [{ pattern: 'crash.series' }], weight: 8, why: 'it happened {times} times ({what})' },
      {
        events: [{ pattern: ['supervisor.exit'] }],
        before: '1m',
        after: '1m',
        weight: 4,
        why: 'the supervisor saw the process end ({status})',
      },
    ],
    claims: [
      ...ends,
      ...dropped,
      { pattern: ['channel.socket-closed', 'channel.exited', 'channel.health-restart', 'pressure.event-loop'] },
    ],
    explains: [
      'unclean-restart',
      'crash-loop',
      'breaker-tripped',
      'start-failure',
      'abnormal-closures',
      'channel-restarts',
      'channel-intents',
      'gateway-gone',
    ],
    recovery,
    rivals: [
      { id: 'out-of-memory', telltale: 'out-of-memory line' },
      { id: 'config-invalid-start', telltale: '"Invalid config"' },
    ],
    explain: (facts) =>
      `${facts.values('kind').join(', ')}: ${facts.values('error').slice(0, 2).join('; ') || 'see the stack below the line'}. The process ended with exit code 1 and was left to its supervisor.`,
    checks: howToLook,
    fix: [
      {
        what: 'Disable what the stack names (a channel, a plugin), then start',
        command: 'openclaw config set channels.<channel>.enabled false && openclaw gateway restart',
      },
      {
        what: 'If it began with an update, go back to the version before',
        command: 'npm i -g openclaw@<version> && openclaw gateway install --force',
      },
    ],
  }),
  defineCause({
    id: 'breaker-tripped',
    class: 'crash-loop',
    title: 'The gateway runs, and keeps all channels off because it crashed too often',
    severity: 'critical',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'crash.breaker', not: { state: 'recovered' } }],
    strength: 86,
    claims: [...ends, { pattern: 'channel.health-restart' }],
    explains: ['unclean-restart', 'crash-loop', 'channel-restarts'],
    also: ['false-green'],
    recovery: [{ pattern: 'crash.breaker', where: { state: 'recovered' } }],
    explain: (facts) =>
      `After ${facts.values('starts')[0] ?? 'several'} unclean starts in five minutes the restart-loop breaker holds back every channel (${facts.values('channel').join(', ') || 'all'}): status and health say ok, and nobody is answered.`,
    checks: howToLook,
    fix: [
      { what: 'Mend what made it crash, then restart cleanly', command: 'openclaw gateway restart' },
      {
        what: 'Or start a channel by hand',
        command: 'openclaw gateway call channels.start --params \'{"channel":"<channel>"}\'',
      },
    ],
  }),
  defineCause({
    id: 'crash-loop',
    class: 'crash-loop',
    title: 'The gateway starts and dies in a loop',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'crash.series' }],
    gap: '2h',
    strength: 66,
    claims: [...ends, ...dropped],
    explains: ['unclean-restart', 'start-failure', 'gateway-gone', 'abnormal-closures'],
    recovery: [],
    rivals: [
      { id: 'config-invalid-start', telltale: '"Invalid config"' },
      { id: 'second-gateway', telltale: 'port or lock that is taken' },
      { id: 'out-of-memory', telltale: 'out-of-memory line' },
    ],
    explain: (facts) => {
      const times = Math.max(...facts.events.map(({ attributes }) => Number(attributes['times'] ?? 1)))
      const periods = facts.values('periodSeconds')
      const codes = facts.valuesOf('supervisor.exit', 'status')
      return `${count(times, 'time')} in a row (${facts.values('what').join(', ')})${periods.length > 0 ? `, about every ${periods.at(-1)} s` : ''}${codes.length > 0 ? `, exit code ${codes.join(', ')}` : ''}.${errorsOf(facts.valuesOf('crash.start-failed', 'error'))} What makes it die is ${facts.has('crash.start-failed') ? 'in the error above' : 'not in these lines: look for its own last words'}.`
    },
    checks: howToLook,
    fix: [
      { what: 'Mend the error named above (permissions of the state directory, configuration, plugin)' },
      fix.rollback,
      fix.restart,
    ],
  }),
  defineCause({
    id: 'unclean-restart',
    class: 'crash-loop',
    title: 'The gateway ended without a word and was started again',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'lifecycle.unclean-start' }],
    gap: '2h',
    strength: 52,
    claims: [...dropped, ...ends],
    explains: ['abnormal-closures', 'dropped-together', 'gateway-gone'],
    recovery,
    rivals: [
      { id: 'crash', telltale: 'exception or rejection' },
      { id: 'out-of-memory', telltale: 'out-of-memory line' },
    ],
    explain: (facts) =>
      `${count(facts.count, 'start')} without a stop before: no signal, no error, no shutdown line. What ends a process like this is SIGKILL (a supervisor out of patience, the OOM killer), a segmentation fault, process.exit or the host going down; the gateway itself cannot write it.`,
    checks: [
      {
        what: 'What the kernel and the supervisor say of that time',
        command: 'journalctl -k --since "<time>"; systemctl --user status openclaw-gateway',
      },
      check.bundle,
    ],
    fix: [{ what: 'Give oclog the journal of the kernel and of the unit as well' }, fix.restart],
  }),
  defineCause({
    id: 'zombie',
    class: 'false-green',
    title: 'The process lives without a gateway: a restart in place failed',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'crash.zombie' }],
    strength: 92,
    claims: [
      {
        pattern: [
          'report.port-silent',
          'client.unreachable',
          'listener.already',
          'listener.address-in-use',
          'crash.start-failed',
          'lifecycle.signal',
        ],
      },
    ],
    explains: ['gateway-unreachable', 'start-failure', 'second-gateway'],
    recovery,
    explain: (facts) =>
      `A restart inside the process failed (${facts.values('error').join('; ')}). The process stays, so that the service shows as running, but the port is closed.`,
    checks: [check.listeners, check.status],
    fix: [{ what: 'Mend the error, then restart the whole process', command: 'openclaw gateway restart --force' }],
  }),
  defineCause({
    id: 'state-migration-required',
    class: 'version-skew',
    title: 'The gateway does not start before its state is migrated',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'crash.migration' }],
    strength: 70,
    claims: [{ pattern: ['crash.start-failed', 'supervisor.exit'] }],
    explains: ['start-failure', 'crash-loop'],
    recovery,
    rivals: [{ id: 'second-gateway', telltale: 'process that owns the state' }],
    explain: () =>
      'After an upgrade the state on disk is of an older form; the gateway refuses to run on it until the doctor has migrated it.',
    checks: [check.doctor, check.versions],
    fix: [
      {
        what: 'Stop, migrate, start',
        command: 'openclaw gateway stop && openclaw doctor --fix && openclaw gateway start',
      },
    ],
  }),
  defineCause({
    id: 'survived-errors',
    class: 'other',
    title: 'Errors that the gateway caught and survived',
    severity: 'low',
    verdict: 'wait',
    benign: true,
    trigger: [{ pattern: 'crash.non-fatal' }],
    strength: 50,
    explain: () => 'Survived.',
    checks: [],
    fix: [],
  }),
  defineCause({
    id: 'start-failure',
    class: 'other',
    title: 'The gateway failed to start',
    severity: 'high',
    verdict: 'fix-environment',
    fallback: true,
    trigger: [{ pattern: 'crash.start-failed' }],
    strength: 50,
    claims: [{ pattern: 'supervisor.exit' }],
    recovery,
    explain: (facts) => errorsOf(facts.values('error')).trim() || 'See the line.',
    checks: [check.status, check.doctor],
    fix: [fix.doctorFix, fix.restart],
  }),
] as const

function errorsOf(errors: readonly string[]): string {
  return errors.length === 0 ? '' : ` ${errors.slice(0, 2).join('; ')}.`
}

export default {
  patterns: [
    exception,
    nonFatal,
    outOfMemory,
    native,
    startFailed,
    staysDown,
    breaker,
    migration,
    supervisorRestart,
    supervisorExit,
    supervisorGaveUp,
    supervisorStarted,
  ],
  derivations: [series, unclean],
  causes,
} satisfies Family
