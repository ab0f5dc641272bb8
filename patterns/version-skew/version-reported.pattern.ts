import { definePattern } from '../../src/model/pattern.ts'

export const versionReported = definePattern({
  id: 'version.reported',
  class: 'other',
  role: 'context',
  sets: [
    { track: 'gateway.version', state: { attribute: 'version' }, where: { who: /gateway/i } },
    { track: 'package.version', state: { attribute: 'version' }, where: { who: /cli|package|service/i } },
  ],
  title: 'Version of {who}: {version}',
  description: 'Versions that a command printed: of the CLI, the gateway, the package, the service.',
  keywords: [
    'CLI version:',
    'Gateway version:',
    'OpenClaw 2026.',
    // The banner of a terminal: its colours stand between the words.
    'OpenClaw\u001b[',
    'openclaw@2026.',
    'openclaw --version',
    'Version du gateway',
    'app 2026.',
    'Gateway (v2026',
    'Clawdbot 2026.',
    'clawdbot@2026.',
  ],
  match:
    /(?<who>CLI version|Gateway version): (?<version>\d+\.\d+\.\d+[\w.-]*)|(?:^|[\s─└├])(?<package>openclaw|clawdbot)@(?<version2>\d+\.\d+\.\d+[\w.-]*)|^\W{0,4}(?:OpenClaw|Clawdbot) (?<version3>2026\.\d+\.\d+[\w.-]*)(?: \(\w+\))?|(?:^|\s)app (?<version4>2026\.\d+\.\d+[\w.-]*)(?:\s|$)/,
  fields: ({ who: speaker, version, package: name, version2, version3, version4 }) => ({
    who:
      speaker === undefined
        ? name !== undefined
          ? 'package'
          : version3 !== undefined
            ? 'cli'
            : 'gateway'
        : speaker === 'CLI version'
          ? 'cli'
          : 'gateway',
    version: version ?? version2 ?? version3 ?? version4,
  }),
  examples: {
    hits: [
      {
        line: 'CLI version: 2026.9.6 (/usr/lib/node_modules/openclaw/openclaw.mjs)',
        fields: { who: 'cli', version: '2026.9.6' },
      },
      { line: 'Gateway version: 2026.7.1', fields: { who: 'gateway', version: '2026.7.1' } },
      { line: '└── openclaw@2026.2.22-2', fields: { who: 'package', version: '2026.2.22-2' } },
      { line: 'app 2026.1.30 linux 6.12.73+deb13-cloud-amd64', fields: { who: 'gateway', version: '2026.1.30' } },
      { line: '🦞 OpenClaw 2026.2.9 (33c75cb)', fields: { who: 'cli', version: '2026.2.9' } },
    ],
    misses: ['CLI version: unknown'],
  },
})
