import { defineCause, type Family } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { check, fix } from './steps.ts'

const mkdir = definePattern({
  id: 'workspace.mkdir',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'The gateway cannot make {path}: {error}',
  description:
    "A path of another machine or of the other side of a bind mount: '/Users' inside Linux, '/home/node' outside the container (issues 77446, 62632, 50290, 13497).",
  keywords: [
    'denied, mkdir',
    'directory, mkdir',
    'system, mkdir',
    'exists, mkdir',
    'socket, mkdir',
    'permitted, mkdir',
    'supported, mkdir',
  ],
  match: /(?<error>EACCES|ENOENT|EROFS|ENOTDIR|EEXIST|EPERM|ENOTSUP)[^\n]*?, mkdir '(?<path>[^'\n]+)'/,
  examples: {
    hits: [
      {
        line: '[diagnostic] lane task error: lane=main durationMs=9 error="Error: EACCES: permission denied, mkdir \'/Users\'"',
        fields: { error: 'EACCES', path: '/Users' },
      },
      {
        line: "Embedded agent failed before reply: ENOENT: no such file or directory, mkdir '/home/node'",
        fields: { error: 'ENOENT', path: '/home/node' },
      },
    ],
    misses: ['mkdir: created directory /data'],
  },
})

// What every workspace holds, and what is read at the beginning of a turn.
const bootstrap = 'AGENTS|SOUL|TOOLS|IDENTITY|USER|HEARTBEAT|BOOTSTRAP'
const bootstrapMissing = definePattern({
  id: 'workspace.bootstrap-missing',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'A file of the workspace is looked for in the wrong place: {path}',
  description:
    'AGENTS.md and its like live in the workspace; an agent that looks for them beside its own state, or in the home directory, runs in another directory than configured.',
  keywords: ['AGENTS.md', "/SOUL.md'", "/TOOLS.md'", "/USER.md'", 'IDENTITY.md', 'HEARTBEAT.md', 'BOOTSTRAP.md'],
  match: new RegExp(
    `ENOENT: no such file or directory, (?:access|open|stat|read|lstat) '(?<path>[^'\\n]*/(?:${bootstrap})\\.md)'`,
  ),
  // The sandbox's own name for the workspace, which the gateway does not have.
  fields: ({ path }) => (/workspace/i.test(path ?? '') && !path?.startsWith('/workspace/') ? undefined : { path }),
  examples: {
    hits: [
      {
        line: "[tools] read failed: ENOENT: no such file or directory, access '/home/ann/.openclaw/agents/main/agent/AGENTS.md'",
        fields: { path: '/home/ann/.openclaw/agents/main/agent/AGENTS.md' },
      },
    ],
    misses: [
      {
        line: "[tools] read failed: ENOENT: no such file or directory, access '/home/ann/.openclaw/workspace/HEARTBEAT.md'",
        note: 'the right place; the file is optional',
      },
    ],
  },
})

const denied = definePattern({
  id: 'workspace.denied',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'No permission in the workspace: {path}',
  description: 'The files belong to another user than the process: a bind mount or a sandbox of another uid.',
  keywords: [
    'permission denied, open',
    'permission denied, scandir',
    'permission denied, access',
    'permission denied, stat',
    'permission denied, unlink',
    'permission denied, rename',
    'cannot open directory',
  ],
  match:
    /(?:EACCES: permission denied, \w+ '(?<path>[^'\n]*(?:\/workspace)(?:\/[^'\n]*)?)'|cannot open directory '(?<path2>\/workspace[^'\n]*)': Permission denied)/,
  fields: ({ path, path2 }) => ({ path: path ?? path2 }),
  examples: {
    hits: [
      { line: "ls: cannot open directory '/workspace': Permission denied", fields: { path: '/workspace' } },
      {
        line: "[tools] read failed: EACCES: permission denied, open '/home/node/.openclaw/workspace/AGENTS.md'",
        fields: { path: '/home/node/.openclaw/workspace/AGENTS.md' },
      },
    ],
    misses: ["EACCES: permission denied, open '/home/node/.openclaw/openclaw.json.tmp'"],
  },
})

const fallback = definePattern({
  id: 'workspace.fallback',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'The agent falls back to another workspace: {reason}',
  description: 'The session names no usable workspace. Since 2.9.',
  keywords: ['[workspace-fallback]'],
  match: /\[workspace-fallback\] caller=(?<caller>\S+) reason=(?<reason>\S+)/,
  examples: {
    hits: [
      {
        line: '[agent/embedded] [workspace-fallback] caller=runEmbeddedAgent reason=missing run=1 session=2 agent=main workspace=sha256:00',
        fields: { reason: 'missing' },
      },
    ],
    misses: ['workspace-fallback is set'],
  },
})

