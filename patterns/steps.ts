import type { Step } from '../src/model/decision.ts'

// Commands as they exist in OpenClaw's CLI, `openclaw … --help` of 2026.9.6 and the documented ladder of all versions.

export const check = {
  status: {
    what: 'What the gateway says of itself: listeners, other services, versions, drift',
    command: 'openclaw gateway status --deep',
  },
  probe: { what: 'Whether more than one gateway answers', command: 'openclaw gateway probe' },
  doctor: { what: 'What the doctor finds', command: 'openclaw doctor' },
  doctorDeep: { what: 'Other services and gateways on this host', command: 'openclaw doctor --deep' },
  authMode: { what: 'Which kind of credential the gateway wants', command: 'openclaw config get gateway.auth.mode' },
  configFile: { what: 'Which configuration file is in use', command: 'openclaw config file' },
  configValid: { what: 'Whether the configuration is valid', command: 'openclaw config validate' },
  devices: { what: 'Devices, their scopes and open requests', command: 'openclaw devices list' },
  listeners: { what: 'Who listens on the port', command: "ss -ltnp 'sport = :18789'" },
  units: {
    what: 'Gateway units of the user and of the system',
    command: "systemctl --user list-units 'openclaw*' 'clawdbot*'; systemctl list-units 'openclaw*' 'clawdbot*'",
  },
  containers: { what: 'Containers that run a gateway', command: 'docker ps' },
  versions: {
    what: 'Which openclaw is first on the path, and its version',
    command: 'which -a openclaw; openclaw --version',
  },
  channels: { what: 'State of the channels', command: 'openclaw channels status --probe' },
  models: { what: 'State of the model providers', command: 'openclaw models status --probe' },
  journal: {
    what: 'The last lines of the unit',
    command: 'journalctl --user -u openclaw-gateway.service -n 200 --no-pager',
  },
  bundle: { what: 'What the gateway wrote down when it went', command: 'openclaw gateway stability --bundle latest' },
  health: { what: 'Load of the event loop', command: 'openclaw health --json' },
  trustedProxies: { what: 'Which proxies the gateway trusts', command: 'openclaw config get gateway.trustedProxies' },
  verbose: {
    what: 'Switch on what is not logged by default, then repeat the attempt',
    command: 'OPENCLAW_LOG_LEVEL=debug openclaw gateway run --verbose',
  },
} as const satisfies Record<string, Step>

export const fix = {
  restart: {
    what: 'Restart, then validate with one read and one write',
    command: 'openclaw gateway restart && openclaw gateway status',
  },
  reinstall: {
    what: 'Write the service definition anew, so that it carries the present token, path and version',
    command: 'openclaw gateway install --force',
  },
  doctorFix: { what: 'Let the doctor mend what it can', command: 'openclaw doctor --fix' },
  stop: { what: 'Stop the gateway that should not be there', command: 'openclaw gateway stop' },
  dashboard: { what: 'Open the dashboard with a fresh link and close the old tabs', command: 'openclaw dashboard' },
  approve: { what: 'Approve the request by its id', command: 'openclaw devices approve <requestId>' },
  rotate: { what: 'Give the device a new token', command: 'openclaw devices rotate --device <id> --role operator' },
  rollback: {
    what: 'Put the last good configuration back',
    command: 'cp ~/.openclaw/openclaw.json.bak ~/.openclaw/openclaw.json && openclaw config validate',
  },
} as const satisfies Record<string, Step>
