import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const workspaceDenied = definePattern({
  id: 'workspace.denied',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'No permission in the workspace: {path}',
  description:
    'The files belong to another user than the process, because of a bind mount or a sandbox with another uid.',
  keywords: [
    'permission denied, open',
    'permission denied, scandir',
    'permission denied, access',
    'permission denied, stat',
    'permission denied, unlink',
    'permission denied, rename',
    'cannot open directory',
  ],
  match: anyOf(
    /EACCES: permission denied, \w+ '(?<path>[^'\n]*\/workspace(?:\/[^'\n]*)?)'/,
    /cannot open directory '(?<path>\/workspace[^'\n]*)': Permission denied/,
  ),
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
