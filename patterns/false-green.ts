import { defineCause, defineDerivation, type Derived, type Event, type Family } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { closes } from './close-codes.ts'
import { refusalOf } from './reasons.ts'
import { check, fix } from './steps.ts'

const probe = definePattern({
  id: 'report.probe',
  class: 'false-green',
  role: 'context',
  title: 'Probe: {state}',
  description: '`Connectivity probe` since 4.29, `RPC probe` before: what the operator saw at that moment.',
  keywords: ['RPC probe: ', 'Connectivity probe: ', 'Reachable: '],
  match: /^(?:RPC probe|Connectivity probe|Reachable): (?<state>ok|failed|timeout|yes|no)\b/,
  fields: ({ state }) => ({ state: state === 'yes' ? 'ok' : state === 'no' ? 'failed' : state }),
  examples: {
    hits: [
      { line: 'RPC probe: ok', fields: { state: 'ok' } },
      { line: 'Connectivity probe: failed', fields: { state: 'failed' } },
    ],
    misses: ['probe: ok'],
  },
})

const runtime = definePattern({
  id: 'report.runtime',
  class: 'false-green',
  role: 'context',
  title: 'Service: {state}',
  description: 'What the service manager says of the process, as `gateway status` prints it.',
  keywords: [
    'Runtime: running',
    'Runtime: stopped',
    'Runtime: unknown',
    'Gateway not running',
    'systemd services are unavailable',
  ],
  match: /^(?:Runtime: (?<state>running|stopped|unknown)(?: \(pid (?<pid>\d+))?|(?<not>Gateway not running)\b)/,
  fields: ({ state, pid, not }) => ({ state: not === undefined ? state : 'not-running', pid }),
  examples: {
    hits: [
      { line: 'Runtime: running (pid 70112, state active)', fields: { state: 'running', pid: '70112' } },
      { line: '│  Gateway not running.  │', fields: { state: 'not-running' } },
    ],
    misses: ['Runtime: node'],
  },
})

const portSilent = definePattern({
  id: 'report.port-silent',
  class: 'false-green',
  role: 'cause',
  title: 'The service runs, and nothing listens on its port',
  description: 'A gateway that is still starting, or a process without one.',
  keywords: [
    'is not listening (service appears running)',
    'is not listening, but',
    'is still free (',
    'status: free.',
    'to become healthy',
  ],
  match:
    /[Pp]ort (?<port>\d+) (?:is not listening(?: \(service appears running\)|, but the PID exists)|is still free|status: free\.|to become healthy)/,
  examples: {
    hits: [{ line: 'Gateway port 18789 is not listening (service appears running).', fields: { port: '18789' } }],
    misses: ['port is not listening'],
  },
})

const configPaths = definePattern({
  id: 'report.config-paths',
  class: 'token-mismatch',
  role: 'context',
  title: 'CLI and service use different configuration files',
  description:
    'A profile or state directory that only one of them knows: explains a token that differs and a workspace that is elsewhere.',
  keywords: ['CLI and service are using different config paths', 'profile/state-dir mismatch'],
  match: /(?<what>CLI and service are using different config paths)/,
  examples: {
    hits: [
      {
        line: 'Root cause: CLI and service are using different config paths (likely a profile/state-dir mismatch).',
        fields: {},
      },
    ],
    misses: ['different config'],
  },
})

const statusJson = definePattern({
  id: 'report.status-json',
  class: 'false-green',
  role: 'context',
  title: 'status --json: service {runtime}, port {port}',
  description: 'The two facts of `gateway status --json` that can contradict each other.',
  // Once as it stands and once as it looks inside another JSON string.
  keywords: ['"runtime":{"status"', '\\"runtime\\":{\\"status'],
  match: /"runtime":\{[^}]*"status":"(?<runtime>\w+)".*"port":\{[^}]*"status":"(?<port>\w+)"/,
  examples: {
    hits: [
      {
        line: '{"runtime":{"status":"stopped"},"port":{"port":18789,"status":"busy","listeners":[]}}',
        fields: { runtime: 'stopped', port: 'busy' },
      },
    ],
    misses: ['{"runtime":{}}'],
  },
})

const connectFailed = definePattern({
  id: 'client.connect-failed',
  class: 'other',
  role: 'symptom',
  title: 'A client could not connect: {error}',
  description: 'The general line of the CLI; what follows the colon tells the kind.',
  keywords: ['gateway connect failed:', 'Gateway call failed:', 'gateway timeout after', 'gateway request timeout'],
  match:
    /(?:(?:gateway connect|Gateway call) failed: (?<error>[^\n]*)|gateway (?:request )?timeout (?:after (?<ms>\d+)ms|for (?<method>\S+)))/,
  fields: ({ error, ms, method }) => ({ error: error?.slice(0, 200), refusal: refusalOf(error), afterMs: ms, method }),
  examples: {
    hits: [
      { line: 'gateway request timeout for health', fields: { method: 'health' } },
      {
        line: 'gateway connect failed: Error: invalid connect params: data must NOT have additional properties',
        fields: { refusal: 'connect-params' },
      },
      { line: 'gateway timeout after 10000ms', fields: { afterMs: '10000' } },
    ],
    misses: ['connect failed'],
  },
})

const unreachable = definePattern({
  id: 'client.unreachable',
  class: 'other',
  role: 'cause',
  title: 'Nothing answers at {address}',
  description:
    'Connection refused: no gateway listens there, or it is the wrong "there" (a container dials its own loopback).',
  keywords: [
    'connect ECONNREFUSED',
    'Gateway not reachable at',
    'ECONNREFUSED 127',
    'Could not reach OpenClaw gateway',
  ],
  match:
    /(?:connect ECONNREFUSED (?<address>[\d.:[\]a-f]+)|ECONNREFUSED (?<address2>127\.[\d.:]+)|Gateway not reachable at (?<url>\S+) \((?<code>\w+)\))/,
  fields: ({ address, address2, url, code }) => {
    const at = address ?? address2 ?? url
    // Model servers, databases and channels refuse connections too.
    if (at !== undefined && !/18789|18790|2345|ws:|wss:/.test(at) && !/:187\d\d/.test(at)) return undefined
    return { address: at, code }
  },
  examples: {
    hits: [
      {
        line: '│ Gateway │ unreachable (connect failed: ECONNREFUSED 127.0.0.1:18789) │',
        fields: { address: '127.0.0.1:18789' },
      },
      { line: 'connect ECONNREFUSED 127.0.0.1:18789', fields: { address: '127.0.0.1:18789' } },
      { line: 'Gateway not reachable at ws://127.0.0.1:18789 (ECONNREFUSED).', fields: { code: 'ECONNREFUSED' } },
    ],
    misses: ['connect ECONNREFUSED 127.0.0.1:11434'],
  },
})

const taskMissing = definePattern({
  id: 'report.task-missing',
  class: 'false-green',
  role: 'cause',
  title: 'The service points to something that is not there',
  description: 'A scheduled task, a plist or a unit whose program is gone.',
  keywords: [
    'Task script not found',
    'Service is loaded but not running',
    'Could not find service',
    'LaunchAgent not loaded',
    'status=203/EXEC',
    'service appears installed but',
  ],
  match:
    /(?<what>Task script not found at \S+|Service is loaded but not running|Could not find service "?[\w.]+"?|status=203\/EXEC)/,
  roleOf: ({ what }) => (String(what).startsWith('Service is loaded') ? 'context' : 'cause'),
  examples: {
    hits: [{ line: 'Task script not found at C:\\Users\\ann\\.openclaw\\gateway.cmd', fields: {} }],
    misses: ['script found'],
  },
})

/** What a status report says, and what the next line of it says to the contrary. */
const contradiction = defineDerivation({
  id: 'report.contradiction',
  class: 'false-green',
  role: 'cause',
  title: 'The status contradicts itself: {what}',
  description: 'Running and not answering; not running and a gateway on the port; stopped and busy.',
  needs: [
    'report.runtime',
    'report.probe',
    'report.status-json',
    'listener.owner',
    'listener.port-busy',
    'client.closed',
    'client.connect-failed',
  ],
  *derive(events): Generator<Derived> {
    let state: Event | undefined
    for (const event of events) {
      if (event.pattern === 'report.runtime') state = event
      if (
        event.pattern === 'report.probe' &&
        state?.attributes['state'] === 'running' &&
        event.attributes['state'] !== 'ok'
      ) {
        yield { on: event, attributes: { what: 'the service runs, the probe fails' }, body: event.body }
      }
      if (
        event.pattern === 'listener.owner' &&
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
        event.pattern === 'report.status-json' &&
        event.attributes['runtime'] !== 'running' &&
        event.attributes['port'] === 'busy'
      ) {
        yield { on: event, attributes: { what: 'the service is stopped, and the port is busy' }, body: event.body }
      }
    }
  },
})

const causes = [
  defineCause({
    id: 'gateway-status-contradiction',
    class: 'false-green',
    title: 'The status says one thing, and the port says another',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: ['report.contradiction'] }],
    gap: '3h',
    strength: 60,
    claims: [
      {
        pattern: [
          'report.runtime',
          'report.probe',
          'listener.port-busy',
          'listener.owner',
          'report.status-json',
          'listener.hint',
          'client.connect-failed',
        ],
      },
    ],
    recovery: [],
    rivals: [{ id: 'token-drift', telltale: 'refused client' }],
    explain: (facts) =>
      `${facts.values('what').join('; ')}. ${facts.values('what').some((what) => what.includes('not running')) ? 'Some versions print "not running" for every closed probe: the listener lives and refused the handshake.' : 'A status command looks at the service manager and at one probe; neither is what clients go through.'}`,
    checks: [check.status, check.listeners, check.journal],
    fix: [fix.restart],
  }),
  defineCause({
    id: 'probe-ok-clients-fail',
    class: 'false-green',
    title: 'A probe said ok while clients failed',
    severity: 'medium',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'report.probe', where: { state: 'ok' } }],
    requires: [
      {
        events: [{ pattern: closes, where: { code: [1000, 1006, 1008, 1011] } }, { pattern: ['auth.unauthorized'] }],
        before: '30m',
        after: '30m',
        why: 'clients were closed at the same time',
      },
    ],
    strength: 40,
    explain: () =>
      'The probe goes another way than the clients: over loopback, with its own credential, without a device.',
    checks: [check.status],
    fix: [fix.restart],
  }),
  defineCause({
    id: 'service-without-gateway',
    class: 'false-green',
    title: 'The service is there, and no gateway listens',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [
      { pattern: ['report.port-silent'] },
      { pattern: 'report.task-missing', not: { what: /^Service is loaded/ } },
    ],
    strength: 62,
    claims: [{ pattern: ['client.unreachable'] }],
    explains: ['gateway-unreachable'],
    recovery: [{ pattern: 'lifecycle.ready' }],
    explain: (facts) =>
      `${facts.values('what').join('; ') || `Port ${facts.values('port').join(', ')} is closed although the service runs`}.`,
    checks: [check.status, check.journal],
    fix: [fix.reinstall, fix.restart],
  }),
  defineCause({
    id: 'gateway-unreachable',
    class: 'other',
    title: 'Nothing listens where the client looks for the gateway',
    severity: 'medium',
    verdict: 'restart-and-validate',
    fallback: true,
    trigger: [{ pattern: 'client.unreachable' }],
    strength: 55,
    claims: [{ pattern: 'client.connect-failed' }],
    recovery: [{ pattern: 'lifecycle.ready' }],
    rivals: [{ id: 'token-drift', telltale: 'refusal: the connection was not even accepted' }],
    explain: (facts) =>
      `The connection to ${facts.values('address').join(', ')} is refused: no gateway there. A client in a container that dials 127.0.0.1 reaches its own loopback, not the gateway's.`,
    checks: [check.status, check.listeners],
    fix: [
      {
        what: 'Start the gateway, or give the client its real address (gateway.remote.url)',
        command: 'openclaw gateway start',
      },
    ],
  }),
] as const

export default {
  patterns: [probe, runtime, portSilent, configPaths, statusJson, connectFailed, unreachable, taskMissing],
  derivations: [contradiction],
  causes,
} satisfies Family
