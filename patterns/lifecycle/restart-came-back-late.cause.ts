import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { formatDuration, nanoseconds } from '../../src/base/time.ts'
import { no, noChange, yes } from '../answers.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { configWrite } from '../config-invalid/config-write.pattern.ts'
import { check, fix } from '../steps.ts'
import { lifecycleNoReturn } from './lifecycle-no-return.derivation.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'

export const restartCameBackLate = defineCause({
  id: 'restart-came-back-late',
  class: 'crash-loop',
  title: 'A restart took the gateway down, and nothing brought it back for a long time',
  severity: 'critical',
  decide: (facts) => {
    const changes = changesBefore(facts)
    return {
      verdict: changes.length > 0 ? 'config-rollback' : 'fix-environment',
      do:
        changes.length > 0
          ? {
              what:
                'Compare the configuration with the copy from before the change, and put that back if a start ' +
                'refuses the new one',
              command: fix.rollback.command,
            }
          : {
              what: 'Read the other log of that time: errors of a start go to stderr or the journal',
              command: check.journal.command,
            },
      restart: no(
        'A restart is what took it down; why no start followed stands in another log.',
        facts.events.slice(-1),
      ),
      rollback:
        changes.length > 0
          ? yes(
              'The configuration was changed, the gateway went down for it and did not come back by itself.',
              changes.slice(-1),
            )
          : noChange,
      confirm: {
        ...check.configValid,
        expect: 'the key that the failed starts refused, if the file is still the changed one',
      },
    }
  },
  trigger: [lifecycleNoReturn],
  gap: '3h',
  strength: 72,
  supports: [
    {
      events: [configReload, configWrite],
      before: '6h',
      weight: 8,
      why: 'the configuration was changed just before ({paths})',
    },
  ],
  claims: [configReload, configWrite],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Between the restart and the next start lie ${facts
        .values('downSeconds')
        .map((text) => formatDuration(BigInt(text) * nanoseconds.second))
        .join(', ')} without a line.`,
    ),
    facts.clause(changesBefore(facts), 'The configuration was changed before that restart.'),
  ],
  background:
    'The process leaves for its supervisor to start it again. Errors of a start go to stderr or the ' +
    'journal, not into this log.',
  checks: () => [
    {
      what: 'The log that holds the errors',
      command: 'ls -l ~/.openclaw/logs ~/Library/Logs/openclaw /tmp/openclaw',
    },
    check.configValid,
    check.journal,
  ],
  fix: (facts) =>
    changesBefore(facts).length > 0
      ? [
          { what: 'Keep the file as it is now', command: 'cp -p ~/.openclaw/openclaw.json ~/openclaw.json.refused' },
          { ...fix.rollback, when: 'if the other log shows that a start refused the configuration' },
        ]
      : [{ what: 'Mend what the other log names' }],
})

function changesBefore(facts: Facts): readonly Event[] {
  return facts.select([configReload, configWrite], { before: '6h', after: '0s' })
}
