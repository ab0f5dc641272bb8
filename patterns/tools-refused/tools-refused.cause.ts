import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { toolsRefused } from './tools-refused.pattern.ts'
import { appliedChange } from '../applied-change.ts'

export const toolsRefusedCause = defineCause({
  id: 'tools-refused',
  class: 'run-stalled',
  title: "An agent's tool calls are refused",
  severity: 'medium',
  decide,
  trigger: [toolsRefused],
  atLeast: 2,
  gap: '3h',
  strength: 80,
  recovery: [appliedChange(/tools|agents/)],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'tool call')} refused: ${facts.values('why').join('; ')}${securityOf(facts)}.`,
    ),
  ],
  checks: () => [
    { what: 'Read the effective approvals', command: 'openclaw approvals get' },
    { what: 'Read what the tool policy leaves', command: 'openclaw sandbox explain' },
  ],
  fix: () => [
    { what: 'Change the setting that the refusal names, for the agent and host it names, and run the call again' },
  ],
})

function decide(facts: Facts): Ruling {
  const relay = facts.values('why').some((why) => /relay/i.test(why))
  const shared = {
    restart: no('The refusals go on over a restart of the gateway as far as this log shows.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Read the effective approvals',
      command: 'openclaw approvals get',
      expect: 'the setting that the refusal names',
    },
  }
  return relay
    ? {
        ...shared,
        verdict: 'fix-environment',
        do: {
          what:
            'Start the session of the agent runtime again: it asks for a hook relay that this process does ' +
            'not know',
        },
      }
    : {
        ...shared,
        verdict: 'approve-access',
        do: {
          what: 'Read the approvals of this agent and host, and allow the command there',
          command: 'openclaw approvals get',
        },
      }
}

function securityOf(facts: Facts): string {
  const modes = facts.values('security')
  return modes.length > 0 ? ` (security=${modes.join(', ')})` : ''
}
