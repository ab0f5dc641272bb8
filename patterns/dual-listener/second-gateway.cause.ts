import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { check, fix } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

export const secondGateway = defineCause({
  id: 'second-gateway',
  class: 'dual-listener',
  title: 'A second gateway was started while one already runs',
  severity: 'high',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: portTaken,
  strength: 84,
  supports: [
    {
      events: [supervisorRestart, reportOtherGateways],
      weight: 5,
      why: 'a supervisor keeps starting it',
    },
    {
      events: [{ pattern: listenerOwner, where: { program: ['openclaw', 'clawdbot', 'node'] } }],
      weight: 4,
      why: 'the port belongs to pid {pid}: {command}',
    },
  ],
  claims: lostStart,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const owners = facts.valuesOf(listenerOwner, 'pid')
        return `${count(facts.count, 'start')}${facts.span > 0n ? ` within ${formatDuration(facts.span)}` : ''} failed because the port or the lock is held${owners.length > 0 ? ` by pid ${owners.join(', ')}` : ''}. The running gateway serves on; what fails is the second one, which some service, task or shell keeps starting.`
      })(),
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [
    {
      what: 'Decide which one should live; stop the other and remove what starts it',
      command: 'openclaw gateway stop',
    },
    { what: 'Then look for units, tasks and autostart entries', command: check.doctorDeep.command },
    fix.restart,
  ],
})
