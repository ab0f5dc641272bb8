import {
  defineCause,
  defineDerivation,
  type Derived,
  type Event,
  type Family,
  type Selector,
} from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { check, fix } from './steps.ts'

const protocolMismatch = definePattern({
  id: 'version.protocol',
  class: 'version-skew',
  role: 'cause',
  title: 'A client speaks another protocol than the gateway',
  description: 'Closed with 1002. Protocol 3 up to 2026.5.7, 4 since 5.18; min=, max= and expected= since 5.28.',
  keywords: ['protocol mismatch', 'PROTOCOL_MISMATCH'],
  exclusive: true,
  match:
    /(?:^|[\s:"'])protocol mismatch\b(?: conn=(?<conn>\S+)(?:.*? client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?(?:.*? min=(?<min>\d+) max=(?<max>\d+) expected=(?<expected>\d+))?)?|PROTOCOL_MISMATCH/,
  fields: (groups, { body, attributes }) => {
    // A close has its own pattern and carries the reason.
    if (/closed before connect|webchat disconnected|close code=|isconnected |closed \(/.test(body)) return undefined
    return {
      ...groups,
      min: groups['min'] ?? attributes['minProtocol'],
      expected: groups['expected'] ?? attributes['expectedProtocol'],
    }
  },
  examples: {
    hits: [
      {
        line: '[ws] protocol mismatch conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:54581->127.0.0.1:18789 remote=127.0.0.1 remotePort=54581 client=Some App ui v2.4.9 min=3 max=3 expected=4 probeMin=4 instance=1',
        fields: { client: 'Some App', mode: 'ui', version: '2.4.9', max: '3', expected: '4' },
      },
      { line: 'gateway connect failed: GatewayClientRequestError: protocol mismatch', fields: {} },
    ],
    misses: ['[tls] no protocol mismatches found'],
  },
})

const configNewer = definePattern({
  id: 'version.config-newer',
  class: 'version-skew',
  role: 'cause',
  title: 'The configuration was written by a newer version ({config}) than runs ({running})',
  description: 'An old binary reads what a new one wrote: two installations, or a downgrade.',
  keywords: [
    'Config was last written by a newer',
    'config was written by version',
    'is older than the config last written',
    'database schema(s) are newer',
  ],
  match:
    /(?:Config was last written by a newer \w+ \((?<config>[^)]+)\)(?:; current version is (?<running>\S+?)\.?(?:\s|$))?|config was written by version (?<config2>\S+?),? but this command is running (?<running2>\S+?)\.?(?:\s|$)|this OpenClaw binary \((?<running3>[^)]+)\) is older than the config last written by OpenClaw (?<config3>\S+?)\.?(?:\s|$)|(?<schema>\d+) OpenClaw database schema\(s\) are newer than this build)/,
  fields: (g) => ({
    config: g['config'] ?? g['config2'] ?? g['config3'],
    running: g['running'] ?? g['running2'] ?? g['running3'],
    schemas: g['schema'],
  }),
  examples: {
    hits: [
      {
        line: 'Gateway refused startup because 2 OpenClaw database schema(s) are newer than this build.',
        fields: { schemas: '2' },
      },
      {
        line: 'Config was last written by a newer OpenClaw (2026.9.6); current version is 2026.4.15.',
        fields: { config: '2026.9.6', running: '2026.4.15' },
      },
      {
        line: 'Your OpenClaw config was written by version 2026.9.6, but this command is running 2026.7.1.',
        fields: { config: '2026.9.6', running: '2026.7.1' },
      },
      {
        line: 'Refusing to start the gateway service because this OpenClaw binary (2026.4.15) is older than the config last written by OpenClaw 2026.9.6.',
        fields: { config: '2026.9.6', running: '2026.4.15' },
      },
    ],
    misses: ['Config was last written today'],
  },
})

const staleInstall = definePattern({
  id: 'version.stale-install',
  class: 'version-skew',
  role: 'cause',
  title: 'The files of the running gateway were replaced under it',
  description:
    'An update without a restart: parts that are loaded late are missing. 1011 `gateway install changed` since 8.2.',
  keywords: [
    'OpenClaw installation changed while',
    'Cannot find module',
    'ERR_MODULE_NOT_FOUND',
    'Cannot find package',
    'gateway install changed',
  ],
  match:
    /(?:OpenClaw installation changed while the Gateway was running|Cannot find (?:module|package) ["'](?<path>[^"'\n]*(?:openclaw|clawdbot)[^"'\n]*[/\\](?:dist|extensions|node_modules)[/\\][^"'\n]*)["']|(?:ERR_MODULE_NOT_FOUND)[^\n]*(?<path2>openclaw[/\\]dist[^\s'"]*))/,
  fields: ({ path, path2 }, { body }) => {
    // Before any gateway runs, a missing file is a broken launcher, not a replaced one.
    if (/^Error: Cannot find module '[^']*(?:openclaw|clawdbot)\.mjs'/.test(body)) return undefined
    return { path: path ?? path2 }
  },
  examples: {
    hits: [
      {
        line: 'code: ERR_MODULE_NOT_FOUND, url: file:///usr/lib/node_modules/openclaw/dist/x-A1b2.js',
        fields: { path: 'openclaw/dist/x-A1b2.js' },
      },
      {
        line: '[ws] failed to load ws message handler because the OpenClaw installation changed while the Gateway was running conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f; run: openclaw gateway restart',
        fields: {},
      },
      {
        line: "[tools] cron failed: Cannot find module '/usr/lib/node_modules/openclaw/dist/cron-cli-a1b2.js' imported from /usr/lib/node_modules/openclaw/dist/entry.js",
        fields: { path: '/usr/lib/node_modules/openclaw/dist/cron-cli-a1b2.js' },
      },
    ],
    misses: [
      "Error: Cannot find module '/home/ann/dev/thing/index.js'",
      "Error: Cannot find module '/home/ann/openclaw/openclaw.mjs'",
    ],
  },
})

const moduleMissing = definePattern({
  id: 'version.module-missing',
  class: 'other',
  role: 'context',
  title: 'A module is missing',
  description: 'The beginning of an error that goes on with the path on the next line.',
  keywords: ['ERR_MODULE_NOT_FOUND', 'Cannot find module'],
  match: /(?<what>ERR_MODULE_NOT_FOUND|Cannot find module)[^'"\n]*$/,
  examples: {
    hits: [{ line: 'Error [ERR_MODULE_NOT_FOUND]: Cannot find module', fields: { what: 'ERR_MODULE_NOT_FOUND' } }],
    misses: ["Cannot find module '/x.js'"],
  },
})

const modulePath = definePattern({
  id: 'version.module-path',
  class: 'version-skew',
  role: 'cause',
  title: 'Missing: {path}',
  description: 'A built part of OpenClaw itself: its name carries a hash that changes with every build.',
  keywords: [],
  follows: 'version.module-missing',
  match: /^['"](?<path>[^'"\n]*(?:openclaw|clawdbot)[/\\]dist[/\\][^'"\n]+)['"]/,
  examples: {
    hits: [
      {
        after: 'Error [ERR_MODULE_NOT_FOUND]: Cannot find module',
        line: "'/home/ann/lib/node_modules/openclaw/dist/server-chat-DVXWYmKw.js'",
        fields: { path: '/home/ann/lib/node_modules/openclaw/dist/server-chat-DVXWYmKw.js' },
      },
    ],
    misses: ["'/home/ann/x.js'"],
  },
})

const otherVersion = definePattern({
  id: 'version.client-outdated',
  class: 'version-skew',
  role: 'cause',
  title: 'A client is of another version than the gateway',
  description:
    'A node host (closed 1008 `client version mismatch`), a dashboard page of before the update, an outdated protocol that is still tolerated, plugins of another version.',
  keywords: [
    'node version mismatch conn=',
    'control ui build rejected',
    'legacy node protocol accepted',
    'Plugin version drift:',
    'Gateway version mismatch:',
    'OpenClaw version mismatch',
    'dependency tree corrupted',
    'entrypoint does not match',
  ],
  match:
    /(?<what>node version mismatch|control ui build rejected|legacy node protocol accepted|Plugin version drift|Gateway version mismatch|OpenClaw version mismatch|dependency tree corrupted|service entrypoint does not match the current install)(?: conn=(?<conn>\S+))?(?:.*? client(?:Version|Build)=(?<client>[^;\s]+) gateway(?:Version|Build)=(?<gateway>[^;\s]+))?(?:: expected (?<expected>[^,\s]+), running gateway reported (?<running>[^\s]+?)\.?$)?/,
  fields: (groups) => {
    if (groups['running'] === 'unavailable') return undefined
    return groups['what'] === 'node version mismatch' && groups['conn'] === undefined ? undefined : groups
  },
  roleOf: ({ what }) => (what === 'legacy node protocol accepted' ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: '[ws] node version mismatch conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f clientVersion=2026.7.1 gatewayVersion=2026.9.6; closing for supervisor restart',
        fields: { client: '2026.7.1', gateway: '2026.9.6' },
      },
      {
        line: 'Gateway version mismatch: expected 2026.9.6, running gateway reported 2026.7.1.',
        fields: { expected: '2026.9.6', running: '2026.7.1' },
      },
    ],
    misses: ['node version mismatch: need 24'],
  },
})

const update = definePattern({
  id: 'version.update',
  class: 'other',
  role: 'context',
  title: 'Update: {what}',
  description: 'What `openclaw update` and the gateway say of versions.',
  keywords: ['update available (', 'openclaw update', 'Updating OpenClaw', 'Update Result', 'restart sentinel'],
  match:
    /^(?:(?<what>update available) \((?<channel>[^)]*)\): v(?<next>\S+) \(current v(?<gateway>[^)]+)\)|(?<what2>Updating OpenClaw|Update Result)[^\n]*)/,
  fields: ({ what, what2, next, gateway }) => ({ what: what ?? what2, next, gateway }),
  examples: {
    hits: [
      { line: 'Update Result: ERROR', fields: { what: 'Update Result' } },
      {
        line: '[gateway] update available (latest): v2026.9.6 (current v2026.9.3). Run: openclaw update',
        fields: { gateway: '2026.9.3', next: '2026.9.6' },
      },
    ],
    misses: ['no update available'],
  },
})

