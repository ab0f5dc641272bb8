import { defineCause, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { check, fix } from './steps.ts'

const invalid = definePattern({
  id: 'config.invalid',
  class: 'config-invalid',
  role: 'cause',
  title: 'The configuration is invalid: {path}',
  description:
    'Exit 78 (1 in older versions). The problems stand on the lines below. `Config invalid` with `File:` is the same from the CLI.',
  keywords: ['Invalid config at', 'Config invalid', 'Invalid config:', 'config is invalid;', 'JSON5: invalid'],
  match:
    /(?:Invalid config at (?<path>[^:\n\\]+?)[:.]?(?:\\n| |$|\n)(?:- )?(?<issue>[^\n]*)|^(?<text>Config invalid|OpenClaw config is invalid)(?:$|[.:;])|Invalid config: (?<issue2>[^\n]+)|(?<json>JSON5: invalid [^\n]*))/,
  fields: ({ path, issue, issue2, text, json }) => ({
    path,
    issue: issue ?? issue2 ?? json,
    what: text === undefined ? undefined : 'cli',
  }),
  examples: {
    hits: [
      {
        line: 'Invalid config: hooks.token must not match gateway auth token',
        fields: { issue: 'hooks.token must not match gateway auth token' },
      },
      { line: "JSON5: invalid character '}' at 12:1", fields: { issue: "JSON5: invalid character '}' at 12:1" } },
      {
        line: 'Gateway failed to start: Invalid config at /home/ann/.openclaw/openclaw.json:',
        fields: { path: '/home/ann/.openclaw/openclaw.json' },
      },
      {
        line: '2026-03-14T17:16:23.900+08:00 Invalid config at /home/ann/.openclaw/openclaw.json:\\n- models.providers.x: Unrecognized key: "api_key"',
        fields: { issue: 'models.providers.x: Unrecognized key: "api_key"' },
      },
      { line: 'Config invalid', fields: { what: 'cli' } },
    ],
    misses: ['[config] Config validation is on'],
  },
})

const issue = definePattern({
  id: 'config.issue',
  class: 'config-invalid',
  role: 'cause',
  title: 'Invalid: {issue}',
  description:
    'One problem of the configuration, on a line of its own below the one that says that it is invalid, or quoted alone.',
  keywords: [
    ': Unrecognized key',
    ': Invalid input',
    ': Invalid option',
    ': Invalid enum',
    ': Invalid literal',
    ': expected ',
    'plugin not found:',
    'unknown heartbeat target',
    'extension entry escapes',
    'Reserved redaction sentinel',
    ': unknown channel id',
    'must not match gateway auth',
    'are mutually exclusive',
  ],
  match:
    /(?:^|[-•✖] |: )(?<issue>(?:[\w$"'@/:[\]-]+(?:\.[\w$"'@/:[\]*-]+)*: (?:Unrecognized key|Invalid (?:input|option|enum|literal)|plugin: extension entry escapes|plugin not found|unknown heartbeat target|unknown channel id|Expected )|Reserved redaction sentinel|[\w.]+ must not match gateway auth|[^\n]*are mutually exclusive)[^\n]*)/,
  fields: ({ issue: problem }, { body }) =>
    /config reload skipped|Invalid config at/.test(body) ? undefined : { issue: problem?.slice(0, 300) },
  examples: {
    hits: [
      {
        line: '- models.providers.x: Unrecognized key: "api_key"',
        fields: { issue: 'models.providers.x: Unrecognized key: "api_key"' },
      },
      {
        line: '[2026-03-12T14:46:34.142Z] [WARN ] [Gateway stderr] - bindings.0: Invalid input',
        fields: { issue: 'bindings.0: Invalid input' },
      },
      {
        line: 'Gateway failed to start: Error: gateway auth mode is trusted-proxy, but a shared token is also configured; token and auth are mutually exclusive',
      },
    ],
    misses: ['- see the docs: Invalid is a word', '[tools] read failed: Invalid input'],
  },
})

const reloadSkipped = definePattern({
  id: 'config.reload-skipped',
  class: 'config-invalid',
  role: 'cause',
  title: 'A changed configuration was not taken: {issue}',
  description: 'The running gateway keeps the old one; a later restart will fail on the new one.',
  keywords: ['config reload skipped (', 'config reload failed:', 'config restart failed:'],
  subsystems: ['reload', 'gateway'],
  match:
    /^config (?:reload skipped \((?<why>invalid config|config file not found|[^)]*)\)(?:: (?<issue>.*))?|(?:reload|restart) failed: (?<error>.*))/,
  fields: ({ why, issue: problem, error }) => ({ why: why ?? 'failed', issue: (problem ?? error)?.slice(0, 400) }),
  roleOf: ({ why }) => (typeof why === 'string' && /writer intent/.test(why) ? 'context' : 'cause'),
  examples: {
    hits: [
      { line: '[reload] config restart failed: Error: boom', fields: { why: 'failed', issue: 'Error: boom' } },
      {
        line: '[reload] config reload skipped (invalid config): auth.profiles.x: Unrecognized key: "apiKey"',
        fields: { why: 'invalid config', issue: 'auth.profiles.x: Unrecognized key: "apiKey"' },
      },
    ],
    misses: ['[plugins] config reload skipped'],
  },
})

const reload = definePattern({
  id: 'config.reload',
  class: 'config-invalid',
  role: 'context',
  title: 'The configuration was reloaded: {paths}',
  description:
    'Names the keys that changed, never their values: the first thing to hold against what began afterwards.',
  keywords: [
    'config change detected; evaluating',
    'config hot reload applied (',
    'config change applied (',
    'config change requires gateway restart',
  ],
  subsystems: ['reload', 'gateway'],
  match:
    /^config (?<what>change detected|hot reload applied|change applied|change requires gateway restart)[^(]*\((?:dynamic reads: )?(?<paths>[^)]*)\)/,
  examples: {
    hits: [
      {
        line: '[reload] config change detected; evaluating reload (gateway.auth.token, meta.lastTouchedAt)',
        fields: { what: 'change detected', paths: 'gateway.auth.token, meta.lastTouchedAt' },
      },
      {
        line: '[reload] config change requires gateway restart (gateway.port) — deferring until 2 operation(s) complete',
        fields: { what: 'change requires gateway restart', paths: 'gateway.port' },
      },
    ],
    misses: ['[plugins] config change detected'],
  },
})

const write = definePattern({
  id: 'config.write',
  class: 'config-invalid',
  role: 'context',
  title: 'The configuration was written ({what})',
  description: 'By a command or by a client; with the paths that changed, or with digests and the name of the backup.',
  keywords: ['Config overwrite:', 'config.apply write', 'config.set write', 'config.patch write'],
  match:
    /(?:(?<what>Config overwrite): (?<file>\S+)|(?<what2>config\.\w+ write) actor=(?<actor>\S+).*?(?:changedPaths=(?<paths>\S+))?(?: restartReason=\S+)?$)/,
  fields: ({ what, what2, file, actor, paths }) => ({ what: what ?? what2, file, actor, paths }),
  examples: {
    hits: [
      {
        line: '[gateway] config.apply write actor=gateway-client device=00 ip=unknown-ip conn=1 changedPaths=meta,models restartReason=config.apply',
        fields: { what: 'config.apply write', actor: 'gateway-client', paths: 'meta,models' },
      },
      {
        line: 'Config overwrite: /home/ann/.openclaw/openclaw.json (sha256 4d -> be, backup=/home/ann/.openclaw/openclaw.json.bak)',
        fields: { file: '/home/ann/.openclaw/openclaw.json' },
      },
    ],
    misses: ['config overwrite'],
  },
})

const startBlocked = definePattern({
  id: 'config.start-blocked',
  class: 'config-invalid',
  role: 'cause',
  title: 'The gateway may not start: {why}',
  description: 'gateway.mode is not local, the file is missing or looks clobbered, or a bind without authentication.',
  keywords: [
    'Gateway start blocked:',
    'Missing config.',
    'Refusing to bind gateway',
    'refusing to bind gateway',
    'plugin verification failed',
    'Failed to read config at',
  ],
  match:
    /(?<why>Gateway start blocked: [^\n]*|Missing config\. Run [^\n]*|[Rr]efusing to bind gateway to \S+ without auth|OpenClaw plugin verification failed|Failed to read config at \S+ SyntaxError[^\n]*)/,
  fields: ({ why }) => ({ why: why?.slice(0, 200), bind: /without auth/.test(why ?? '') ? true : undefined }),
  examples: {
    hits: [
      {
        line: 'Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.',
        fields: { why: 'Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.' },
      },
      { line: 'Refusing to bind gateway to lan without auth.', fields: { bind: true } },
    ],
    misses: ['Missing config for plugin x'],
  },
})

const bindFailed = definePattern({
  id: 'config.bind-failed',
  class: 'config-invalid',
  role: 'cause',
  title: 'The gateway cannot bind to {url}: {error}',
  description: 'An address that this host does not have, or a port that needs rights.',
  keywords: [
    'failed to bind gateway socket on',
    'gateway bind=custom requested',
    'listen EACCES',
    'listen EADDRNOTAVAIL',
  ],
  match:
    /(?:failed to bind gateway socket on (?<url>\S+): (?<error>[^\n]*)|gateway bind=custom requested (?<asked>\S+) but resolved (?<got>[\w.:]+)|listen (?<error2>EACCES|EADDRNOTAVAIL)\b(?:: [^\n]*? (?<address>\S+:\d+))?)/,
  fields: ({ url, error, error2, address, asked, got }, { body }) =>
    body.includes('EADDRINUSE')
      ? undefined
      : {
          url: url ?? address ?? asked,
          error: error?.slice(0, 200) ?? error2 ?? (got === undefined ? undefined : `resolved to ${got}`),
        },
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: gateway bind=custom requested 10.99.99.99 but resolved 0.0.0.0; refusing fallback.',
        fields: { url: '10.99.99.99', error: 'resolved to 0.0.0.0' },
      },
      { line: 'Error: listen EACCES: permission denied 0.0.0.0:443', fields: { error: 'EACCES', url: '0.0.0.0:443' } },
      {
        line: 'Gateway failed to start: failed to bind gateway socket on ws://10.9.9.9:18789: Error: listen EADDRNOTAVAIL: address not available 10.9.9.9:18789',
        fields: { url: 'ws://10.9.9.9:18789' },
      },
    ],
    misses: ['[http] listen EACCESS'],
  },
})

