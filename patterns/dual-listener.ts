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
import { check, fix } from './steps.ts'

const already = definePattern({
  id: 'listener.already',
  class: 'dual-listener',
  role: 'cause',
  title: 'Another gateway is already listening on {url}',
  description:
    'The port is taken; who has it only the lines below "Port … is already in use." tell: it need not be a gateway. Immediate up to 8.x, after 20 attempts in about 10 s in 9.x.',
  keywords: ['instance is already listening on'],
  match: /another \w+ instance is already listening on (?<url>[^\s|]+)/,
  fields: ({ url }) => ({ url, port: /:(\d+)$/.exec(url ?? '')?.[1] }),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789 | listen EADDRINUSE: address already in use 127.0.0.1:18789 | EADDRINUSE',
        fields: { port: '18789' },
      },
    ],
    misses: ['another gateway instance is fine'],
  },
})

const lockHeld = definePattern({
  id: 'listener.lock-held',
  class: 'dual-listener',
  role: 'cause',
  title: 'Another gateway holds the lock (pid {pid})',
  description:
    'Three locks exist: state directory, configuration, port. They moved in 9.x, so that an old and a new binary do not exclude each other during an upgrade.',
  keywords: [
    'lock timeout after',
    'state writer is active',
    'state directory is locked by',
    'gateway-lifecycle',
    'failed to acquire gateway state ownership',
  ],
  match:
    /(?:already running(?: \(pid (?<pid>[^)\s]+)\))?; lock timeout after (?<ms>\d+)ms|another embedded OpenClaw state writer is active \(pid (?<pid2>\d+)\)|state directory is locked by (?<holder>[\w -]+?) \(pid (?<pid3>\d+)\)|another OpenClaw process owns (?<what>gateway-lifecycle)|gateway-lifecycle ownership (?<held>held)|failed to acquire gateway state ownership)/,
  fields: ({ pid, pid2, pid3, holder, ms }) => ({ pid: pid ?? pid2 ?? pid3, holder, waitedMs: ms }),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: another embedded OpenClaw state writer is active (pid 77); stop it',
        fields: { pid: '77' },
      },
      {
        line: 'Gateway failed to start: state directory is locked by gateway (pid 78); stop it',
        fields: { holder: 'gateway', pid: '78' },
      },
      {
        line: 'Gateway failed to start: gateway already running (pid 21382); lock timeout after 5000ms',
        fields: { pid: '21382', waitedMs: '5000' },
      },
      {
        line: 'Gateway failed to start: Doctor could not enter maintenance. StateDatabaseCoordinatorContentionError: another OpenClaw process owns gateway-lifecycle Stop the Gateway service',
        fields: {},
      },
      {
        line: '[gateway] waiting for gateway-lifecycle ownership held by another OpenClaw process, up to 300 s',
        fields: {},
      },
    ],
    misses: ['[gateway] gateway-lifecycle ownership acquired after 3 s'],
  },
})

const addressInUse = definePattern({
  id: 'listener.address-in-use',
  class: 'dual-listener',
  role: 'cause',
  title: 'The address {address} is already in use',
  description: 'The same as listener.already in the words of Node, or of Docker when it publishes the port.',
  keywords: ['EADDRINUSE', 'port is already allocated'],
  match:
    /(?:listen EADDRINUSE: address already in use (?<address>[^\s|]+)|Bind for (?<address2>\S+) failed: port is already allocated)/,
  fields: ({ address, address2 }, { body }) => {
    if (body.includes('instance is already listening')) return undefined
    const at = address ?? address2
    // Docker speaks of every container's ports.
    if (address2 !== undefined && !/:187\d\d$/.test(address2) && !/claw/i.test(body)) return undefined
    return { address: at, port: /:(\d+)$/.exec(at ?? '')?.[1] }
  },
  examples: {
    hits: [
      { line: 'listen EADDRINUSE: address already in use 127.0.0.1:18789', fields: { port: '18789' } },
      {
        line: 'Error response from daemon: driver failed programming external connectivity: Bind for 0.0.0.0:18789 failed: port is already allocated',
        fields: { address: '0.0.0.0:18789' },
      },
    ],
    misses: ['EADDRINUSE is explained in the docs'],
  },
})

