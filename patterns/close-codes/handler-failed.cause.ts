import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Step } from '../../src/model/decision.ts'
import { reportProbe } from '../false-green/report-probe.pattern.ts'
import { reportRuntime } from '../false-green/report-runtime.pattern.ts'
import { pressureDiskFull } from '../pressure/pressure-disk-full.pattern.ts'
import { check } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsHandlerError } from './ws-handler-error.pattern.ts'

export const handlerFailed = defineCause({
  id: 'handler-failed',
  class: 'close-code',
  title: "The gateway fails while it handles a client's message",
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: stepFor(facts),
    restart: {
      helps: 'no',
      why: `Each message meets the same error: ${facts.values('error')[0] ?? 'see the line'}`,
      on: facts.events,
    },
    confirm: { ...check.doctor, expect: 'the same error' },
  }),
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
      `The gateway failed on ${count(facts.count, 'message')} of clients: ${facts.values('error').join('; ')}.`,
    ),
    facts.clause(
      facts.select([{ pattern: closes, where: { code: 1000 } }]),
      'A client only saw a close with 1000 and no reason.',
    ),
  ],
  checks: (facts) => [...(isAbout(facts, diskWords) ? [freeSpace] : []), check.doctor],
  fix: (facts) => [stepFor(facts)],
})

const diskWords = /ENOSPC|disk (?:is )?full|EDQUOT/
const accessWords = /EACCES|EPERM|EROFS|readonly/
const freeSpace: Step = { what: 'Free space where the state lives', command: 'df -h ~/.openclaw /tmp' }

function stepFor(facts: Facts): Step {
  if (isAbout(facts, diskWords))
    return {
      what: 'Free space where the state, the logs and /tmp lie; the gateway then writes again',
      command: freeSpace.command!,
    }
  if (isAbout(facts, accessWords))
    return {
      what: 'Give the state folder back to the user that the gateway runs as',
      command: 'ls -ld ~/.openclaw ~/.openclaw/*',
    }
  return {
    what: 'Remove what the error names; if it names nothing outside of OpenClaw, update',
    command: 'openclaw update',
  }
}

function isAbout(facts: Facts, words: RegExp): boolean {
  return facts.values('error').some((error) => words.test(error))
}