const secrets = definePattern({
  id: 'config.secret-missing',
  class: 'config-invalid',
  role: 'cause',
  title: 'A secret that the configuration refers to is missing: {name}',
  description: 'A reference to an environment variable, a file or a vault that cannot be resolved.',
  keywords: [
    'SecretRefResolutionError',
    'SECRETS_RELOADER_DEGRADED',
    'required secrets are unavailable',
    'MissingEnvVarError',
    'Missing env var',
  ],
  match:
    /(?<what>SecretRefResolutionError|SECRETS_RELOADER_DEGRADED|required secrets are unavailable|MissingEnvVarError|Missing env var)(?:[^\n]*?(?:[Ee]nvironment variable|env var) "?(?<name>[A-Z][A-Z0-9_]+)"?)?/,
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: Startup failed: required secrets are unavailable. SecretRefResolutionError: Environment variable "SLACK_BOT_TOKEN" is missing or empty.',
      },
    ],
    misses: ['all secrets are available'],
  },
})

const clobbered = definePattern({
  id: 'config.clobbered',
  class: 'config-invalid',
  role: 'cause',
  title: 'The configuration was damaged and {what}',
  description:
    'Since 3.24 to 4.29: a write that lost too much is refused, or the last good file is put back. See the files .clobbered.* and .rejected.*',
  keywords: ['Config write rejected:', 'Config auto-restored from', 'Config write anomaly:', 'Config observe anomaly:'],
  match:
    /^(?<what>Config write rejected|Config auto-restored from last-(?:known-)?good|Config (?:observe|write) anomaly): (?<path>\S+)(?: \((?<why>[^)]*)\))?/,
  examples: {
    hits: [
      {
        line: 'Config auto-restored from last-known-good: /home/ann/.openclaw/openclaw.json (missing-meta-vs-last-good)',
        fields: { why: 'missing-meta-vs-last-good' },
      },
    ],
    misses: ['Config write accepted'],
  },
})

