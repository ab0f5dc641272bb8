import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { fix } from '../steps.ts'
import { versionConfigNewer } from './version-config-newer.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const versionConfigNewerCause = defineCause({
  id: 'version-config-newer',
  class: 'version-skew',
  title: 'An older OpenClaw runs on the configuration of a newer one',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [versionConfigNewer],
  gap: '24h',
  strength: 86,
  claims: [crashStartFailed, supervisorExit, crashSeries],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Version ${facts.values('running').join(', ') || 'unknown'} reads a configuration that ${facts.values('config').join(', ') || 'a newer version'} wrote (${count(facts.count, 'time')}): two installations share one state directory, or a downgrade left the new configuration behind.`,
    ),
  ],
  checks: () => whereToLook,
  fix: () => [
    {
      what: 'Use the newer binary for service and shell',
      command: 'openclaw gateway install --force && openclaw gateway restart',
    },
    fix.rollback,
  ],
})
