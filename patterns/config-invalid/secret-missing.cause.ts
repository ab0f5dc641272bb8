import { defineCause } from '../../src/model/cause.ts'
import { no } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { configSecretMissing } from './config-secret-missing.pattern.ts'
import { startLines } from './start-lines.ts'

export const secretMissing = defineCause({
  id: 'secret-missing',
  class: 'config-invalid',
  title: 'A secret that the configuration refers to cannot be resolved',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what:
        'Give the gateway the value <name> where its service reads it: ~/.openclaw/.env, or the provider ' +
        'that the reference names',
    },
    restart: no(
      'Each start looks for the same value and does not find it; restart after it is set.',
      facts.events.slice(-1),
    ),
    rollback: no('What is missing is a value, not a setting.'),
    confirm: {
      what: 'Ask which references cannot be resolved',
      command: 'openclaw secrets audit --check',
      expect: 'the name above',
    },
  }),
  trigger: [configSecretMissing],
  strength: 88,
  claims: startLines,
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      facts.values('name').length > 0
        ? `${facts.values('name').join(', ')} is missing or empty for the process that reads the configuration.`
        : 'A reference to a secret in the configuration could not be resolved.',
    ),
  ],
  background: 'A service does not see the environment of your shell.',
  checks: () => [
    {
      what: 'List what the service sees',
      command: 'systemctl --user show openclaw-gateway -p Environment -p EnvironmentFiles',
    },
    { what: 'List the references', command: 'openclaw secrets audit --check' },
  ],
  fix: () => [
    { what: 'Put the value where the service reads it (~/.openclaw/.env)' },
    { ...fix.restart, when: 'once the value is there' },
  ],
})