const portBusy = definePattern({
  id: 'listener.port-busy',
  class: 'dual-listener',
  role: 'context',
  title: 'Port {port} is in use',
  description:
    'Also what status and doctor print about the gateway itself when it is healthy: it takes a second process to make two listeners.',
  keywords: ['is already in use.'],
  match: /^(?:Error: )?Port (?<port>\d+) is already in use\./,
  examples: {
    hits: [
      { line: 'Port 18789 is already in use.', fields: { port: '18789' } },
      { line: '│  Port 18789 is already in use.                          │', fields: { port: '18789' } },
    ],
    misses: ['The name is already in use.'],
  },
})

const ownPrograms =
  /(?:^|[\s/\\])(?:openclaw|clawdbot|moltbot)(?:-gateway|-gatewa)?(?:\.mjs|\.js)?(?:\s|$|[(:])|openclaw|clawdbot/
const owner = definePattern({
  id: 'listener.owner',
  class: 'dual-listener',
  role: 'context',
  title: 'The port belongs to pid {pid}: {command}',
  description: 'One line for each process that listens.',
  keywords: [],
  follows: 'listener.port-busy',
  match: /^-? ?pid (?<pid>\d+|\?)(?: (?<user>[^\s:]+))?: (?<command>.*?)(?: \((?<address>[^()]+)\))?$/,
  fields: ({ pid, user, command, address }) => ({
    pid,
    user,
    command: command?.slice(0, 160),
    address,
    program: /clawdbot|moltbot/.test(command ?? '')
      ? 'clawdbot'
      : /openclaw/.test(command ?? '')
        ? 'openclaw'
        : /(?:^|[\s/\\])node(?:\.exe)?(?:\s|$)/.test(command ?? '')
          ? 'node'
          : /^(?:ssh|sshd)\b/.test(command ?? '')
            ? 'ssh'
            : ownPrograms.test(command ?? '')
              ? 'openclaw'
              : 'foreign',
  }),
  examples: {
    hits: [
      {
        after: 'Port 18789 is already in use.',
        line: '- pid 1906 ann: /opt/Editor/Helper (Plugin) --type=utility (127.0.0.1:18789)',
        fields: { pid: '1906', user: 'ann', program: 'foreign', address: '127.0.0.1:18789' },
      },
      {
        after: 'Port 18789 is already in use.',
        line: '- pid 640011 ann: openclaw-gateway (127.0.0.1:18789)',
        fields: { program: 'openclaw' },
      },
    ],
    misses: ['- pid files are kept'],
  },
})

const hint = definePattern({
  id: 'listener.hint',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI says of the port: {what}',
  description: 'Its guess at who listens.',
  keywords: [
    'Another process is listening on this port',
    'Gateway already running locally',
    'Multiple listeners detected',
    'SSH tunnel already bound',
    'Gateway service appears',
  ],
  match:
    /(?<what>Another process is listening on this port|Gateway already running locally|Multiple listeners detected|SSH tunnel already bound|Gateway service appears (?:loaded|registered))/,
  examples: {
    hits: [
      {
        line: '- Another process is listening on this port.',
        fields: { what: 'Another process is listening on this port' },
      },
    ],
    misses: ['Another process is listening'],
  },
})

const supervisedWait = definePattern({
  id: 'listener.supervised-wait',
  class: 'dual-listener',
  role: 'cause',
  title: 'A gateway already runs under {supervisor}',
  description: 'A second start finds a supervised gateway and waits for it, or gives way.',
  keywords: ['already running under'],
  match: /already running under (?<supervisor>\w+)[;,] ?(?<what>.*)/,
  examples: {
    hits: [
      {
        line: '[gateway] already running under systemd; waiting 5000ms before retrying startup',
        fields: { supervisor: 'systemd' },
      },
    ],
    misses: ['is already running under load'],
  },
})

const dueling = definePattern({
  id: 'listener.dueling-units',
  class: 'dual-listener',
  role: 'cause',
  title: 'A user unit and a system unit fight for port {port}',
  description: 'The plainest line there is about two gateways, since 8.2.',
  keywords: ['detected BOTH a user-scope'],
  match:
    /detected BOTH a user-scope \((?<userUnit>[^)]*)\) and a system-scope \((?<systemUnit>[^)]*)\) gateway unit bound to port (?<port>\d+)/,
  examples: {
    hits: [
      {
        line: '[gateway] service-mode: detected BOTH a user-scope (/home/ann/.config/systemd/user/openclaw-gateway.service) and a system-scope (/etc/systemd/system/openclaw-gateway.service) gateway unit bound to port 18789; they will SIGTERM each other in a restart loop.',
        fields: { port: '18789' },
      },
    ],
    misses: ['detected both units'],
  },
})

