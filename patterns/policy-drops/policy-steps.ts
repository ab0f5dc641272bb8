import type { Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { extendList } from '../extend-list.ts'

/** How the policy of a channel is looked at. */
export const policyChecks: readonly Step[] = [
  { what: 'The policy of the channel', command: 'openclaw config get channels.<channel>' },
  { what: 'Senders that wait for approval', command: 'openclaw pairing list --channel <channel>' },
]

/** Admits who was dropped, by what the lines name as the reason: a list in the configuration, or a pairing request. */
export function admit(facts: Facts): Step {
  const policies = facts.values('policy')
  const words = [...facts.values('why'), ...facts.values('what')].join(' ')
  if (policies.includes('open'))
    return extendList(
      'channels.<channel>.allowFrom',
      '*',
      'Add "*" to allowFrom: dmPolicy "open" admits everybody only with it',
    )
  if (/group|guild|channel|not-allowed/i.test(words) && !policies.includes('pairing'))
    return {
      what:
        'Add the group or its senders to groups, guilds or groupAllowFrom of the channel, and keep what ' +
        'stands there',
      command: 'openclaw config get channels.<channel>',
      when: 'the bot is meant to answer there',
    }
  if (policies.includes('allowlist'))
    return {
      ...extendList('channels.<channel>.allowFrom', '<sender>', 'Add the sender to allowFrom of the channel'),
      when: 'the sender is meant to be answered',
    }
  return {
    what: 'Approve the sender by the code that it was sent',
    command: 'openclaw pairing approve <channel> <code>',
    when: 'the sender is meant to be answered',
  }
}

/** `dmPolicy=pairing`, or the words of the line where it names no policy. */
export function dropReason(facts: Facts): string {
  const said =
    facts.values('policy').length > 0
      ? facts.values('policy')
      : [...facts.values('why'), ...facts.values('reason'), ...facts.values('what')]
  return said.slice(0, 3).join('; ')
}
