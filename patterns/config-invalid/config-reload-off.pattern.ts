import { definePattern } from '../../src/model/pattern.ts'

export const configReloadOff = definePattern({
  id: 'config.reload-off',
  class: 'config-invalid',
  role: 'context',
  change: 'config',
  sets: [{ track: 'config.used', state: 'reload-off' }],
  title: 'A changed configuration was not read: reloads are switched off',
  description:
    'The running gateway keeps the configuration of its start; anything that starts later, the CLI included, reads ' +
    'the new one. Logged after "config change detected" with gateway.reload.mode=off, in all versions.',
  keywords: ['config reload disabled (', 'config hot-reload disabled:'],
  subsystems: ['reload', 'gateway'],
  match: /^config (?:reload disabled \((?<why>gateway\.reload\.mode=off)\)|hot-reload disabled: (?<problem>.*))/,
  fields: ({ why, problem }) => ({ why: why ?? problem?.slice(0, 200) }),
  examples: {
    hits: [
      {
        line: '[reload] config reload disabled (gateway.reload.mode=off)',
        fields: { why: 'gateway.reload.mode=off' },
      },
      {
        line: '[reload] config hot-reload disabled: watcher failed after 3 re-create attempts',
        fields: { why: 'watcher failed after 3 re-create attempts' },
      },
    ],
    misses: ['[plugins] config reload disabled (gateway.reload.mode=off)'],
  },
})
