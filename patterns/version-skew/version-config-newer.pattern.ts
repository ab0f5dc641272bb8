import { definePattern } from '../../src/model/pattern.ts'

export const versionConfigNewer = definePattern({
  id: 'version.config-newer',
  class: 'version-skew',
  role: 'cause',
  title: 'The configuration was written by a newer version ({config}) than runs ({running})',
  description: 'An old binary reads what a new one wrote: two installations, or a downgrade.',
  keywords: [
    'Config was last written by a newer',
    'config was written by version',
    'is older than the config last written',
    'database schema(s) are newer',
  ],
  match:
    /(?:Config was last written by a newer \w+ \((?<config>[^)]+)\)(?:; current version is (?<running>\S+?)\.?(?:\s|$))?|config was written by version (?<config2>\S+?),? but this command is running (?<running2>\S+?)\.?(?:\s|$)|this OpenClaw binary \((?<running3>[^)]+)\) is older than the config last written by OpenClaw (?<config3>\S+?)\.?(?:\s|$)|(?<schema>\d+) OpenClaw database schema\(s\) are newer than this build)/,
  fields: (g) => ({
    config: g['config'] ?? g['config2'] ?? g['config3'],
    running: g['running'] ?? g['running2'] ?? g['running3'],
    schemas: g['schema'],
  }),
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
