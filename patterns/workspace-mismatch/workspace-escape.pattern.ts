import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const workspaceEscape = definePattern({
  id: 'workspace.escape',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'A path lies outside the workspace or the mount: {path}',
  description:
    'The sandbox mounts a host path that is missing or wrong, an alias points elsewhere, or the workspace is ' +
    'gone.',
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
  match: sequence(
    anyOf(
      /(?<what>Path escapes sandbox root|file is outside workspace root|outside its configured root)/,
      /(?<what>workspace appears to have disappeared|workspace path alias points to a different current target)/,
      /(?<what>bind source path does not exist|invalid mount config|suspicious ownership)/,
      /(?<what>Sandbox FS error \(E[A-Z]+\)|Sandbox path is read-only)/,
      /(?<what>Failed reading legacy workspace state at \S+ root dir is not a directory)/,
    ),
    /(?: after a recent initialization)?(?: \((?<root>[^);]*)[^)]*\))?(?:: (?<path>[^\s.]\S*))?/,
  ),
  roleOf: ({ what }) =>
    what === 'outside its configured root' || what === 'suspicious ownership' ? 'context' : 'cause',
  examples: {
    hits: [
      {
        line: '[agent] workspace appears to have disappeared after a recent initialization: /home/ann/.openclaw/workspace',
        fields: { path: '/home/ann/.openclaw/workspace' },
      },
      {
        line: '[tools] write failed: Sandbox path is read-only: /workspace/notes.md',
        fields: { path: '/workspace/notes.md' },
      },
      { line: 'Failed reading legacy workspace state at /home/ann/workspace root dir is not a directory' },

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
