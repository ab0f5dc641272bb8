import type { Installation } from '../src/model/installation.ts'

/** OpenClaw on a machine, today and under its former names Clawdbot and Moltbot. */
export const installation: Installation = {
  product: 'OpenClaw',
  // Instances that are named by a number (`…@1000.service`) are those of a user's login, not of a gateway.
  unit: /^(?!.*@\d+\.service$)(?:openclaw|clawdbot|moltbot)[\w.@-]*\.service$/i,
  container: /openclaw|clawdbot|moltbot/i,
  // https://docs.openclaw.ai/logging: `.1.log` to `.5.log` are older parts of a day's file that has become too big.
  datedLogs: {
    name: /^(?<profile>(?:openclaw|moltbot|clawdbot)(?:-[a-z0-9-]+)?)-(?<date>\d{4}-\d\d-\d\d)(?:\.(?<part>\d))?\.log$/,
    glob: 'openclaw-*.log',
    example: 'openclaw-<date>.log',
    note: 'after midnight OpenClaw writes to another file; to follow those as well:',
  },
  logPlaces: {
    homeVariable: 'OPENCLAW_HOME',
    configVariables: ['OPENCLAW_CONFIG_PATH', 'CLAWDBOT_CONFIG_PATH'],
    stateVariables: ['OPENCLAW_STATE_DIR', 'CLAWDBOT_STATE_DIR'],
    stateFolder: '.openclaw',
    // `openclaw --profile work` keeps its state in ~/.openclaw-work.
    profilePrefix: '.openclaw-',
    formerStateFolders: ['.clawdbot', '.moldbot', '.moltbot'],
    configFiles: ['openclaw.json', 'clawdbot.json', 'moldbot.json', 'moltbot.json'],
    logFileKeys: ['logging', 'file'],
    temporaryFolder: 'openclaw',
    temporaryFolders: /^(?:openclaw|moltbot|clawdbot)(?:-\d+)?$/,
    // launchd, since 2026.5.18 and before.
    collected: ['Library/Logs/openclaw/gateway.log', '.openclaw/logs/gateway.log', '.openclaw/logs/gateway.err.log'],
  },
  diagnostics: {
    program: 'openclaw',
    commands: [
      { file: 'version.txt', args: ['--version'] },
      { file: 'status.txt', args: ['status', '--all'] },
      // Without the option it would ask questions.
      { file: 'doctor.txt', args: ['doctor', '--non-interactive'] },
    ],
    configuration: { variable: 'OPENCLAW_CONFIG_PATH', path: '.openclaw/openclaw.json', file: 'openclaw.json' },
    modes: ['token', 'password', 'none', 'trusted-proxy'],
  },
}
