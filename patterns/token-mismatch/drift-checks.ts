import type { Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { check } from '../steps.ts'
import { credentialOf } from './credential.ts'

/** Which copies of the credential there are, and which of them differ. */
export function driftChecks(facts: Facts): Step[] {
  const { word, variable } = credentialOf(facts)
  return [
    {
      what: `Which configuration the CLI and the service use, and whether the service carries an old ${word}`,
      command: 'openclaw gateway status --deep',
    },
    check.authMode,
    {
      what: `Whether the environment of the service overrides the configuration (${variable} wins)`,
      command: `systemctl --user show openclaw-gateway -p Environment | tr " " "\\n" | grep -c ${variable}`,
    },
  ]
}
