import { definePattern } from '../../src/model/pattern.ts'

export const configWrite = definePattern({
  id: 'config.write',
  class: 'config-invalid',
  role: 'context',
  sets: [{ track: 'config.disk', state: 'written', details: ['paths', 'actor', 'what'] }],
  change: 'config',
  title: 'The configuration was written ({what})',
  description: 'By a command or by a client; with the paths that changed, or with digests and the name of the backup.',
  keywords: ['Config overwrite:', 'config.apply write', 'config.set write', 'config.patch write'],
  match:
    /(?:(?<what>Config overwrite): (?<file>\S+)|(?<what2>config\.\w+ write) actor=(?<actor>\S+).*?(?:changedPaths=(?<paths>\S+))?(?: restartReason=\S+)?$)/,
  fields: ({ what, what2, file, actor, paths }) => ({ what: what ?? what2, file, actor, paths }),
  examples: {
    hits: [
      {
        line: '[gateway] config.apply write actor=gateway-client device=00 ip=unknown-ip conn=1 changedPaths=meta,models restartReason=config.apply',
        fields: { what: 'config.apply write', actor: 'gateway-client', paths: 'meta,models' },
      },
      {
        line: 'Config overwrite: /home/ann/.openclaw/openclaw.json (sha256 4d -> be, backup=/home/ann/.openclaw/openclaw.json.bak)',
        fields: { file: '/home/ann/.openclaw/openclaw.json' },
      },
    ],
    misses: ['config overwrite'],
  },
})
