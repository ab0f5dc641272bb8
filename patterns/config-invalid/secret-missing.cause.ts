import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { configSecretMissing } from './config-secret-missing.pattern.ts'
import { startLines } from './start-lines.ts'

export const secretMissing = defineCause({
  id: 'secret-missing',
  class: 'config-invalid',
  title: 'The gateway does not start or runs degraded: a secret that its configuration refers to is missing',
  severity: 'critical',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [configSecretMissing],
  strength: 88,
  claims: startLines,
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('name').join(', ') || 'A referenced value'} is missing or empty in the environment of the gateway's process: a service and a shell do not see the same environment.`,
    ),
  ],
  checks: () => [
    {
      what: 'What the service sees',
      command: 'systemctl --user show openclaw-gateway -p Environment -p EnvironmentFiles',
    },
    { what: 'The references', command: 'openclaw secrets audit --check' },
  ],
  fix: () => [
    {
      what: 'Put the variable where the service reads it (~/.openclaw/.env), then write the service anew',
      command: 'openclaw gateway install --force',
    },
    fix.restart,
  ],
})
