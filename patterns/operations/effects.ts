import type { Effect } from '../../src/model/decision.ts'

/**
 * What commands change. Tried on 2026.2.26, 2026.4.29 and 2026.9.6: every write of openclaw.json moves what stood there
 * to openclaw.json.bak (and .bak to .bak.1), so that a step that writes it makes the backup worthless for a later one.
 */
const known: readonly (readonly [Effect, RegExp])[] = [
  ['restores-config', /\bcp \S*openclaw\.json\.(?:bak|last-good)\S* /],
  ['writes-config', /\bopenclaw (?:config (?:set|unset|patch|apply)|configure|onboard|models set)\b/],
  [
    'writes-config',
    /\bopenclaw (?:doctor .*--(?:fix|repair|generate-gateway-token)|plugins (?:(?:un)?install|enable|disable))\b/,
  ],
  ['restarts-gateway', /\bopenclaw gateway restart\b|\brollout restart\b|\blaunchctl kickstart\b/],
  ['restarts-gateway', /\b(?:systemctl|docker|docker compose) .*\brestart\b/],
  ['starts-gateway', /\bopenclaw gateway (?:start|run)\b/],
  ['stops-gateway', /\bopenclaw gateway (?:stop|uninstall)\b/],
  ['stops-named', /\bkill (?:-\w+ )?\d|\bkill <pid>|\bdisable --now \S|\bdocker (?:stop|rm) \S|\blaunchctl bootout \S/],
  ['writes-service', /\bopenclaw gateway install\b/],
  ['writes-devices', /\bopenclaw (?:devices (?:approve|rotate|remove|revoke|clear)|pairing approve)\b/],
  ['updates', /\bopenclaw update\b|\bnpm (?:i|install) -g openclaw/],
]

/** In the order in which the command has them: what it writes first can be what it restores then. */
export function effectsOf(command: string): readonly Effect[] {
  const found = known.map(([effect, shape]) => ({ effect, at: command.search(shape) })).filter(({ at }) => at >= 0)
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ effect }) => effect))]
}
