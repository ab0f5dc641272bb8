import { expect, test } from 'vitest'
import type { DecisionDocument } from '../../src/model/document.ts'
import { runbookOf } from '../../src/timeline/runbook.ts'
import { causeDocument } from '../helpers/timeline-events.ts'

const unknown = { helps: 'unknown', why: 'nothing shows it', events: [] } as const
const decision: DecisionDocument = {
  verdict: 'fix-environment',
  do: { what: 'Free space', command: 'df -h ~/.openclaw' },
  restart: unknown,
  rollback: unknown,
  confirm: { what: 'Ask for free space', command: 'df -h', expect: 'less than 100 % in use' },
}

test('A runbook confirms and checks, then does the recommended action, then the rest.', () => {
  const { checks, fix } = causeDocument()
  expect(runbookOf(causeDocument(), decision).map(({ name, steps }) => ({ name, steps }))).toEqual([
    {
      name: 'Confirm',
      steps: [{ what: 'Ask for free space; expect: less than 100 % in use', command: 'df -h' }],
    },
    { name: 'Check', steps: checks },
    { name: 'Do', steps: [decision.do] },
    { name: 'Then', steps: fix },
  ])
})

test('The recommended action is not asked for twice.', () => {
  const fix = [{ what: 'Look at the disk', command: 'df -h ~/.openclaw' }]
  const commands = runbookOf(causeDocument({ fix }), decision).flatMap(({ steps }) =>
    steps.map(({ command }) => command),
  )
  expect(commands.filter((command) => command === 'df -h ~/.openclaw')).toHaveLength(1)
})

test('A document of before decisions were made leads through the steps of its cause alone.', () => {
  expect(runbookOf(causeDocument()).map(({ name }) => name)).toEqual(['Check', 'Do'])
})

test('A phase without steps is left out.', () => {
  expect(runbookOf(causeDocument({ checks: [], fix: [] }))).toEqual([])
})
