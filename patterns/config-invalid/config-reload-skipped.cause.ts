import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { configReload } from './config-reload.pattern.ts'

export const configReloadSkippedCause = defineCause({
  id: 'config-reload-skipped',
  class: 'config-invalid',
  title: 'A changed configuration is invalid and was not taken; the next restart will fail',
  severity: 'medium',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [{ pattern: configReloadSkipped, not: { why: /writer intent/ } }],
  gap: '2h',
  strength: 80,
  claims: [],
  recovery: [
    {
      pattern: configReload,
      where: { what: ['hot reload applied', 'change applied', 'change requires gateway restart'] },
    },
  ],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'reload')} refused: ${facts.values('issue').slice(0, 3).join('; ') || facts.values('why').join(', ')}. The gateway keeps the last good configuration, so nothing is broken yet; a restart would read the file and fail.`,
    ),
  ],
  checks: () => [check.configValid],
  fix: () => [fix.doctorFix, fix.rollback],
})
