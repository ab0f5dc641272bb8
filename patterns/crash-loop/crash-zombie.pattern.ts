import { definePattern } from '../../src/model/pattern.ts'

export const crashZombie = definePattern({
  id: 'crash.zombie',
  class: 'false-green',
  role: 'cause',
  sets: [{ track: 'gateway.process', state: 'stuck' }],
  title: 'A restart in place failed; the process stays alive without a gateway: {error}',
  description: 'The process is up but its port is closed, so the service manager sees nothing wrong. Since 2026.3.31.',
  keywords: ['Process will stay alive'],
  match: /startup failed: (?<error>.*?)\.? Process will stay alive/,
  examples: {
    hits: [
      {
        line: '[gateway] startup failed: Error: bad port. Process will stay alive; fix the issue and restart.',
        fields: { error: 'Error: bad port' },
      },
    ],
    misses: ['Process will stay'],
  },
})
