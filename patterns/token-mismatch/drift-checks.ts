import { check } from '../steps.ts'

export const driftChecks = [
  {
    what: 'Which configuration the CLI and the service use, and whether the service carries an old token',
    command: 'openclaw gateway status --deep',
  },
  check.authMode,
  {
    what: 'Whether the environment of the process overrides the configuration (OPENCLAW_GATEWAY_TOKEN wins)',
    command: 'systemctl --user show openclaw-gateway -p Environment | tr " " "\\n" | grep -c OPENCLAW_GATEWAY_TOKEN',
  },
] as const
