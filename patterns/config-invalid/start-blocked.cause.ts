import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { configStartBlocked } from './config-start-blocked.pattern.ts'
import { startLines } from './start-lines.ts'

export const startBlocked = defineCause({
  id: 'start-blocked',
  class: 'config-invalid',
  title: 'The gateway refuses to start with this configuration',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [configStartBlocked],
  strength: 88,
  claims: startLines,
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('why').join('; ')}${facts.values('bind').length > 0 ? ' A bind beyond loopback needs a token or password.' : ''}`,
    ),
  ],
  checks: () => [{ what: 'The gateway section', command: 'openclaw config get gateway' }, check.configFile],
  fix: () => [
    { what: 'Set what is missing', command: 'openclaw config set gateway.mode local' },
    fix.rollback,
    fix.restart,
  ],
})
