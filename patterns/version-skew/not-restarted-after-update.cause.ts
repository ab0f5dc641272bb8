import { defineCause } from '../../src/model/cause.ts'
import { noChange, yes } from '../answers.ts'
import { closes } from '../close-patterns.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { versionModulePath } from './version-module-path.pattern.ts'
import { versionStaleInstall } from './version-stale-install.pattern.ts'
import { whereToLook } from './where-to-look.ts'

export const notRestartedAfterUpdate = defineCause({
  id: 'not-restarted-after-update',
  class: 'version-skew',
  title: 'The package was replaced under a running gateway: restart it',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: fix.restart,
    restart: yes('The running process looks for files of its own build, which are no longer on disk.', facts.events),
    rollback: noChange,
    confirm: { what: 'List the file that is missing', command: 'ls -l <path>', expect: 'No such file or directory' },
  }),
  trigger: [versionStaleInstall, versionModulePath, { pattern: closes, where: { refusal: 'stale-install' } }],
  gap: '24h',
  strength: 85,
  claims: [{ pattern: closes, where: { code: 1011 } }],
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      facts.values('path').length > 0
        ? 'A file of the installation is missing when it is first loaded: ' +
            `${facts.values('path').slice(0, 2).join(', ')}.`
        : 'The gateway says that its installation changed while it ran.',
    ),
  ],
  background:
    'Parts that were loaded before an update go on working, so that probes and chats can look well ' +
    'while others fail until a restart.',
  checks: () => whereToLook,
  fix: () => [fix.restart],
})
