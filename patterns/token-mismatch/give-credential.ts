import type { Facts } from '../../src/model/cause.ts'
import type { Confirmation, Step } from '../../src/model/decision.ts'
import { credentialOf } from './credential.ts'

const loopback = /^(?:127\.|::1$|::ffff:127\.|localhost$)/

/**
 * The one step that gives the refused client what the gateway holds: it depends on who the client is and where it runs.
 */
export function giveCredential(facts: Facts): Step {
  const { variable } = credentialOf(facts)
  return (
    giveTo(facts) ?? {
      what: `Remove ${variable} from the environment of the client, so that it sends what the configuration holds`,
      command: `unset ${variable}`,
      when: `\`env -u ${variable} openclaw health\` works there`,
    }
  )
}

/** The same where the client is known to have none, or the one of before. */
export function giveNewCredential(facts: Facts): Step {
  const { word, variable } = credentialOf(facts)
  return (
    giveTo(facts) ?? {
      what: `Give each client that is refused the ${word} of this gateway, in its configuration or by ${variable}`,
      command: `openclaw config set gateway.remote.${word} <${word}>`,
    }
  )
}

function giveTo(facts: Facts): Step | undefined {
  const { word } = credentialOf(facts)
  const modes = facts.values('mode')
  if (modes.length > 0 && modes.every((mode) => mode === 'webchat'))
    return word === 'token'
      ? {
          what: 'Close the old tabs and open the dashboard by a fresh link, which carries the token',
          command: 'openclaw dashboard',
        }
      : { what: 'Enter the present password in the settings of the dashboard, in each tab' }
  if (!isRemote(facts)) return undefined
  return {
    what: `Set the ${word} of this gateway on the client that is refused`,
    command: `openclaw config set gateway.remote.${word} <${word}>`,
  }
}

/**
 * Tells which side is wrong: without the variable, a client on the gateway's host sends what the configuration holds.
 */
export function whichSide(facts: Facts): Confirmation {
  const { word, variable } = credentialOf(facts)
  return {
    what: `Try the ${word} of the configuration, on the gateway's host`,
    command: `env -u ${variable} openclaw health`,
    expect:
      `The health of the gateway, if the client sent a ${word} of its own; "${word} mismatch" again, ` +
      `if the running gateway holds another ${word} than the configuration.`,
  }
}

function isRemote(facts: Facts): boolean {
  const addresses = facts.values('remote')
  return addresses.length > 0 && addresses.every((address) => !loopback.test(address))
}
