import { describe, expect, test } from 'vitest'
import { translate } from '../../patterns/operations/translate.ts'
import type { Platform } from '../../src/model/platform.ts'

const status = 'systemctl --user status openclaw-gateway'
const journal = 'journalctl --user -u openclaw-gateway.service -n 200 --no-pager'
const listeners = "ss -ltnp 'sport = :18790'"
const restart = 'openclaw gateway restart && openclaw gateway status'
const stopAndStart = 'openclaw gateway stop && openclaw gateway start'
const reinstall = 'openclaw gateway install --force && openclaw gateway start'
const fixAndStart = 'openclaw doctor --fix && openclaw gateway start'
const health = 'openclaw health --json'
const remove = 'openclaw devices remove <id>'

type Expected = Readonly<Record<string, string | undefined>>

/** `undefined`: there is no such command on this platform. */
const table: readonly (readonly [string, Platform, Expected])[] = [
  [
    'a systemd user unit',
    { os: 'linux', supervisor: 'systemd-user' },
    { [status]: status, [journal]: journal, [listeners]: listeners, [restart]: restart, [remove]: remove },
  ],
  [
    'a systemd user unit of another name',
    { os: 'linux', supervisor: 'systemd-user', unit: 'openclaw-gateway-work.service' },
    {
      [status]: 'systemctl --user status openclaw-gateway-work.service',
      [journal]: 'journalctl --user -u openclaw-gateway-work.service -n 200 --no-pager',
    },
  ],
  [
    'a systemd system unit',
    { os: 'linux', supervisor: 'systemd-system', unit: 'openclaw.service' },
    {
      [status]: 'sudo systemctl status openclaw.service',
      [journal]: 'sudo journalctl -u openclaw.service -n 200 --no-pager',
      [restart]: 'sudo systemctl restart openclaw.service && openclaw gateway status',
      [stopAndStart]: 'sudo systemctl stop openclaw.service && sudo systemctl start openclaw.service',
      [fixAndStart]: 'openclaw doctor --fix && sudo systemctl start openclaw.service',
      'openclaw gateway restart --force': 'sudo systemctl restart openclaw.service',
      [listeners]: listeners,
      [health]: health,
    },
  ],
  [
    'launchd',
    { os: 'macos', supervisor: 'launchd' },
    {
      [status]: 'launchctl print gui/$UID/ai.openclaw.gateway',
      [journal]: 'tail -n 200 ~/.openclaw/logs/gateway.log ~/.openclaw/logs/gateway.err.log',
      [listeners]: 'lsof -nP -iTCP:18790 -sTCP:LISTEN',
      [restart]: restart,
      'systemctl --user disable --now clawdbot-gateway': undefined,
    },
  ],
  [
    'a Windows task',
    { os: 'windows', supervisor: 'windows-task' },
    {
      [status]: 'schtasks /Query /TN "OpenClaw Gateway" /V /FO LIST',
      [journal]: 'openclaw logs --limit 200',
      [listeners]: 'Get-NetTCPConnection -LocalPort 18790 -State Listen',
      [remove]: remove,
      [restart]: restart,
      'ps -o pid,ppid,user,lstart,command -p 42': 'Get-Process -Id 42',
      'cp ~/.openclaw/openclaw.json.bak ~/.openclaw/openclaw.json':
        'copy %USERPROFILE%\\.openclaw\\openclaw.json.bak %USERPROFILE%\\.openclaw\\openclaw.json',
      'systemctl --user show openclaw-gateway -p Environment': undefined,
      'ls -ld ~/.openclaw ~/.openclaw/*': undefined,
    },
  ],
  [
    'Docker Compose',
    { os: 'linux', supervisor: 'compose', service: 'gateway' },
    {
      [status]: 'docker compose ps gateway',
      [journal]: 'docker compose logs --tail 200 gateway',
      [restart]: 'docker compose restart gateway',
      [fixAndStart]: 'docker compose exec gateway openclaw doctor --fix && docker compose restart gateway',
      [health]: 'docker compose exec gateway openclaw health --json',
      [stopAndStart]: undefined,
      [reinstall]: undefined,
      [listeners]: undefined,
    },
  ],
  [
    'Docker',
    { os: 'linux', supervisor: 'docker', container: 'claw' },
    {
      [status]: "docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' claw",
      [journal]: 'docker logs --tail 200 claw',
      [restart]: 'docker restart claw',
      [health]: 'docker exec claw openclaw health --json',
      [reinstall]: undefined,
    },
  ],
  [
    'Docker with a container that the log does not name',
    { os: 'linux', supervisor: 'docker' },
    { [restart]: 'docker restart <container>', [health]: 'docker exec <container> openclaw health --json' },
  ],
  [
    'Kubernetes',
    { os: 'linux', supervisor: 'kubernetes', container: 'claw' },
    {
      [status]: 'kubectl describe pod claw',
      [journal]: 'kubectl logs claw --previous',
      [restart]: 'kubectl delete pod claw',
      [health]: 'kubectl exec claw -- openclaw health --json',
      [listeners]: undefined,
    },
  ],
  [
    'Home Assistant',
    { os: 'linux', supervisor: 'home-assistant', container: 'addon_core_openclaw' },
    {
      [status]: 'ha addons info core_openclaw',
      [journal]: 'ha addons logs core_openclaw',
      [restart]: 'ha addons restart core_openclaw',
      [health]: 'docker exec addon_core_openclaw openclaw health --json',
    },
  ],
  [
    'a platform that the log does not show',
    { os: 'unknown', supervisor: 'unknown' },
    { [restart]: restart, [health]: health, [listeners]: listeners, [status]: undefined, [journal]: undefined },
  ],
  [
    'macOS without a known supervisor',
    { os: 'macos', supervisor: 'unknown' },
    { [restart]: restart, [listeners]: undefined },
  ],
]

describe.each(table)('on %s', (_, platform, expected) => {
  test.each(Object.entries(expected))('"%s" is %j', (command, translated) => {
    expect(translate(command, platform)).toBe(translated)
  })
})
