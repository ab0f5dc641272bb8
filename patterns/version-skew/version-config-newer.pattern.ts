import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const versionConfigNewer = definePattern({
  id: 'version.config-newer',
  class: 'version-skew',
  role: 'cause',
  title: 'The configuration was written by a newer version ({config}) than the one that runs ({running})',
  description: 'An old binary reads what a new one wrote: there are two installations, or somebody downgraded.',
  keywords: [
    'Config was last written by a newer',
    'config was written by version',
    'is older than the config last written',
    'database schema(s) are newer',
  ],
  match: anyOf(
    /Config was last written by a newer \w+ \((?<config>[^)]+)\)(?:; current version is (?<running>\S+?)\.?(?:\s|$))?/,
    /config was written by version (?<config>\S+?),? but this command is running (?<running>\S+?)\.?(?:\s|$)/,
    sequence(
      /this OpenClaw binary \((?<running>[^)]+)\) is older than the config/,
      / last written by OpenClaw (?<config>\S+?)\.?(?:\s|$)/,
    ),
    /(?<schemas>\d+) OpenClaw database schema\(s\) are newer than this build/,
  ),
  examples: {
    hits: [
      {
        line: 'Gateway refused startup because 2 OpenClaw database schema(s) are newer than this build.',
        fields: { schemas: '2' },
      },
      {
        line: 'Config was last written by a newer OpenClaw (2026.9.6); current version is 2026.4.15.',
        fields: { config: '2026.9.6', running: '2026.4.15' },
      },
      {
        line: 'Your OpenClaw config was written by version 2026.9.6, but this command is running 2026.7.1.',
        fields: { config: '2026.9.6', running: '2026.7.1' },
      },
      {
        line: 'Refusing to start the gateway service because this OpenClaw binary (2026.4.15) is older than the config last written by OpenClaw 2026.9.6.',
        fields: { config: '2026.9.6', running: '2026.4.15' },
      },
    ],
    misses: ['Config was last written today'],
  },
})
