import { definePattern } from '../../src/model/pattern.ts'

export const workspaceDenied = definePattern({
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
