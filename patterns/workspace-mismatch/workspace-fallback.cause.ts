import { defineCause } from '../../src/model/cause.ts'
import { noChange } from '../answers.ts'
import { check } from '../steps.ts'
import { workspaceFallback } from './workspace-fallback.pattern.ts'

export const workspaceFallbackCause = defineCause({
  id: 'workspace-fallback',
  class: 'workspace-mismatch',
  title: 'Agents run in a fallback workspace',
  severity: 'medium',
  decide: () => ({
    verdict: 'fix-environment',
    do: { what: 'Set the workspace of the agent', command: 'openclaw config get agents.defaults.workspace' },
    rollback: noChange,
  }),
  fallback: true,
  trigger: [workspaceFallback],
  strength: 70,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The session names no usable workspace (${facts.values('reason').join(', ')}), so that the agent ` +
        'works in the default one.',
    ),
  ],
  checks: () => [
    { what: 'Read where the agent is told to work', command: 'openclaw config get agents.defaults.workspace' },
    check.doctor,
  ],
  fix: () => [
    { what: 'Set the workspace of the agent', command: 'openclaw config set agents.defaults.workspace <path>' },
  ],
})
