import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { reportProbe } from '../false-green/report-probe.pattern.ts'
import { reportRuntime } from '../false-green/report-runtime.pattern.ts'
import { crashSessionResumed } from '../pressure/crash-session-resumed.pattern.ts'
import { pressureMemory } from '../pressure/pressure-memory.pattern.ts'
import { no, noChange } from '../answers.ts'
import { check } from '../steps.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { droppedClients } from './dropped-clients.ts'
import { processEnds } from './process-ends.ts'

export const outOfMemory = defineCause({
  id: 'out-of-memory',
  class: 'crash-loop',
  title: 'The gateway ran out of memory',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do:
      heap(facts).length > 0
        ? {
            what:
              'Find what fills the heap, the largest session first; raise the limit only if the host has the ' +
              'memory',
            command: 'du -sh ~/.openclaw/agents/*/sessions | sort -h | tail',
          }
        : { what: 'Give the host, container or unit more memory, or run less beside the gateway' },
    restart: no('It grows again after each start.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Compare the memory in use with the limit',
      command: 'systemctl --user show openclaw-gateway -p MemoryMax -p MemoryCurrent',
      expect: 'close to the limit',
    },
  }),
  trigger: [crashOutOfMemory],
  gap: '2h',
  strength: 88,
  supports: [
    {
      events: [pressureMemory],
      before: '30m',
      weight: 8,
      why: 'the gateway reported memory pressure before',
    },
  ],
  claims: [...processEnds, ...droppedClients, pressureMemory, reportRuntime, reportProbe, crashSessionResumed],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} the process was ended because memory ran out ` +
        `(${facts.values('what').join(', ')})${facts.span > 0n ? ` within ${formatDuration(facts.span)}` : ''}.`,
    ),
    facts.clause(facts.select([crashSessionResumed]), 'After a start the same session was resumed.'),
  ],
  background: 'Between two deaths a status check finds it running.',
  checks: () => [
    {
      what: 'Read the limit of the unit',
      command: 'systemctl --user show openclaw-gateway -p MemoryMax -p MemoryCurrent',
    },
    check.bundle,
    { what: 'List the largest sessions', command: 'du -sh ~/.openclaw/agents/*/sessions | sort -h | tail' },
  ],
  fix: (facts) =>
    heap(facts).length > 0
      ? [
          {
            what:
              'Move the largest session away, or raise the limit of the heap in the service ' +
              '(NODE_OPTIONS=--max-old-space-size)',
          },
        ]
      : [{ what: 'Raise the memory of the host, container or unit' }],
})

/** V8's own limit was hit, not that of the machine. */
function heap(facts: Facts): ReturnType<Facts['select']> {
  return facts.events.filter(({ attributes }) => attributes['what'] === 'V8 heap limit')
}