const forceKill = definePattern({
  id: 'listener.force-kill',
  class: 'dual-listener',
  role: 'cause',
  title: 'A starting gateway killed the one on its port',
  description:
    'A supervised gateway (3.8+) and `--force` kill what they find: two supervisors then make an endless chain of clean SIGTERMs.',
  keywords: ['force: killed pid', 'service-mode: cleared', 'stale gateway pid(s)'],
  match:
    /(?:force: killed pid (?<pid>\d+)|(?:service-mode: )?cleared (?<killed>\d+) stale gateway pid\(s\))(?:.*? port (?<port>\d+))?/,
  examples: {
    hits: [
      {
        line: '[gateway] force: killed pid 1906 (openclaw-gateway) on port 18789',
        fields: { pid: '1906', port: '18789' },
      },
      {
        line: '[gateway] service-mode: cleared 1 stale gateway pid(s) before bind on port 18789',
        fields: { killed: '1' },
      },
    ],
    misses: ['[gateway] force: no listeners on port 18789'],
  },
})

const signalRepeated = definePattern({
  id: 'listener.signal-repeated',
  class: 'dual-listener',
  role: 'cause',
  title: 'Another supervisor may be managing this gateway',
  description: 'Three stops in five minutes, since 9.6.',
  keywords: ['another supervisor may be managing', 'Gateway restart storm'],
  match:
    /(?:received (?<signal>SIG\w+) (?<times>\d+) times in (?<minutes>\d+) min|Gateway restart storm: (?<restarts>\d+))/,
  examples: {
    hits: [
      { line: 'Gateway restart storm: 7 external CLI restarts in 10 minutes.', fields: { restarts: '7' } },
      {
        line: '[gateway] received SIGTERM 3 times in 5 min: another supervisor may be managing this Gateway — see `openclaw gateway status --deep`',
        fields: { times: '3' },
      },
    ],
    misses: ['another supervisor may be managing it'],
  },
})

const otherServices = definePattern({
  id: 'report.other-gateways',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI sees more than one gateway or service',
  description: 'From `gateway status --deep`, `gateway probe` and doctor; a moment in which somebody looked.',
  keywords: [
    'Other gateway-like services detected',
    'does not own the listening port',
    'multiple reachable gateway',
    'System-level OpenClaw gateway service',
    'gateway services detected',
  ],
  match:
    /(?<what>Other gateway-like services detected|Gateway runtime PID does not own the listening port|multiple reachable gateway identities|System-level OpenClaw gateway service detected)/,
  roleOf: ({ what }) => (what === 'Gateway runtime PID does not own the listening port' ? 'cause' : 'context'),
  examples: {
    hits: [
      {
        line: 'Other gateway-like services detected (best effort):',
        fields: { what: 'Other gateway-like services detected' },
      },
    ],
    misses: ['Other services detected'],
  },
})

