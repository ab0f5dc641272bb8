import { defineCause } from '../../src/model/cause.ts'
import { reportProbe } from '../false-green/report-probe.pattern.ts'
import { reportRuntime } from '../false-green/report-runtime.pattern.ts'
import { pressureDiskFull } from '../pressure/pressure-disk-full.pattern.ts'
import { check, fix } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsHandlerError } from './ws-handler-error.pattern.ts'

export const handlerFailed = defineCause({
  id: 'handler-failed',
  class: 'close-code',
  title: 'The gateway fails on every connect and closes with 1000',
  severity: 'critical',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [{ pattern: wsHandlerError, not: { error: /JSON|Unexpected token|Unterminated/ } }],
  strength: 70,
  supports: [
    {
      events: [{ pattern: closes, where: { code: 1000 } }],
      weight: 15,
      why: 'clients were closed with 1000 without a reason',
    },
    { events: [pressureDiskFull], weight: 10, why: 'the disk is full' },
  ],
  claims: [{ pattern: closes, where: { code: [1000, 1006] } }, pressureDiskFull, reportProbe, reportRuntime],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Handling a message threw: ${facts.values('error').join('; ')}. The client only sees "gateway closed (1000)" without a reason.`,
    ),
  ],
  checks: () => [{ what: 'Free space where the state lives', command: 'df -h ~/.openclaw /tmp' }, check.doctor],
  fix: () => [{ what: 'Remove the cause named in the error (free disk space, mend permissions)' }, fix.restart],
})
