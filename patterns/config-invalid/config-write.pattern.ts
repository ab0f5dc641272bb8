import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const configWrite = definePattern({
  id: 'config.write',
  class: 'config-invalid',
  role: 'context',
  sets: [{ track: 'config.disk', state: 'written', details: ['paths', 'actor', 'what'] }],
  change: 'config',
  title: 'The configuration was written ({what})',
  description: 'A command or a client wrote it. The line has the changed paths, or digests and the name of the backup.',
  keywords: ['Config overwrite:', 'config.apply write', 'config.set write', 'config.patch write'],
  match: anyOf(
    /(?<what>Config overwrite): (?<file>\S+)/,
    /(?<what>config\.\w+ write) actor=(?<actor>\S+).*?(?:changedPaths=(?<paths>\S+))?(?: restartReason=\S+)?$/,
  ),
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
