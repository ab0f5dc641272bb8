import type { Platform } from '../../src/model/platform.ts'

/**
 * Commands are written as on Linux with a systemd user unit; here they become what the same thing is called elsewhere.
 * What the log does not show is not assumed: without a known supervisor only OpenClaw's own commands are named.
 */
export function translate(command: string, platform: Platform): string | undefined {
  const words = shapes[platform.supervisor]
  if (!words) return knownEverywhere(command, platform)
  let translated: string | undefined = command
  for (const [shape, replacement] of words(platform)) {
    if (!shape.test(translated)) continue
    if (replacement === undefined) return undefined
    translated = translated.replace(shape, replacement)
  }
  return knownEverywhere(translated, platform)
}

type Words = readonly (readonly [shape: RegExp, replacement: string | undefined])[]

const inService: (platform: Platform) => Words = ({ unit }) =>
  unit === undefined ? [] : [[/\bopenclaw-gateway(?:\.service)?(?=$|[\s;|])/g, unit]]

const shapes: Partial<Record<Platform['supervisor'], (platform: Platform) => Words>> = {
  'systemd-user': inService,
  'systemd-system': (platform) => [
    [/\bsystemctl --user/g, 'sudo systemctl'],
    [/\bjournalctl --user/g, 'sudo journalctl'],
    [
      /(^|&& )openclaw gateway (restart|stop|start)\b(?: --force)?/g,
      `$1sudo systemctl $2 ${platform.unit ?? 'openclaw-gateway'}`,
    ],
    ...inService(platform),
  ],
  launchd: () => [
    [/\bsystemctl --user (?:status|cat|show) openclaw-gateway.*/, 'launchctl print gui/$UID/ai.openclaw.gateway'],
    [/\bsystemctl --user list-units.*/, 'launchctl list | grep -i -e openclaw -e clawdbot -e moltbot'],
    [/\bjournalctl --user.*/, 'tail -n 200 ~/.openclaw/logs/gateway.log ~/.openclaw/logs/gateway.err.log'],
    [/\bss -ltnp 'sport = :(\d+)'/, 'lsof -nP -iTCP:$1 -sTCP:LISTEN'],
    [/\b(?:systemctl|journalctl|loginctl)\b.*/, undefined],
  ],
  'windows-task': () => [
    [/\bsystemctl --user (?:status|list-units)\b.*/, 'schtasks /Query /TN "OpenClaw Gateway" /V /FO LIST'],
    [/\bjournalctl --user.*/, 'openclaw logs --limit 200'],
    [/\bss -ltnp 'sport = :(\d+)'/, 'Get-NetTCPConnection -LocalPort $1 -State Listen'],
    [/\bps -o [^;|]*-p (\S+)/, 'Get-Process -Id $1'],
    [/\bdf -h.*/, 'Get-PSDrive -PSProvider FileSystem'],
    [
      /\bcp ~\/\.openclaw\/(\S+) ~\/\.openclaw\/(\S+)/,
      'copy %USERPROFILE%\\.openclaw\\$1 %USERPROFILE%\\.openclaw\\$2',
    ],
    [/(?:^|[;&|]\s*)(?:systemctl|journalctl|loginctl|ls|stat|id|which)\b/, undefined],
  ],
  compose: ({ service = 'openclaw-gateway' }) =>
    inContainer(`docker compose exec ${service}`, {
      restart: `docker compose restart ${service}`,
      logs: `docker compose logs --tail 200 ${service}`,
      state: `docker compose ps ${service}`,
    }),
  docker: ({ container }) => {
    const name = container ?? '<container>'
    return inContainer(`docker exec ${name}`, {
      restart: `docker restart ${name}`,
      logs: `docker logs --tail 200 ${name}`,
      state: `docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' ${name}`,
    })
  },
  kubernetes: ({ container }) => {
    const pod = container ?? '<pod>'
    return inContainer(`kubectl exec ${pod} --`, {
      restart: `kubectl delete pod ${pod}`,
      logs: `kubectl logs ${pod} --previous`,
      state: `kubectl describe pod ${pod}`,
    })
  },
  'home-assistant': ({ container }) => {
    const addon = container?.replace(/^addon_/, '') ?? '<addon>'
    return inContainer(`docker exec addon_${addon}`, {
      restart: `ha addons restart ${addon}`,
      logs: `ha addons logs ${addon}`,
      state: `ha addons info ${addon}`,
    })
  },
}

/** In a container OpenClaw's commands run inside, and whoever runs the container restarts it and has its log. */
function inContainer(inside: string, { restart, logs, state }: Record<'restart' | 'logs' | 'state', string>): Words {
  return [
    [/\bopenclaw gateway (?:stop|install|uninstall)\b/, undefined],
    [/\bopenclaw gateway (?:restart|start)\b(?: --force)?(?: && openclaw gateway status)?/, restart],
    [/\bjournalctl --user.*/, logs],
    [/\bsystemctl --user (?:status|list-units|show|cat)\b.*/, state],
    [/\b(?:systemctl|loginctl|ss|lsof)\b.*/, undefined],
    [/\bps -o [^;|]*-p (\S+)/, undefined],
    [/(^|&& |\$\()openclaw /g, `$1${inside} openclaw `],
  ]
}

/** Without a supervisor that the log shows, commands of none are named. */
function knownEverywhere(command: string, { os, supervisor }: Platform): string | undefined {
  if (supervisor.startsWith('systemd')) return command
  if (/\b(?:systemctl|journalctl|loginctl)\b/.test(command)) return undefined
  if (/\bss -l/.test(command) && os !== 'linux' && os !== 'unknown') return undefined
  return command
}
