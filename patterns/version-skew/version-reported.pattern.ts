import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

const speakers: Readonly<Record<string, string>> = {
  CLI: 'cli',
  Gateway: 'gateway',
  openclaw: 'package',
  clawdbot: 'package',
  OpenClaw: 'cli',
  Clawdbot: 'cli',
  app: 'gateway',
}

export const versionReported = definePattern({
  id: 'version.reported',
  class: 'other',
  role: 'context',
  sets: [
    { track: 'gateway.version', state: { attribute: 'version' }, where: { who: /gateway/i } },
    { track: 'package.version', state: { attribute: 'version' }, where: { who: /cli|package|service/i } },
  ],
  title: 'Version of {who}: {version}',
  description: 'A command printed the version of the CLI, the gateway, the package or the service.',
  keywords: [
    'CLI version:',
    'Gateway version:',
    'OpenClaw 2026.',
    // In a terminal the banner has color codes between its words.
    'OpenClaw\u001b[',
    'openclaw@2026.',
    'openclaw --version',
    'Version du gateway',
    'app 2026.',
    'Gateway (v2026',
    'Clawdbot 2026.',
    'clawdbot@2026.',
  ],
  match: anyOf(
    /(?<who>CLI|Gateway) version: (?<version>\d+\.\d+\.\d+[\w.-]*)/,
    // npm, and the banner of the CLI
    /(?:^|[\s─└├])(?<who>openclaw|clawdbot)@(?<version>\d+\.\d+\.\d+[\w.-]*)/,
    /^\W{0,4}(?<who>OpenClaw|Clawdbot) (?<version>2026\.\d+\.\d+[\w.-]*)/,
    // `openclaw status` about the gateway
    /(?:^|\s)(?<who>app) (?<version>2026\.\d+\.\d+[\w.-]*)(?:\s|$)/,
  ),
  fields: ({ who, version }) => ({ who: speakers[who!], version }),
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