/** Two different units of one host that both start a gateway within minutes. */
const twoUnits = defineDerivation({
  id: 'listener.two-units',
  class: 'dual-listener',
  role: 'context',
  title: 'Two units start a gateway on one host',
  description:
    'A user unit and a system unit, or units of the old and the new name, both started or restarted within ten minutes.',
  needs: ['supervisor.started', 'supervisor.restart', 'supervisor.exit'],
  *derive(events): Generator<Derived> {
    let last: Event | undefined
    for (const event of events) {
      const unit = event.attributes['unit']
      if (typeof unit !== 'string' || !/gateway|openclaw|clawd/i.test(unit)) continue
      const manager = event.resource['process.pid'] ?? ''
      if (last && last.timed && event.timed && event.at - last.at < 10n * nanoseconds.minute) {
        const before = String(last.attributes['unit'])
        if (before !== unit || String(last.resource['process.pid'] ?? '') !== String(manager)) {
          yield { on: event, attributes: { unit, otherUnit: before }, body: event.body }
          return
        }
      }
      last = event
    }
  },
})

/** A unit whose process was told to stop by somebody else than systemd, so that systemd starts it again. */
const killedByRival = defineDerivation({
  id: 'listener.killed-by-rival',
  class: 'dual-listener',
  role: 'cause',
  title: 'Somebody else than its supervisor stops the gateway',
  description:
    "systemd does not restart what it stopped itself: a clean SIGTERM followed by 'Scheduled restart job' comes from a rival that wants the port.",
  needs: ['lifecycle.signal', 'supervisor.exit', 'supervisor.restart', 'supervisor.stopping'],
  *derive(events): Generator<Derived> {
    let told: Event | undefined
    let times = 0
    for (const event of events) {
      if (event.pattern === 'supervisor.stopping') told = undefined
      else if (event.pattern === 'lifecycle.signal') told = event.attributes['signal'] === 'SIGTERM' ? event : undefined
      else if (event.pattern === 'supervisor.restart' && told && event.at - told.at < nanoseconds.minute) {
        times++
        told = undefined
        if (times >= 2) yield { on: event, attributes: { times }, body: event.body }
      }
    }
  },
})

const taken: Selector[] = [{ pattern: ['listener.already', 'listener.address-in-use', 'listener.lock-held'] }]
const lost: Selector[] = [
  {
    pattern: [
      'crash.start-failed',
      'supervisor.exit',
      'supervisor.restart',
      'listener.port-busy',
      'listener.owner',
      'listener.hint',
      'listener.already',
      'listener.address-in-use',
      'listener.lock-held',
      'crash.migration',
    ],
  },
]
const downstream = [
  'start-failure',
  'crash-loop',
  'breaker-tripped',
  'unclean-restart',
  'second-gateway',
  'start-blocked',
  'state-migration-required',
  'stale-lock',
  'config-invalid-start',
] as const
const recovery: Selector[] = [{ pattern: 'lifecycle.ready' }]
const rivals = [
  { id: 'config-invalid-start', telltale: '"Invalid config"' },
  { id: 'out-of-memory', telltale: 'out-of-memory line' },
] as const
const findAll = [check.status, check.listeners, check.units, check.containers] as const

