import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { configClobbered } from './config-clobbered.pattern.ts'

export const configClobberedCause = defineCause({
  id: 'config-clobbered',
  class: 'config-invalid',
  title: 'Something damages the configuration file',
  severity: 'high',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [configClobbered],
  gap: '2h',
  strength: 75,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('what').join(', ')} (${facts.values('why').join('; ') || 'no reason given'}). Another process or an old version writes openclaw.json and loses parts of it.`,
    ),
  ],
  checks: () => [{ what: 'The copies that were kept', command: 'ls -la ~/.openclaw/openclaw.json*' }, check.versions],
  fix: () => [fix.rollback, { what: 'Find and stop the second writer' }],
})
