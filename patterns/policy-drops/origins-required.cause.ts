import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { originRequired } from './origin-required.pattern.ts'

export const originsRequired = defineCause({
  id: 'origins-required',
  class: 'policy-drop',
  title: 'The gateway does not start: a dashboard beyond loopback needs a list of allowed origins',
  severity: 'critical',
  decide: (facts) => ({
    verdict: changedBind(facts).length > 0 ? 'config-rollback' : 'fix-environment',
    do: changedBind(facts).length > 0 ? fix.rollback : nameOrigins,
    restart: { helps: 'no', why: 'Each start refuses the same configuration.', on: facts.events },
    rollback:
      changedBind(facts).length > 0
        ? {
            helps: 'yes',
            why: 'The bind or the dashboard was changed before the refused start.',
            on: changedBind(facts),
          }
        : { helps: 'no', why: 'No change of the bind or of the dashboard came before it in this log.' },
    confirm: {
      what: 'Bind and origins',
      command: 'openclaw config get gateway',
      expect: 'A bind beyond loopback, and no controlUi.allowedOrigins.',
    },
    stands: true,
  }),
  trigger: [originRequired],
  strength: 95,
  claims: [crashStartFailed, supervisorExit, supervisorRestart],
  also: ['config-invalid'],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(changedBind(facts), (on) => `The configuration was changed: ${on.at(-1)!.attributes['paths']}.`),
    facts.clause(facts.events, ([event]) => `${count(facts.count, 'start')} refused: "${event!.body.slice(0, 160)}".`),
  ],
  background: 'Since 2026.2.25 a bind beyond loopback demands gateway.controlUi.allowedOrigins.',
  checks: () => [{ what: 'Bind and origins', command: 'openclaw config get gateway' }],
  fix: (facts) => [
    ...(changedBind(facts).length > 0 ? [fix.rollback, { ...nameOrigins, instead: true }] : [nameOrigins]),
    { what: 'Start the gateway and validate', command: 'openclaw gateway restart && openclaw gateway status' },
  ],
})

// The list is empty, else the start would not be refused: nothing is replaced.
const nameOrigins: Step = {
  what: 'Name the origins at which the dashboard is opened',
  command: 'openclaw config set gateway.controlUi.allowedOrigins \'["http://<gateway-host>:18789"]\'',
}

function changedBind(facts: Facts): readonly Event[] {
  return facts.configChanges.filter(({ attributes: { paths } }) => /gateway\.(?:bind|controlUi)/.test(String(paths)))
}
