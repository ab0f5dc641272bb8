import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const versionStaleInstall = definePattern({
  id: 'version.stale-install',
  class: 'version-skew',
  role: 'cause',
  sets: [{ track: 'package.version', state: 'replaced' }],
  title: 'The files of the running gateway were replaced',
  description:
    'An update without a restart: modules that load late are missing. The gateway closes with 1011 `gateway ' +
    'install changed` since 2026.8.2.',
  keywords: [
    'OpenClaw installation changed while',
    'Cannot find module',
    'ERR_MODULE_NOT_FOUND',
    'Cannot find package',
    'gateway install changed',
  ],
  match: anyOf(
    /OpenClaw installation changed while the Gateway was running/,
    sequence(
      /Cannot find (?:module|package) ["'](?<root>[^"'\n]*(?:openclaw|clawdbot)[^"'\n]*)/,
      /(?<path>[/\\](?:dist|extensions|node_modules)[/\\][^"'\n]*)["']/,
    ),
    /ERR_MODULE_NOT_FOUND[^\n]*(?<path>openclaw[/\\]dist[^\s'"]*)/,
  ),
  fields: ({ root = '', path }, { body }) => {
    // Before any gateway runs, a missing file means a broken launcher, not a replaced one.
    if (/^Error: Cannot find module '[^']*(?:(?:openclaw|clawdbot)\.mjs|dist[/\\](?:index|entry)\.m?js)'$/.test(body))
      return undefined
    return { path: path === undefined ? undefined : `${root}${path}` }
  },
  examples: {
    hits: [
      {
        line: 'code: ERR_MODULE_NOT_FOUND, url: file:///usr/lib/node_modules/openclaw/dist/x-A1b2.js',
        fields: { path: 'openclaw/dist/x-A1b2.js' },
      },
      {
        line: '[ws] failed to load ws message handler because the OpenClaw installation changed while the Gateway was running conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f; run: openclaw gateway restart',
        fields: {},
      },
      {
        line: "[tools] cron failed: Cannot find module '/usr/lib/node_modules/openclaw/dist/cron-cli-a1b2.js' imported from /usr/lib/node_modules/openclaw/dist/entry.js",
        fields: { path: '/usr/lib/node_modules/openclaw/dist/cron-cli-a1b2.js' },
      },
    ],
    misses: [
      "Error: Cannot find module '/home/ann/dev/thing/index.js'",
      "Error: Cannot find module '/home/ann/openclaw/openclaw.mjs'",
    ],
  },
})
