import { defineCause } from '../../src/model/cause.ts'
import { noChange, yes } from '../answers.ts'
import { check, fix } from '../steps.ts'
import { versionDiffer } from './version-differ.derivation.ts'
import { versionReported } from './version-reported.pattern.ts'
import { whereToLook } from './where-to-look.ts'
import { updated } from '../applied-change.ts'

export const versionsDiffer = defineCause({
  id: 'versions-differ',
  class: 'version-skew',
  title: 'The running gateway is of another version than the one installed',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: {
      what:
        'Look at which program the service starts; write the service definition again if it is the old ' +
        'path, then restart',
      command: 'systemctl --user cat openclaw-gateway | grep ExecStart',
    },
    restart: yes('The gateway that runs is of another version than the one installed.', facts.events),
    rollback: noChange,
    confirm: { ...check.status, expect: 'a gateway version that differs from the CLI version' },
    stands: true,
  }),
  trigger: [versionDiffer],
  strength: 82,
  claims: [versionReported],
  recovery: [updated],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway says ${facts.values('running').join(', ')}, the ` +
        `${facts.values('who').join(', ') === 'package' ? 'installed package' : 'CLI'} ` +
        `${facts.values('expected').join(', ')}: one of them is another installation, or the gateway was ` +
        'not restarted after an update.',
    ),
  ],
  checks: () => whereToLook,
  fix: () => [fix.reinstall, fix.restart],
})
