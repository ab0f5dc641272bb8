import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const listenerDuelingUnits = definePattern({
  id: 'listener.dueling-units',
  class: 'dual-listener',
  role: 'cause',
  title: 'A user unit and a system unit fight for port {port}',
  description: 'The clearest line about two gateways. Since 2026.8.2.',
  keywords: ['detected BOTH a user-scope'],
  match: sequence(
    /detected BOTH a user-scope \((?<userUnit>[^)]*)\) and a system-scope \((?<systemUnit>[^)]*)\)/,
    / gateway unit bound to port (?<port>\d+)/,
  ),
  examples: {
    hits: [
      {
        line: '[gateway] service-mode: detected BOTH a user-scope (/home/ann/.config/systemd/user/openclaw-gateway.service) and a system-scope (/etc/systemd/system/openclaw-gateway.service) gateway unit bound to port 18789; they will SIGTERM each other in a restart loop.',
        fields: { port: '18789' },
      },
    ],
    misses: ['detected both units'],
  },
})
