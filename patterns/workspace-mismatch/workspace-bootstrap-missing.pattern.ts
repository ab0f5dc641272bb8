import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const workspaceBootstrapMissing = definePattern({
  id: 'workspace.bootstrap-missing',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'The agent looks for a workspace file in the wrong place: {path}',
  description:
    'AGENTS.md and the like live in the workspace. An agent that looks for them next to its own state or in the ' +
    'home directory runs in another directory than configured.',
  keywords: ['AGENTS.md', "/SOUL.md'", "/TOOLS.md'", "/USER.md'", 'IDENTITY.md', 'HEARTBEAT.md', 'BOOTSTRAP.md'],
  match: sequence(
    /ENOENT: no such file or directory, (?:access|open|stat|read|lstat) '/,
    // the files that OpenClaw reads at the beginning of a turn
    /(?<path>[^'\n]*\/(?:AGENTS|SOUL|TOOLS|IDENTITY|USER|HEARTBEAT|BOOTSTRAP)\.md)'/,
  ),
  // `/workspace` is the name inside a sandbox; the gateway has no such directory.
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
