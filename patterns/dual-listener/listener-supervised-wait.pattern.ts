import { definePattern } from '../../src/model/pattern.ts'

export const listenerSupervisedWait = definePattern({
  id: 'listener.supervised-wait',
  class: 'dual-listener',
  role: 'cause',
  title: 'A gateway already runs under {supervisor}',
  description: 'A second start finds a supervised gateway and waits for it, or gives way.',
  keywords: ['already running under'],
  match: /already running under (?<supervisor>\w+)[;,] ?(?<what>.*)/,
  examples: {
    hits: [
      {
        line: '[gateway] already running under systemd; waiting 5000ms before retrying startup',
        fields: { supervisor: 'systemd' },
      },
    ],
    misses: ['is already running under load'],
  },
})
