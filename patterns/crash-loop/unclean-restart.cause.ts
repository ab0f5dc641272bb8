import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { droppedClients } from './dropped-clients.ts'
import { lifecycleUncleanStart } from './lifecycle-unclean-start.derivation.ts'
import { processEnds } from './process-ends.ts'

export const uncleanRestart = defineCause({
  id: 'unclean-restart',
  class: 'crash-loop',
  title: 'The gateway ended without a word and was started again',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'undecidable',
    do: {
      what: 'Read what the kernel and the supervisor say of that moment',
      command: 'systemctl --user status openclaw-gateway',
    },
    restart: no('It was started again already.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.status, expect: 'running, with a start at that time' },
  }),
  trigger: [lifecycleUncleanStart],
  gap: '2h',
  strength: 52,
  claims: [...droppedClients, ...processEnds],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'start')} without a stop before: no signal, no error and no shutdown line.`,
    ),
  ],
  background:
    'SIGKILL (from a supervisor out of patience or the OOM killer), a segmentation fault, ' +
    'process.exit or the host going down end a process like this; the gateway itself cannot write it.',
  checks: () => [
    { what: 'Read what the supervisor says', command: 'systemctl --user status openclaw-gateway' },
    check.bundle,
  ],
  fix: () => [{ what: 'Give oclog the journal of the kernel and of the unit as well' }],
})
