import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no } from '../answers.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorGaveUp } from '../crash-loop/supervisor-gave-up.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'
import { versionNeedsOther } from './version-needs-other.pattern.ts'
import { versionUpdate } from './version-update.pattern.ts'
import { whereToLook } from './where-to-look.ts'
import { updated } from '../applied-change.ts'

export const needsOtherVersion = defineCause({
  id: 'needs-other-version',
  class: 'version-skew',
  title: 'One part of the installation is too old for another',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: remedy(facts),
    restart: no('The same versions meet at each start.', facts.events.slice(-1)),
    rollback: no('Versions do not fit, not settings.', facts.events.slice(0, 1)),
    confirm: {
      what: 'Read the versions of Node.js and of each openclaw on the path',
      command: 'node --version; which -a openclaw; openclaw --version',
      expect: 'the older of the two that the line names',
    },
  }),
  trigger: [versionNeedsOther],
  gap: '24h',
  strength: 92,
  supports: [{ events: [versionUpdate], before: '24h', only: 'before', weight: 4, why: 'an update ran before' }],
  claims: [crashSeries, crashStartFailed, supervisorExit, supervisorRestart, supervisorGaveUp, supervisorStarted],
  recovery: [updated],
  stands: true,
  explain: (facts) => [
    facts.clause(facts.events, ([first]) => {
      const { part, has, needs } = first!.attributes
      const needed = needs === undefined ? '' : `, needed is ${String(needs)}`
      return `${String(part)} has ${String(has)}${needed} (${count(facts.count, 'time')}).`
    }),
    facts.clause(facts.select([crashSeries]), 'The gateway is started again and again, and each start ends there.'),
  ],
  checks: () => whereToLook,
  fix: (facts) => [remedy(facts)],
})

/** The older part moves up; data of a newer version is never made older. */
function remedy(facts: Facts): Step {
  switch (facts.values('older')[0]) {
    case 'node':
      return {
        what:
          'Give the service a Node.js with ' +
          `${facts.values('needs')[0] ?? 'the version that the line asks for'} (currently ` +
          `${facts.values('part')[0] ?? 'an older one'})`,
        command: 'which -a node; node --version',
      }
    case 'module':
      return {
        what: 'Reinstall OpenClaw with the Node.js that runs it, so that native modules fit',
        command: 'node --version',
      }
    case 'state':
      return {
        what: 'Stop the gateway for a moment and let the doctor migrate the state that the line names',
        command: 'openclaw doctor --fix',
      }
    default:
      return {
        what: 'Start the gateway with the newer OpenClaw that wrote this database; keep the database as it is',
        command: 'which -a openclaw',
      }
  }
}
