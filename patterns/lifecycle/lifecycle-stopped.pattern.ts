import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleStopped = definePattern({
  id: 'lifecycle.stopped',
  class: 'other',
  role: 'context',
  routine: true,
  sets: [{ track: 'gateway.process', state: 'absent' }],
  title: 'The gateway stopped',
  description: 'Since 2026.4.29. A gateway that lost the race for the port logs it too.',
  keywords: ['completed cleanly in', 'completed in '],
  subsystems: ['shutdown'],
  tagged: true,
  match: /^(?:shutdown )?completed (?<clean>cleanly )?in (?<ms>\d+)ms/,
  fields: ({ clean, ms }) => ({ clean: clean !== undefined, durationMs: Number(ms) }),
  examples: {
    hits: [
      { line: '[shutdown] completed cleanly in 340ms', fields: { clean: true, durationMs: 340 } },
      { line: '[shutdown] completed in 5000ms with warnings: channels', fields: { clean: false } },
    ],
    misses: ['[cron] job completed in 5000ms'],
  },
})