const escape = definePattern({
  id: 'workspace.escape',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'A path lies outside the workspace or the mount: {path}',
  description:
    'The sandbox mounts a host path that does not exist or is another one; an alias points elsewhere; the workspace has vanished.',
  keywords: [
    'Path escapes sandbox root',
    'file is outside workspace root',
    'workspace appears to have disappeared',
    'workspace path alias points',
    'outside its configured root',
    'suspicious ownership',
    'bind source path does not exist',
    'invalid mount config',
    'Sandbox FS error',
    'Sandbox path is read-only',
    'reading legacy workspace state at',
  ],
  match:
    /(?<what>Path escapes sandbox root|file is outside workspace root|workspace appears to have disappeared|workspace path alias points to a different current target|outside its configured root|suspicious ownership|bind source path does not exist|invalid mount config|Sandbox FS error \(E[A-Z]+\)|Sandbox path is read-only|Failed reading legacy workspace state at \S+ root dir is not a directory)(?: after a recent initialization)?(?: \((?<root>[^);]*)[^)]*\))?(?:: (?<path>[^\s.][^\s]*))?/,
  roleOf: ({ what }) =>
    what === 'outside its configured root' || what === 'suspicious ownership' ? 'context' : 'cause',
  examples: {
    hits: [
      {
        line: '[tools] read failed: Path escapes sandbox root (/workspace; container root /workspace): /home/ann/x.txt. Use a path under /workspace/ instead.',
        fields: { root: '/workspace', path: '/home/ann/x.txt.' },
      },
      {
        line: 'docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /home/ann/.openclaw',
        fields: { what: 'invalid mount config' },
      },
    ],
    misses: ['path escapes are fine'],
  },
})

const causes = [
  defineCause({
    id: 'workspace-path-mismatch',
    class: 'workspace-mismatch',
    title: 'The workspace path belongs to another machine or to the other side of a bind mount',
    severity: 'high',
    verdict: 'fix-environment',
    trigger: [
      { pattern: ['workspace.mkdir', 'workspace.bootstrap-missing', 'workspace.denied'] },
      { pattern: 'workspace.escape', not: { what: ['outside its configured root', 'suspicious ownership'] } },
    ],
    gap: '3h',
    strength: 86,
    supports: [
      {
        events: [{ pattern: 'workspace.fallback' }],
        weight: 5,
        why: 'the agent fell back to another workspace ({reason})',
      },
    ],
    claims: [
      { pattern: ['workspace.fallback', 'crash.migration', 'crash.start-failed', 'agent.failed', 'model.fallback'] },
    ],
    explains: ['agent-fails', 'start-failure', 'cli-backend-fails', 'state-migration-required'],
    recovery: [],
    rivals: [{ id: 'model-credentials', telltale: 'refusal by a model provider' }],
    explain: (facts) => {
      const [path] = facts.values('path')
      const foreign = /^\/Users/.test(path ?? '')
        ? ' (a path of macOS)'
        : /^\/home\/node/.test(path ?? '')
          ? " (the container's path)"
          : /^[A-Z]:\\/.test(path ?? '')
            ? ' (a path of Windows)'
            : ''
      return `${count(facts.count, 'time')} a turn failed on ${path ?? 'a path'}${foreign} (${facts.values('error').join(', ') || facts.values('what').join(', ') || 'not found'}). The path comes from the configuration or the environment of another side: OPENCLAW_WORKSPACE_DIR of the host in the container's .env, agents.defaults.workspace written elsewhere, or a bind mount that is missing.`
    },
    checks: [
      { what: 'Where the agent is told to work', command: 'openclaw config get agents.defaults.workspace' },
      { what: 'What is mounted', command: "docker inspect <container> --format '{{json .Mounts}}'" },
      {
        what: 'What the container sees',
        command:
          "docker compose exec openclaw-gateway sh -lc 'echo $OPENCLAW_WORKSPACE_DIR; ls -ld /home/node/.openclaw/workspace'",
      },
    ],
    fix: [
      {
        what: 'Set the path as the gateway sees it, then recreate',
        command:
          'openclaw config set agents.defaults.workspace /home/node/.openclaw/workspace && docker compose up -d openclaw-gateway',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'workspace-fallback',
    class: 'workspace-mismatch',
    title: 'Agents run in a fallback workspace',
    severity: 'medium',
    verdict: 'fix-environment',
    fallback: true,
    trigger: [{ pattern: 'workspace.fallback' }],
    strength: 70,
    explain: (facts) =>
      `The session names no usable workspace (${facts.values('reason').join(', ')}), so that the agent works in the default one and finds other files than expected.`,
    checks: [
      { what: 'Where the agent is told to work', command: 'openclaw config get agents.defaults.workspace' },
      check.doctor,
    ],
    fix: [
      { what: 'Set the workspace of the agent', command: 'openclaw config set agents.defaults.workspace <path>' },
      fix.restart,
    ],
  }),
] as const

export default { patterns: [mkdir, bootstrapMissing, denied, fallback, escape], causes } satisfies Family
