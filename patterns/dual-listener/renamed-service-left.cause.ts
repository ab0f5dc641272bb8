import { defineCause } from '../../src/model/cause.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'
import { fix } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

export const renamedServiceLeft = defineCause({
  id: 'renamed-service-left',
  class: 'dual-listener',
  title: 'A service of the old name still runs beside the new one',
  severity: 'high',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: portTaken,
  requires: [
    {
      events: [
        { pattern: supervisorRestart, where: { unit: /clawdbot|moltbot/ } },
        { pattern: supervisorStarted, where: { unit: /clawdbot|moltbot/ } },
        { pattern: listenerOwner, where: { program: 'clawdbot' } },
      ],
      why: 'clawdbot, the name before 2026.1.29, is still there',
    },
  ],
  strength: 92,
  claims: lostStart,
  also: ['version-skew'],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The service was renamed from clawdbot to openclaw in January 2026. The old unit was not removed by the upgrade: both start a gateway on one port, and the loser is restarted for ever.',
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [
    { what: 'Remove the old unit', command: 'systemctl --user disable --now clawdbot-gateway' },
    fix.reinstall,
    fix.restart,
  ],
})