const causes = [
  defineCause({
    id: 'respawn-and-supervisor',
    class: 'dual-listener',
    title: 'The gateway started its own successor while the supervisor started one too',
    severity: 'critical',
    verdict: 'stop-duplicate',
    trigger: taken,
    requires: [
      {
        events: [{ pattern: 'lifecycle.restart-mode', where: { pid: /\d/ } }],
        before: '3h',
        only: 'before',
        why: 'a restart spawned pid {pid} itself',
      },
    ],
    gap: '2h',
    strength: 93,
    claims: [...lost, { pattern: ['lifecycle.restart-mode', 'lifecycle.signal', 'lifecycle.ready'] }],
    explains: downstream,
    recovery: [],
    rivals,
    explain: (facts) =>
      `On a restart signal the gateway spawned its replacement (pid ${facts.valuesOf('lifecycle.restart-mode', 'pid').join(', ')}), and the supervisor, which keeps it alive, started another: ${count(facts.count, 'start')} then ran into the lock or the port of the first. Which of the two wins changes with each restart.`,
    checks: [
      ...findAll,
      { what: 'How often launchd has started it', command: 'launchctl print gui/$UID/ai.openclaw.gateway' },
    ],
    fix: [
      {
        what: 'Stop both, then start one through the supervisor',
        command: 'openclaw gateway stop && openclaw gateway start',
      },
      { what: 'Update: newer versions leave the restart to the supervisor', command: 'openclaw update' },
    ],
  }),
  defineCause({
    id: 'two-supervisors',
    class: 'dual-listener',
    title: 'Two supervisors run a gateway on the same port and push each other out',
    severity: 'critical',
    verdict: 'stop-duplicate',
    trigger: [
      {
        pattern: [
          'listener.dueling-units',
          'listener.signal-repeated',
          'listener.force-kill',
          'listener.killed-by-rival',
        ],
      },
    ],
    strength: 45,
    supports: [
      {
        events: [{ pattern: 'listener.dueling-units' }],
        weight: 50,
        why: 'the gateway itself found a user unit and a system unit',
      },
      {
        events: [{ pattern: 'listener.signal-repeated' }],
        weight: 30,
        why: 'the gateway says that another supervisor may be managing it',
      },
      {
        events: [{ pattern: 'listener.force-kill' }],
        atLeast: 2,
        weight: 35,
        why: 'starting gateways killed the one on the port more than once',
      },
      {
        events: [{ pattern: 'lifecycle.signal', where: { signal: 'SIGTERM' } }],
        atLeast: 3,
        weight: 10,
        why: 'the gateway was stopped by SIGTERM again and again',
      },
    ],
    against: [
      {
        events: [{ pattern: 'lifecycle.signal', where: { signal: ['SIGUSR1', 'SIGUSR2'] } }],
        weight: 10,
        why: 'restarts were asked for (SIGUSR)',
      },
    ],
    claims: [
      ...lost,
      {
        pattern: [
          'lifecycle.signal',
          'lifecycle.ready',
          'lifecycle.start',
          'listener.dueling-units',
          'listener.signal-repeated',
          'listener.force-kill',
          'report.other-gateways',
        ],
      },
    ],
    explains: [...downstream, 'killed-by-force'],
    recovery: [],
    rivals,
    explain: (facts) =>
      `A supervised gateway kills whatever gateway it finds on its port. With two of them${facts.values('userUnit').length > 0 ? ` (${facts.values('userUnit')[0]} and ${facts.values('systemUnit')[0]})` : ''} this becomes a chain of clean stops and starts without a crash line; clients see 1012 again and again.`,
    checks: findAll,
    fix: [
      {
        what: 'Disable one of the units',
        command: 'systemctl --user disable --now openclaw-gateway  # or: sudo systemctl disable --now openclaw-gateway',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'two-units',
    class: 'dual-listener',
    title: 'Two units start a gateway; the second finds the port taken',
    severity: 'high',
    verdict: 'stop-duplicate',
    trigger: taken,
    requires: [{ events: [{ pattern: 'listener.two-units' }], why: '{otherUnit} and {unit} both start one' }],
    strength: 91,
    claims: [...lost, { pattern: ['supervisor.started'] }],
    explains: downstream,
    recovery: [],
    rivals,
    explain: (facts) =>
      `${facts.valuesOf('listener.two-units', 'otherUnit').join(', ')} and ${facts.valuesOf('listener.two-units', 'unit').join(', ')} both start a gateway on the same port. The one that lost shows as failed and misleads: the gateway that serves is the other's.`,
    checks: findAll,
    fix: [
      { what: 'Disable the unit that should not be there', command: 'systemctl --user disable --now <unit>' },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'renamed-service-left',
    class: 'dual-listener',
    title: 'A service of the old name still runs beside the new one',
    severity: 'high',
    verdict: 'stop-duplicate',
    trigger: taken,
    requires: [
      {
        events: [
          { pattern: 'supervisor.restart', where: { unit: /clawdbot|moltbot/ } },
          { pattern: 'supervisor.started', where: { unit: /clawdbot|moltbot/ } },
          { pattern: 'listener.owner', where: { program: 'clawdbot' } },
        ],
        why: 'clawdbot, the name before 2026.1.29, is still there',
      },
    ],
    strength: 92,
    claims: lost,
    explains: [...downstream, 'old-gateway-still-running'],
    also: ['version-skew'],
    recovery: [],
    rivals,
    explain: () =>
      'The service was renamed from clawdbot to openclaw in January 2026. The old unit was not removed by the upgrade: both start a gateway on one port, and the loser is restarted for ever.',
    checks: findAll,
    fix: [
      { what: 'Remove the old unit', command: 'systemctl --user disable --now clawdbot-gateway' },
      fix.reinstall,
      fix.restart,
    ],
  }),
  defineCause({
    id: 'foreign-process-on-port',
    class: 'dual-listener',
    title: "The gateway's port belongs to a process that is no gateway",
    severity: 'critical',
    verdict: 'fix-environment',
    trigger: [{ pattern: ['listener.already', 'listener.address-in-use'] }],
    requires: [
      {
        events: [
          { pattern: 'listener.owner', where: { program: ['foreign', 'ssh'] } },
          {
            pattern: 'listener.hint',
            where: { what: ['Another process is listening on this port', 'SSH tunnel already bound'] },
          },
        ],
        before: '5m',
        after: '5m',
        why: 'the port belongs to pid {pid}: {command}',
      },
    ],
    strength: 90,
    against: [
      {
        events: [{ pattern: 'listener.owner', where: { program: ['openclaw', 'clawdbot'] } }],
        weight: 40,
        why: 'a gateway owns the port',
      },
    ],
    claims: lost,
    explains: downstream,
    recovery,
    rivals,
    explain: (facts) =>
      `The message speaks of another gateway, but the port is held by ${facts.valuesOf('listener.owner', 'command')[0] ?? 'another program'} (pid ${facts.valuesOf('listener.owner', 'pid')[0] ?? 'unknown'}${facts.valuesOf('listener.owner', 'user')[0] ? `, user ${facts.valuesOf('listener.owner', 'user')[0]}` : ''}). The gateway cannot start until it lets go.`,
    checks: [check.listeners, { what: 'Who started it', command: 'ps -o pid,ppid,user,lstart,command -p <pid>' }],
    fix: [
      {
        what: 'End that process or its port forward, or give the gateway another port',
        command: 'openclaw config set gateway.port 18790',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'second-gateway',
    class: 'dual-listener',
    title: 'A second gateway was started while one already runs',
    severity: 'high',
    verdict: 'stop-duplicate',
    trigger: taken,
    strength: 84,
    supports: [
      {
        events: [{ pattern: 'supervisor.restart' }, { pattern: 'report.other-gateways' }],
        weight: 5,
        why: 'a supervisor keeps starting it',
      },
      {
        events: [{ pattern: 'listener.owner', where: { program: ['openclaw', 'clawdbot', 'node'] } }],
        weight: 4,
        why: 'the port belongs to pid {pid}: {command}',
      },
    ],
    claims: lost,
    explains: [
      'start-failure',
      'crash-loop',
      'breaker-tripped',
      'start-blocked',
      'state-migration-required',
      'config-invalid-start',
      'gateway-status-contradiction',
    ],
    recovery: [],
    rivals: [...rivals, { id: 'foreign-process-on-port', telltale: 'owner of the port that is no gateway' }],
    explain: (facts) => {
      const owners = facts.valuesOf('listener.owner', 'pid')
      return `${count(facts.count, 'start')}${facts.span > 0n ? ` within ${formatDuration(facts.span)}` : ''} failed because the port or the lock is held${owners.length > 0 ? ` by pid ${owners.join(', ')}` : ''}. The running gateway serves on; what fails is the second one, which some service, task or shell keeps starting.`
    },
    checks: findAll,
    fix: [
      {
        what: 'Decide which one should live; stop the other and remove what starts it',
        command: 'openclaw gateway stop',
      },
      { what: 'Then look for units, tasks and autostart entries', command: check.doctorDeep.command },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'supervised-wait',
    class: 'dual-listener',
    title: 'A gateway was started by hand beside the supervised one',
    severity: 'low',
    verdict: 'stop-duplicate',
    trigger: [{ pattern: 'listener.supervised-wait' }],
    strength: 75,
    claims: lost,
    explains: ['start-failure', 'second-gateway'],
    recovery: [],
    explain: (facts) =>
      `A gateway already runs under ${facts.values('supervisor').join(', ')}; the second start waited for it or gave way.`,
    checks: findAll,
    fix: [{ what: 'Use the supervised one', command: 'openclaw gateway status' }],
  }),
  defineCause({
    id: 'killed-by-force',
    class: 'dual-listener',
    title: 'A gateway started with --force ended the one that was running',
    severity: 'medium',
    verdict: 'stop-duplicate',
    trigger: [{ pattern: 'listener.force-kill' }],
    strength: 68,
    claims: [{ pattern: ['lifecycle.signal', 'lifecycle.stopped', 'lifecycle.start'] }],
    recovery,
    explain: (facts) =>
      `A starting gateway killed ${facts.values('pid').length > 0 ? `pid ${facts.values('pid').join(', ')}` : 'the gateway'} that it found on its port. To the one that was killed it looks like an ordinary stop.`,
    checks: findAll,
    fix: [{ what: 'Start the gateway through its service only', command: 'openclaw gateway restart' }],
  }),
  defineCause({
    id: 'runtime-not-owner',
    class: 'dual-listener',
    title: 'The service runs one process, and another one listens on the port',
    severity: 'high',
    verdict: 'stop-duplicate',
    trigger: [
      { pattern: 'report.other-gateways', where: { what: 'Gateway runtime PID does not own the listening port' } },
    ],
    strength: 80,
    claims: [{ pattern: ['listener.port-busy', 'listener.owner', 'report.other-gateways'] }],
    explain: () =>
      'The process that the service manager watches is not the one that clients reach: restarting the service does not restart what serves.',
    checks: findAll,
    fix: [
      {
        what: 'End the process that listens, then restart the service',
        command: 'openclaw gateway stop && openclaw gateway start',
      },
    ],
  }),
  defineCause({
    id: 'stale-lock',
    class: 'dual-listener',
    title: 'A lock is held for a gateway that does not seem to run',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'listener.lock-held', where: { waitedMs: /\d/ } }],
    strength: 40,
    against: [
      {
        events: [{ pattern: ['listener.port-busy', 'listener.owner', 'lifecycle.ready'] }],
        before: '24h',
        weight: 30,
        why: 'a process listens on the port, so that the lock is a live one',
      },
    ],
    claims: [{ pattern: 'crash.start-failed' }],
    recovery,
    explain: (facts) =>
      `The lock names pid ${facts.values('pid').join(', ') || 'nobody'}; nothing in this log shows that it listens.`,
    checks: [
      { what: 'Whether that process lives and what it is', command: 'ps -p <pid> -o pid,lstart,command' },
      check.listeners,
    ],
    fix: [
      {
        what: 'If it is no gateway, remove the lock file and start',
        command: 'openclaw doctor --fix && openclaw gateway start',
      },
    ],
  }),
] as const

export default {
  patterns: [
    already,
    lockHeld,
    addressInUse,
    portBusy,
    owner,
    hint,
    supervisedWait,
    dueling,
    forceKill,
    signalRepeated,
    otherServices,
  ],
  derivations: [twoUnits, killedByRival],
  causes,
} satisfies Family
