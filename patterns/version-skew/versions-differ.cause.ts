import { defineCause } from '../../src/model/cause.ts'
import { fix } from '../steps.ts'
import { versionDiffer } from './version-differ.derivation.ts'
import { versionReported } from './version-reported.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const versionsDiffer = defineCause({
  id: 'versions-differ',
  class: 'version-skew',
  title: 'The running gateway is of another version than the one installed',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [versionDiffer],
  strength: 82,
  claims: [versionReported],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway says ${facts.values('running').join(', ')}, the ${facts.values('who').join(', ') === 'package' ? 'installed package' : 'CLI'} ${facts.values('expected').join(', ')}: the service starts another installation, or was not restarted after an update.`,
    ),
  ],
  checks: () => whereToLook,
  fix: () => [fix.reinstall, fix.restart],
})