const reported = definePattern({
  id: 'version.reported',
  class: 'other',
  role: 'context',
  title: 'Version of {who}: {version}',
  description: 'Versions that a command printed: of the CLI, the gateway, the package, the service.',
  keywords: [
    'CLI version:',
    'Gateway version:',
    'OpenClaw 2026.',
    // The banner of a terminal: its colours stand between the words.
    'OpenClaw\u001b[',
    'openclaw@2026.',
    'openclaw --version',
    'Version du gateway',
    'app 2026.',
    'Gateway (v2026',
    'Clawdbot 2026.',
    'clawdbot@2026.',
  ],
  match:
    /(?<who>CLI version|Gateway version): (?<version>\d+\.\d+\.\d+[\w.-]*)|(?:^|[\s─└├])(?<package>openclaw|clawdbot)@(?<version2>\d+\.\d+\.\d+[\w.-]*)|^\W{0,4}(?:OpenClaw|Clawdbot) (?<version3>2026\.\d+\.\d+[\w.-]*)(?: \(\w+\))?|(?:^|\s)app (?<version4>2026\.\d+\.\d+[\w.-]*)(?:\s|$)/,
  fields: ({ who: speaker, version, package: name, version2, version3, version4 }) => ({
    who:
      speaker === undefined
        ? name !== undefined
          ? 'package'
          : version3 !== undefined
            ? 'cli'
            : 'gateway'
        : speaker === 'CLI version'
          ? 'cli'
          : 'gateway',
    version: version ?? version2 ?? version3 ?? version4,
  }),
  examples: {
    hits: [
      {
        line: 'CLI version: 2026.9.6 (/usr/lib/node_modules/openclaw/openclaw.mjs)',
        fields: { who: 'cli', version: '2026.9.6' },
      },
      { line: 'Gateway version: 2026.7.1', fields: { who: 'gateway', version: '2026.7.1' } },
      { line: '└── openclaw@2026.2.22-2', fields: { who: 'package', version: '2026.2.22-2' } },
      { line: 'app 2026.1.30 linux 6.12.73+deb13-cloud-amd64', fields: { who: 'gateway', version: '2026.1.30' } },
      { line: '🦞 OpenClaw 2026.2.9 (33c75cb)', fields: { who: 'cli', version: '2026.2.9' } },
    ],
    misses: ['CLI version: unknown'],
  },
})

