import { definePattern } from '../../src/model/pattern.ts'

export const crashStartFailed = definePattern({
  id: 'crash.start-failed',
  class: 'other',
  role: 'symptom',
  sets: [{ track: 'gateway.process', state: 'dead' }],
  title: 'The gateway failed to start: {error}',
  description:
    'The gateway exits with 1, or with 78 if a restart cannot help (configuration, a healthy rival under ' +
    'systemd, maintenance).',
  keywords: ['Gateway failed to start:', 'gateway startup failed:', 'Failed to start gateway'],
  match: /(?:Gateway failed to start|gateway startup failed|Failed to start gateway): (?<error>[^\n]*)/,
  fields: ({ error }) => ({ error: error?.slice(0, 300), code: /\b(E[A-Z]{3,})\b/.exec(error ?? '')?.[1] }),
  examples: {
    hits: [
      {
        line: "Gateway failed to start: Error: EACCES: permission denied, open '/home/node/.openclaw/openclaw.json.7.tmp'",
        fields: { code: 'EACCES' },
      },
    ],
    misses: ['docs: Gateway failed to start'],
  },
})
