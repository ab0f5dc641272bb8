import { definePattern } from '../../src/model/pattern.ts'
import { versionModuleMissing } from './version-module-missing.pattern.ts'

export const versionModulePath = definePattern({
  id: 'version.module-path',
  class: 'version-skew',
  role: 'cause',
  title: 'A module is missing: {path}',
  description: 'The module is part of OpenClaw itself: its name has a hash that changes with every build.',
  keywords: [],
  follows: versionModuleMissing,
  match: /^['"](?<path>[^'"\n]*(?:openclaw|clawdbot)[/\\]dist[/\\][^'"\n]+)['"]/,
  examples: {
    hits: [
      {
        after: 'Error [ERR_MODULE_NOT_FOUND]: Cannot find module',
        line: "'/home/ann/lib/node_modules/openclaw/dist/server-chat-DVXWYmKw.js'",
        fields: { path: '/home/ann/lib/node_modules/openclaw/dist/server-chat-DVXWYmKw.js' },
      },
    ],
    misses: ["'/home/ann/x.js'"],
  },
})
