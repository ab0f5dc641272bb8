import { defineCause } from '../../src/model/cause.ts'
import { no, noChange, yes } from '../answers.ts'
import { check } from '../steps.ts'
import { agentModel } from './agent-model.pattern.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliToolsAbsent } from './cli-tools-absent.pattern.ts'
import { reportCronRun } from './report-cron-run.pattern.ts'
import { toolsPolicy } from './tools-policy.pattern.ts'

export const cliBackendWithoutTools = defineCause({
  id: 'cli-backend-without-tools',
  class: 'cli-only-backend',
  title: 'The agent runs on a CLI backend, and has no tools there',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what: 'Use a model behind an API for runs that need tools',
      command: 'openclaw config get agents.defaults.model',
    },
    restart: no('A restart does not give the backend tools.', facts.events.slice(-1)),
    rollback: facts.configChanges.some(({ attributes }) => /model/.test(String(attributes['paths'])))
      ? yes('The model was changed before.', facts.configChanges.slice(-1))
      : noChange,
    confirm: {
      what: 'Read which model the agent uses',
      command: 'openclaw config get agents.defaults.model',
      expect: 'a backend such as claude-cli',
    },
  }),
  trigger: [cliToolsAbsent],
  gap: '3h',
  strength: 80,
  supports: [
    {
      events: [cliExec],
      before: '24h',
      after: '24h',
      weight: 10,
      why: 'turns run on the CLI backend {provider}',
    },
    {
      events: [{ pattern: agentModel, where: { cli: true } }],
      before: '24h',
      weight: 8,
      why: 'the main agent is set to {provider}',
    },
  ],
  claims: [cliExec, reportCronRun, toolsPolicy],
  also: ['false-green'],
  explain: (facts) => [
    facts.clause(facts.events, `An agent says that it has no tools (${facts.values('what').slice(0, 2).join('; ')}).`),
    facts.clause(
      facts.select([cliExec], { before: '24h', after: '24h' }),
      (on) => `Its turns run on the CLI backend ${String(on[0]!.attributes['provider'])}.`,
    ),
  ],
  background:
    "A model backend that is a command-line program gets text, not OpenClaw's tools: up to 2026.3.24 " +
    'it is told that tools are disabled, later they reach it only over a loopback bridge that ' +
    'restricted runs do not have. The run ends with ok all the same.',
  checks: () => [
    { what: 'Which model the agent uses', command: 'openclaw config get agents.defaults.model' },
    check.models,
    { what: 'What the tool policy leaves', command: 'openclaw sandbox explain' },
  ],
  fix: () => [{ what: 'Choose a model behind an API', command: 'openclaw models set <provider/model>' }],
})
