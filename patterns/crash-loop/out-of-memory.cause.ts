import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { reportProbe } from '../false-green/report-probe.pattern.ts'
import { reportRuntime } from '../false-green/report-runtime.pattern.ts'
import { crashSessionResumed } from '../pressure/crash-session-resumed.pattern.ts'
import { pressureMemory } from '../pressure/pressure-memory.pattern.ts'
import { check, fix } from '../steps.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { droppedClients } from './dropped-clients.ts'
import { processEnds } from './process-ends.ts'

export const outOfMemory = defineCause({
  id: 'out-of-memory',
  class: 'crash-loop',
  title: 'The gateway runs out of memory and is started again and again',
  severity: 'critical',
  decide: () => ({ verdict: 'fix-environment' }),
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
      `${count(facts.count, 'time')} the process was ended for want of memory (${facts.values('what').join(', ')})${facts.span > 0n ? ` within ${formatDuration(facts.span)}` : ''}. Between two deaths a status check finds it "running".${facts.has(crashSessionResumed) ? ' After each start the same large session is resumed, and brings it down again.' : ''}`,
    ),
  ],
  checks: () => [
    {
      what: 'Memory of the host and limits of the container or unit',
      command: 'free -m; docker stats --no-stream; systemctl --user show openclaw-gateway -p MemoryMax',
    },
    check.bundle,
    { what: 'The largest sessions', command: 'du -sh ~/.openclaw/agents/*/sessions | sort -h | tail' },
  ],
  fix: () => [
    {
      what: 'Move the huge session away, or raise the heap',
      command: 'NODE_OPTIONS=--max-old-space-size=4096 openclaw gateway run',
    },
    fix.restart,
  ],
})