const problems: Selector[] = [{ pattern: 'config.invalid' }, { pattern: 'config.issue' }]
const startLines: Selector[] = [
  {
    pattern: [
      'crash.start-failed',
      'supervisor.exit',
      'supervisor.restart',
      'supervisor.gave-up',
      'crash.series',
      'config.issue',
      'config.invalid',
      'config.reload-skipped',
      'config.secret-missing',
      'crash.exception',
      'version.config-of-another',
    ],
  },
]
const downstream = [
  'start-failure',
  'crash-loop',
  'breaker-tripped',
  'unclean-restart',
  'crash',
  'config-reload-skipped',
  'gateway-unreachable',
  'gateway-gone',
  'restart-came-back-late',
] as const
const recovery: Selector[] = [{ pattern: 'lifecycle.ready' }]

const causes = [
  defineCause({
    id: 'config-invalid-start',
    class: 'config-invalid',
    title: 'The gateway does not start: its configuration is invalid',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: problems,
    gap: '2h',
    strength: 90,
    supports: [
      {
        events: [{ pattern: 'config.reload-skipped' }],
        before: '7d',
        only: 'before',
        weight: 5,
        why: 'a running gateway had refused the same change before ({issue})',
      },
    ],
    claims: startLines,
    explains: downstream,
    recovery,
    rivals: [
      { id: 'second-gateway', telltale: 'port or lock that is taken' },
      { id: 'version-config-newer', telltale: 'word of a newer version' },
    ],
    explain: (facts) => {
      const issues = [...new Set([...facts.values('issue'), ...facts.valuesOf('config.issue', 'issue')])].filter(
        (text) => text.trim() !== '',
      )
      return `${facts.values('path').join(', ') || 'openclaw.json'} does not fit the schema of this version: ${issues.slice(0, 4).join('; ') || 'see the lines below'}.${facts.has('crash.series') ? ' A supervisor starts it again and again, which cannot help.' : ''}`
    },
    checks: [check.configValid, check.configFile],
    fix: [fix.doctorFix, fix.rollback, fix.restart],
  }),
  defineCause({
    id: 'config-reload-skipped',
    class: 'config-invalid',
    title: 'A changed configuration is invalid and was not taken; the next restart will fail',
    severity: 'medium',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'config.reload-skipped', not: { why: /writer intent/ } }],
    gap: '2h',
    strength: 80,
    claims: [],
    recovery: [
      {
        pattern: 'config.reload',
        where: { what: ['hot reload applied', 'change applied', 'change requires gateway restart'] },
      },
    ],
    rivals: [{ id: 'config-invalid-start', telltale: 'failed start' }],
    explain: (facts) =>
      `${count(facts.count, 'reload')} refused: ${facts.values('issue').slice(0, 3).join('; ') || facts.values('why').join(', ')}. The gateway keeps the last good configuration, so nothing is broken yet; a restart would read the file and fail.`,
    checks: [check.configValid],
    fix: [fix.doctorFix, fix.rollback],
  }),
  defineCause({
    id: 'start-blocked',
    class: 'config-invalid',
    title: 'The gateway refuses to start with this configuration',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'config.start-blocked' }],
    strength: 88,
    claims: startLines,
    explains: downstream,
    recovery,
    explain: (facts) =>
      `${facts.values('why').join('; ')}${facts.values('bind').length > 0 ? ' A bind beyond loopback needs a token or password.' : ''}`,
    checks: [{ what: 'The gateway section', command: 'openclaw config get gateway' }, check.configFile],
    fix: [
      { what: 'Set what is missing', command: 'openclaw config set gateway.mode local' },
      fix.rollback,
      fix.restart,
    ],
  }),
  defineCause({
    id: 'bind-failed',
    class: 'config-invalid',
    title: 'The gateway cannot bind to the address that it is told to use',
    severity: 'critical',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'config.bind-failed' }],
    strength: 85,
    claims: startLines,
    explains: downstream,
    recovery,
    rivals: [{ id: 'second-gateway', telltale: 'port that is taken' }],
    explain: (facts) =>
      `${facts.values('url').join(', ') || 'The address'}: ${facts.values('error').join('; ')}. The host does not have that address, or the port needs rights that the user lacks.`,
    checks: [
      { what: 'Addresses of this host', command: 'ip -brief address' },
      { what: 'Bind and port', command: 'openclaw config get gateway' },
    ],
    fix: [{ what: 'Bind to what the host has', command: 'openclaw config set gateway.bind loopback' }, fix.restart],
  }),
  defineCause({
    id: 'secret-missing',
    class: 'config-invalid',
    title: 'The gateway does not start or runs degraded: a secret that its configuration refers to is missing',
    severity: 'critical',
    verdict: 'fix-environment',
    trigger: [{ pattern: 'config.secret-missing' }],
    strength: 88,
    claims: startLines,
    explains: downstream,
    recovery,
    explain: (facts) =>
      `${facts.values('name').join(', ') || 'A referenced value'} is missing or empty in the environment of the gateway's process: a service and a shell do not see the same environment.`,
    checks: [
      {
        what: 'What the service sees',
        command: 'systemctl --user show openclaw-gateway -p Environment -p EnvironmentFiles',
      },
      { what: 'The references', command: 'openclaw secrets audit --check' },
    ],
    fix: [
      {
        what: 'Put the variable where the service reads it (~/.openclaw/.env), then write the service anew',
        command: 'openclaw gateway install --force',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'config-clobbered',
    class: 'config-invalid',
    title: 'Something damages the configuration file',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'config.clobbered' }],
    gap: '2h',
    strength: 75,
    recovery: [],
    explain: (facts) =>
      `${facts.values('what').join(', ')} (${facts.values('why').join('; ') || 'no reason given'}). Another process or an old version writes openclaw.json and loses parts of it.`,
    checks: [{ what: 'The copies that were kept', command: 'ls -la ~/.openclaw/openclaw.json*' }, check.versions],
    fix: [fix.rollback, { what: 'Find and stop the second writer' }],
  }),
] as const

export default {
  patterns: [invalid, issue, reloadSkipped, reload, write, startBlocked, bindFailed, secrets, clobbered],
  causes,
} satisfies Family
