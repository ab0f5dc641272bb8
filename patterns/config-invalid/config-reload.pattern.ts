import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const configReload = definePattern({
  id: 'config.reload',
  class: 'config-invalid',
  role: 'context',
  sets: [
    { track: 'config.disk', state: 'written', details: ['paths'] },
    { track: 'config.used', state: 'detected', where: { what: 'change detected' }, details: ['paths'] },
    { track: 'config.used', state: 'applied', where: { what: /applied$/ }, details: ['paths'] },
    {
      track: 'config.used',
      state: 'waits-for-restart',
      where: { what: 'change requires gateway restart' },
      details: ['paths'],
    },
    {
      track: 'credential.disk',
      state: 'changed',
      where: { paths: /gateway\.auth\.(?:token|password|mode)|gateway\.auth\b(?!\.)/ },
    },
    { track: 'credential.used', state: 'changed', where: { what: /applied$/, paths: /gateway\.auth/ } },
  ],
  change: 'config',
  title: 'Configuration {what}: {paths}',
  description: 'Names the changed keys, never their values. Compare it first with what began afterwards.',
  keywords: [
    'config change detected; evaluating',
    'config hot reload applied (',
    'config change applied (',
    'config change requires gateway restart',
  ],
  subsystems: ['reload', 'gateway'],
  match: sequence(
    /^config (?<what>change detected|hot reload applied|change applied|change requires gateway restart)/,
    /[^(]*\((?:dynamic reads: )?(?<paths>[^)]*)\)/,
  ),
  examples: {
    hits: [
      {
        line: '[reload] config change detected; evaluating reload (gateway.auth.token, meta.lastTouchedAt)',
        fields: { what: 'change detected', paths: 'gateway.auth.token, meta.lastTouchedAt' },
      },
      {
        line: '[reload] config change requires gateway restart (gateway.port) — deferring until 2 operation(s) complete',
        fields: { what: 'change requires gateway restart', paths: 'gateway.port' },
      },
    ],
    misses: ['[plugins] config change detected'],
  },
})
