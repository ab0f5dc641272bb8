import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { configInvalid } from './config-invalid.pattern.ts'
import { configIssue } from './config-issue.pattern.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { startLines } from './start-lines.ts'

const problems: Selector[] = [configInvalid, configIssue]

export const configInvalidStart = defineCause({
  id: 'config-invalid-start',
  class: 'config-invalid',
  title: 'The gateway does not start: its configuration is invalid',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: problems,
  gap: '2h',
  strength: 90,
  supports: [
    {
      events: [configReloadSkipped],
      before: '7d',
      only: 'before',
      weight: 5,
      why: 'a running gateway had refused the same change before ({issue})',
    },
  ],
  claims: startLines,
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const issues = [...new Set([...facts.values('issue'), ...facts.valuesOf(configIssue, 'issue')])].filter(
          (text) => text.trim() !== '',
        )
        return `${facts.values('path').join(', ') || 'openclaw.json'} does not fit the schema of this version: ${issues.slice(0, 4).join('; ') || 'see the lines below'}.${facts.has(crashSeries) ? ' A supervisor starts it again and again, which cannot help.' : ''}`
      })(),
    ),
  ],
  checks: () => [check.configValid, check.configFile],
  fix: () => [fix.doctorFix, fix.rollback, fix.restart],
})
