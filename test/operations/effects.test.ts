import { expect, test } from 'vitest'
import { effectsOf } from '../../patterns/operations/effects.ts'
import type { Effect } from '../../src/model/decision.ts'

test.each<[string, readonly Effect[]]>([
  ['openclaw gateway status --deep', []],
  ['openclaw config get gateway.auth.mode', []],
  ['openclaw doctor', []],
  ['openclaw devices list', []],
  ['docker ps', []],
  ['openclaw config set gateway.bind loopback', ['writes-config']],
  ['openclaw models set anthropic/claude', ['writes-config']],
  ['openclaw doctor --fix', ['writes-config']],
  ['openclaw doctor --generate-gateway-token', ['writes-config']],
  ['openclaw plugins uninstall voice', ['writes-config']],
  ['openclaw gateway restart', ['restarts-gateway']],
  ['systemctl --user restart openclaw-gateway', ['restarts-gateway']],
  ['docker compose restart openclaw-gateway', ['restarts-gateway']],
  ['openclaw gateway stop', ['stops-gateway']],
  ['openclaw gateway stop && openclaw gateway start', ['stops-gateway', 'starts-gateway']],
  ['openclaw gateway install --force', ['writes-service']],
  ['kill 4242', ['stops-named']],
  ['systemctl --user disable --now clawdbot-gateway; kill <pid>', ['stops-named']],
  ['openclaw devices approve 7f3a', ['writes-devices']],
  ['openclaw update', ['updates']],
  ['cp ~/.openclaw/openclaw.json.bak ~/.openclaw/openclaw.json', ['restores-config']],
  ['cp -p ~/.openclaw/openclaw.json ~/openclaw.json.refused', []],
])('%s has the effects %j', (command, expected) => {
  expect(effectsOf(command)).toEqual(expected)
})

test('effects stand in the order in which the command has them', () => {
  const restore = 'cp ~/.openclaw/openclaw.json.bak ~/.openclaw/openclaw.json'
  expect(effectsOf(`${restore} && openclaw doctor --fix`)).toEqual(['restores-config', 'writes-config'])
  expect(effectsOf(`openclaw doctor --fix && ${restore}`)).toEqual(['writes-config', 'restores-config'])
})
