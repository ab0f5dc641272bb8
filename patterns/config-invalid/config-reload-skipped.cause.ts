import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, yes } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { configReload } from './config-reload.pattern.ts'

export const configReloadSkippedCause = defineCause({
  id: 'config-reload-skipped',
  class: 'config-invalid',
  title: 'A changed configuration was refused; the gateway still uses the one before',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'config-rollback',
    do: {
      what: 'Correct what the lines name before anything restarts the gateway',
      command: 'openclaw config validate',
    },
    restart: no('A restart reads the refused file; the gateway serves with the one before.', facts.events.slice(-1)),
    rollback: yes('The file on disk was changed and refused while the gateway ran.', facts.events.slice(-1)),
    confirm: { ...check.configValid, expect: 'invalid, with the key that the lines name' },
  }),
  trigger: [{ pattern: configReloadSkipped, not: { why: /writer intent/ } }],
  gap: '2h',
  strength: 80,
  recovery: [
    lifecycleReady,
    {
      pattern: configReload,
      where: { what: ['hot reload applied', 'change applied', 'change requires gateway restart'] },
    },
  ],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'reload')} refused: ` +
        `${facts.values('issue').slice(0, 3).join('; ') || facts.values('why').join(', ')}. The running ` +
        'gateway keeps what it read before; the next start reads the file on disk.',
    ),
  ],
  checks: () => [check.configValid],
  fix: () => [
    { what: 'Keep the file as it is now', command: 'cp -p ~/.openclaw/openclaw.json ~/openclaw.json.refused' },
    fix.rollback,
    { what: 'Or correct the keys that the lines name', instead: true },
  ],
})
