import { definePattern } from '../../src/model/pattern.ts'

export const workspaceEscape = definePattern({
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
