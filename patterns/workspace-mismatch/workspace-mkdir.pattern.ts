import { definePattern } from '../../src/model/pattern.ts'

export const workspaceMkdir = definePattern({
  id: 'workspace.mkdir',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'The gateway cannot create {path}: {error}',
  description:
    "The path belongs to another machine or to the other side of a bind mount: '/Users' on Linux, '/home/node' " +
    'outside the container (openclaw issues 77446, 62632, 50290, 13497).',
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
