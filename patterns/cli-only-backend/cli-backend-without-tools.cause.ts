import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
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
  decide: () => ({ verdict: 'config-rollback' }),
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
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      "A model backend that is a command-line program gets text, not OpenClaw's tools: up to 2026.3.24 it is told that tools are disabled, later they reach it only over a loopback bridge that restricted runs do not have. The run ends with ok all the same.",
    ),
  ],
  checks: () => [
    { what: 'Which model the agent uses', command: 'openclaw config get agents.defaults.model' },
    check.models,
    { what: 'What the tool policy leaves', command: 'openclaw sandbox explain' },
  ],
  fix: () => [{ what: 'Choose a model behind an API', command: 'openclaw models set <provider/model>' }, fix.restart],
})
