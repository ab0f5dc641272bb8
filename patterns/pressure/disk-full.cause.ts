import { defineCause } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { pressureDiskFull } from './pressure-disk-full.pattern.ts'

const freeSpace: Step = {
  what: 'Free space where the state, the logs and /tmp lie (old logs, archives of sessions, images)',
}
const left: Step = { what: 'Free space and inodes', command: 'df -h ~/.openclaw /tmp && df -i ~/.openclaw /tmp' }

export const diskFull = defineCause({
  id: 'disk-full',
  class: 'other',
  title: 'The disk is full',
  severity: 'critical',
  decide: ({ events }) => ({
    verdict: 'fix-environment',
    do: freeSpace,
    restart: { helps: 'no', why: 'A new process cannot write either while the disk is full.', on: events },
    confirm: { ...left, expect: 'a file system at 100 %' },
  }),
  trigger: [pressureDiskFull],
  strength: 85,
  explain: (facts) => [facts.clause(facts.events, `A write failed: ${facts.values('what').join(', ')}.`)],
  checks: () => [left, { what: 'What takes the space', command: 'du -xsh ~/.openclaw/* /tmp/openclaw' }],
  fix: () => [
    freeSpace,
    {
      what: 'See whether the gateway writes again; restart it only if it does not come back by itself',
      command: 'openclaw gateway status',
    },
  ],
})
