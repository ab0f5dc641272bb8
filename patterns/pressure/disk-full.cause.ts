import { defineCause } from '../../src/model/cause.ts'
import { fix } from '../steps.ts'
import { pressureDiskFull } from './pressure-disk-full.pattern.ts'

export const diskFull = defineCause({
  id: 'disk-full',
  class: 'other',
  title: 'The disk is full',
  severity: 'critical',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [pressureDiskFull],
  strength: 85,
  explain: (facts) => [facts.clause(facts.events, 'Nothing can be written: sessions, state and logs.')],
  checks: () => [{ what: 'Free space', command: 'df -h ~/.openclaw /tmp' }],
  fix: () => [{ what: 'Free space (old logs, session archives), then restart', command: fix.restart.command }],
})
