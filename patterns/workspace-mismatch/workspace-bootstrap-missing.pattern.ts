import { definePattern } from '../../src/model/pattern.ts'

// What every workspace holds, and what is read at the beginning of a turn.
const bootstrap = 'AGENTS|SOUL|TOOLS|IDENTITY|USER|HEARTBEAT|BOOTSTRAP'

export const workspaceBootstrapMissing = definePattern({
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
