import { definePattern } from '../../src/model/pattern.ts'

export const versionLauncherMissing = definePattern({
  id: 'version.launcher-missing',
  class: 'setup-failed',
  role: 'cause',
  title: 'Node.js does not find the program to start: {path}',
  description:
    'Node.js resolves the program that its command line names before anything of OpenClaw runs: a launcher, unit or ' +
    'task with a wrong or an old path.',
  keywords: ['Cannot find module'],
  match:
    /^Error: Cannot find module '(?<path>[^'\n]*(?:openclaw|clawdbot)(?:\.mjs|[/\\]dist[/\\](?:index|entry)\.m?js))'$/,
  examples: {
    hits: [
      {
        line: "Error: Cannot find module '/home/ann/tools/openclaw/openclaw.mjs'",
        fields: { path: '/home/ann/tools/openclaw/openclaw.mjs' },
      },
      { line: "Error: Cannot find module '/opt/old/node_modules/openclaw/dist/index.js'" },
    ],
    misses: ["Error: Cannot find module '/home/ann/dev/thing/index.js'"],
  },
})
