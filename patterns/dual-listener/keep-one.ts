import type { Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'

/** Which of two units to disable, where the log names both. */
export function keepOne(facts: Facts): Step {
  const unitOf = (name: string): string | undefined => /([\w@.-]+\.service)$/.exec(facts.values(name)[0] ?? '')?.[1]
  const user = unitOf('userUnit')
  const system = unitOf('systemUnit')
  if (user === undefined || system === undefined)
    return {
      what: 'Find both supervisors, and disable the one that should not run a gateway',
      command: 'openclaw gateway status --deep',
    }
  return {
    what:
      `Disable one of the two units, for instance the user unit ${user} where the system unit ` +
      `${system} should serve`,
    command: `systemctl --user disable --now ${user}`,
    when: 'if the system unit is the one to keep; else disable that one',
  }
}
