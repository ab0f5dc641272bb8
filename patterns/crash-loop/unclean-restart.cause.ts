import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { droppedClients } from './dropped-clients.ts'
import { lifecycleUncleanStart } from './lifecycle-unclean-start.derivation.ts'
import { processEnds } from './process-ends.ts'

export const uncleanRestart = defineCause({
  id: 'unclean-restart',
  class: 'crash-loop',
  title: 'The gateway ended without a word and was started again',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [lifecycleUncleanStart],
  gap: '2h',
  strength: 52,
  claims: [...droppedClients, ...processEnds],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'start')} without a stop before: no signal, no error, no shutdown line. What ends a process like this is SIGKILL (a supervisor out of patience, the OOM killer), a segmentation fault, process.exit or the host going down; the gateway itself cannot write it.`,
    ),
  ],
  checks: () => [
    {
      what: 'What the kernel and the supervisor say of that time',
      command: 'journalctl -k --since "<time>"; systemctl --user status openclaw-gateway',
    },
    check.bundle,
  ],
  fix: () => [{ what: 'Give oclog the journal of the kernel and of the unit as well' }, fix.restart],
})