/** Two parts of one installation that state different versions. */
const differ = defineDerivation({
  id: 'version.differ',
  class: 'version-skew',
  role: 'cause',
  title: 'The gateway is of another version than the CLI or the package',
  description: 'A service that still starts an old path, or a gateway that was not restarted after an update.',
  needs: ['version.reported', 'version.update'],
  *derive(events): Generator<Derived> {
    const last = new Map<string, Event>()
    for (const event of events) {
      const who = event.pattern === 'version.update' ? 'gateway' : String(event.attributes['who'])
      const version = event.pattern === 'version.update' ? event.attributes['gateway'] : event.attributes['version']
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

/** Keys that only OpenClaw writes, and plugins that come with it: users do not misspell these, versions disagree about them. */
const writtenByAnother = defineDerivation({
  id: 'version.config-of-another',
  class: 'version-skew',
  role: 'symptom',
  title: 'The configuration has the form of another version',
  description:
    '`meta.*` is written by OpenClaw alone; bundled plugins that are not found, or whose entry is refused, are of another build.',
  needs: ['config.issue', 'config.invalid'],
  *derive(events): Generator<Derived> {
    for (const on of events) {
      const problem = String(on.attributes['issue'] ?? '')
      if (
        /^(?:meta|wizard)[.:]|plugin not found: (?:telegram|discord|slack|whatsapp|signal|memory-core|browser|device-pair)|extension entry escapes/.test(
          problem,
        )
      ) {
        yield { on, attributes: { issue: problem }, body: on.body }
        return
      }
    }
  },
})

/** `2026.2.22-2` is a build of `2026.2.22`. */
function stem(version: string): string {
  return /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version
}

const recovery: Selector[] = [{ pattern: ['lifecycle.ready', 'ws.hello-ok'] }]
const where = [
  check.versions,
  check.status,
  { what: 'What the service starts', command: 'systemctl --user cat openclaw-gateway | grep ExecStart' },
] as const

const causes = [
  defineCause({
    id: 'protocol-mismatch',
    class: 'version-skew',
    title: 'A client and the gateway speak different versions of the protocol (1002)',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'version.protocol' }, { pattern: closes, where: { refusal: 'protocol' } }],
    absorbs: ['gateway-status-contradiction'],
    strength: 90,
    claims: [
      { pattern: closes, where: { refusal: 'protocol' } },
      { pattern: closes, where: { code: 1002 } },
      { pattern: 'client.connect-failed' },
    ],
    explains: ['closed-by-policy', 'handshake-timeout'],
    recovery,
    rivals: [
      { id: 'token-drift', telltale: '"token_mismatch"' },
      { id: 'not-paired', telltale: '"pairing required"' },
    ],
    explain: (facts) => {
      const [expected] = facts.values('expected')
      const [offers] = facts.values('max').length > 0 ? facts.values('max') : facts.values('min')
      return `${count(facts.count, 'connection')} of ${facts.values('client').join(', ') || 'a client'} refused${expected !== undefined ? `: the client offers protocol ${offers ?? '?'}, the gateway expects ${expected}` : ''}. ${expected !== undefined && offers !== undefined && Number(offers) > Number(expected) ? 'The gateway is the older one.' : 'The older of the two must be updated; a restart changes nothing.'}`
    },
    checks: where,
    fix: [
      { what: 'Update the client (or the gateway, if that is the older one)', command: 'openclaw update' },
      fix.reinstall,
      fix.restart,
    ],
  }),
  defineCause({
    id: 'old-gateway-still-running',
    class: 'version-skew',
    title: 'The gateway of before the upgrade still serves, and the new CLI does not understand it',
    severity: 'critical',
    verdict: 'stop-duplicate',
    trigger: [
      { pattern: 'client.connect-failed', where: { refusal: ['connect-params', 'protocol'] } },
      { pattern: closes, where: { refusal: 'connect-params' } },
    ],
    requires: [
      {
        events: [
          { pattern: 'listener.owner', where: { program: ['clawdbot', 'openclaw', 'node'] } },
          { pattern: 'listener.port-busy' },
        ],
        before: '24h',
        after: '24h',
        why: 'the port belongs to pid {pid}: {command}',
      },
    ],
    strength: 88,
    claims: [{ pattern: ['listener.port-busy', 'listener.owner', 'listener.hint', 'client.connect-failed'] }],
    absorbs: ['gateway-status-contradiction'],
    explains: ['not-a-client', 'renamed-service-left'],
    also: ['dual-listener'],
    recovery,
    explain: (facts) =>
      `The client's connect is refused as malformed: ${facts.valuesOf('listener.owner', 'command')[0] ?? 'an older gateway'} (pid ${facts.valuesOf('listener.owner', 'pid')[0] ?? 'unknown'}) still owns the port and knows an older form of the protocol. The upgrade did not stop it, and the new CLI calls it "not running".`,
    checks: [check.listeners, check.units, ...where],
    fix: [
      {
        what: 'Stop the old process and remove its unit',
        command: 'systemctl --user disable --now clawdbot-gateway; kill <pid>',
      },
      fix.reinstall,
      fix.restart,
    ],
  }),
  defineCause({
    id: 'version-config-newer',
    class: 'version-skew',
    title: 'An older OpenClaw runs on the configuration of a newer one',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'version.config-newer' }],
    gap: '24h',
    strength: 86,
    claims: [{ pattern: ['crash.start-failed', 'supervisor.exit', 'crash.series'] }],
    explains: ['start-failure', 'crash-loop', 'config-reload-skipped', 'config-invalid-start'],
    recovery: [],
    rivals: [{ id: 'config-invalid-start', telltale: '"Invalid config"' }],
    explain: (facts) =>
      `Version ${facts.values('running').join(', ') || 'unknown'} reads a configuration that ${facts.values('config').join(', ') || 'a newer version'} wrote (${count(facts.count, 'time')}): two installations share one state directory, or a downgrade left the new configuration behind.`,
    checks: where,
    fix: [
      {
        what: 'Use the newer binary for service and shell',
        command: 'openclaw gateway install --force && openclaw gateway restart',
      },
      fix.rollback,
    ],
  }),
  defineCause({
    id: 'not-restarted-after-update',
    class: 'version-skew',
    title: 'The package was replaced under a running gateway: restart it',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [
      { pattern: ['version.stale-install', 'version.module-path'] },
      { pattern: closes, where: { refusal: 'stale-install' } },
    ],
    gap: '24h',
    strength: 85,
    claims: [{ pattern: closes, where: { code: 1011 } }],
    explains: ['closed-by-policy', 'start-failure', 'crash', 'crash-loop'],
    recovery: [{ pattern: ['lifecycle.ready'] }],
    explain: (facts) =>
      `Parts of the installation that are loaded on first use are gone or of another build${facts.values('path')[0] ? ` (${facts.values('path')[0]})` : ''}: the files were updated, the process was not restarted. What was loaded before goes on working, so that probes say ok.`,
    checks: where,
    fix: [fix.restart],
  }),
  defineCause({
    id: 'client-outdated',
    class: 'version-skew',
    title: 'A node, a page or a plugin is of another version than the gateway',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: [
      { pattern: 'version.client-outdated', not: { what: 'legacy node protocol accepted' } },
      { pattern: closes, where: { refusal: ['version', 'ui-build'] } },
    ],
    strength: 84,
    claims: [{ pattern: closes, where: { refusal: ['version', 'ui-build', 'protocol'] } }],
    explains: ['closed-by-policy', 'protocol-mismatch', 'versions-differ'],
    recovery,
    explain: (facts) =>
      `${facts.values('what').join(', ') || 'A client is refused for its version'}${facts.values('client').length > 0 ? `: ${facts.values('client').join(', ')} against ${facts.values('gateway').join(', ')}` : ''}.`,
    checks: where,
    fix: [{ what: 'Update or restart that part; reload the dashboard page', command: 'openclaw node restart' }],
  }),
  defineCause({
    id: 'versions-differ',
    class: 'version-skew',
    title: 'The running gateway is of another version than the one installed',
    severity: 'high',
    verdict: 'restart-and-validate',
    trigger: [{ pattern: 'version.differ' }],
    strength: 82,
    claims: [{ pattern: ['version.reported'] }],
    recovery: [],
    explain: (facts) =>
      `The gateway says ${facts.values('running').join(', ')}, the ${facts.values('who').join(', ') === 'package' ? 'installed package' : 'CLI'} ${facts.values('expected').join(', ')}: the service starts another installation, or was not restarted after an update.`,
    checks: where,
    fix: [fix.reinstall, fix.restart],
  }),
] as const

export default {
  patterns: [protocolMismatch, configNewer, staleInstall, moduleMissing, modulePath, otherVersion, update, reported],
  derivations: [differ, writtenByAnother],
  causes,
} satisfies Family
