import { defineCause } from '../../src/model/cause.ts'
import { no } from '../answers.ts'
import { count } from '../../src/base/text.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { check } from '../steps.ts'
import { versionConfigNewer } from './version-config-newer.pattern.ts'
import { whereToLook } from './where-to-look.ts'
import { updated } from '../applied-change.ts'

export const versionConfigNewerCause = defineCause({
  id: 'version-config-newer',
  class: 'version-skew',
  title: 'An older OpenClaw runs on the configuration of a newer one',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: useNewer,
    restart: no('The older program reads the same newer state at each start.', facts.events.slice(-1)),
    rollback: no('An older copy of the configuration does not make the program newer.', facts.events.slice(0, 1)),
    confirm: {
      ...check.versions,
      expect: `${facts.values('running')[0] ?? 'an older version'} first on the path, a newer one beside it or removed`,
    },
  }),
  trigger: [versionConfigNewer],
  gap: '24h',
  strength: 86,
  claims: [crashStartFailed, supervisorExit, crashSeries],
  recovery: [updated],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['config'] !== undefined),
      `Version ${facts.values('running').join(', ') || 'unknown'} reads a configuration that ` +
        `${facts.values('config').join(', ')} wrote (${count(facts.count, 'time')}).`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['schemas'] !== undefined),
      `${facts.values('schemas')[0] ?? ''} database schema(s) are newer than this build.`,
    ),
  ],
  background:
    'Two installations share one state directory, or a downgrade left the newer state behind. Plain ' +
    '"openclaw" can be the older of two.',
  checks: () => whereToLook,
  fix: () => [
    useNewer,
    { what: 'Install the version that wrote the configuration, or a newer one', when: 'if it is no longer there' },
  ],
})

/** By its path: the plain name is what found the older one. */
const useNewer = {
  what: 'Find the newer openclaw by its path, and let service and shell start that one',
  command: 'which -a openclaw',
} as const
