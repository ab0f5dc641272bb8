import { defineCause } from '../../src/model/cause.ts'
import { no, rollbackOfRefused } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { configStartBlocked } from './config-start-blocked.pattern.ts'
import { startLines } from './start-lines.ts'

export const startBlocked = defineCause({
  id: 'start-blocked',
  class: 'config-invalid',
  title: 'The gateway refuses to start with this configuration',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'config-rollback',
    do: { what: 'Put the last good file back, or set what the line asks for', command: fix.rollback.command },
    restart: no('Each start refuses the same configuration.', facts.events.slice(-1)),
    rollback: rollbackOfRefused(facts),
    confirm: {
      what: 'Read the gateway section',
      command: 'openclaw config get gateway',
      expect: 'what the line names is missing or contradicts itself',
    },
  }),
  trigger: [configStartBlocked],
  strength: 88,
  claims: startLines,
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(facts.events, `The start says: ${facts.values('why').join('; ').replace(/\.$/, '')}.`),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['bind'] !== undefined),
      'A bind beyond loopback needs a token or password.',
    ),
  ],
  checks: () => [{ what: 'Read the gateway section', command: 'openclaw config get gateway' }, check.configFile],
  fix: () => [
    { what: 'Keep the file as it is now', command: 'cp -p ~/.openclaw/openclaw.json ~/openclaw.json.refused' },
    fix.rollback,
    { what: 'Or set what the line asks for, for instance gateway.mode or gateway.auth', instead: true },
  ],
})
