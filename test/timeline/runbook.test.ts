import { expect, test } from 'vitest'
import { verdicts, type Verdict } from '../../src/model/decision.ts'
import { runbookOf } from '../../src/timeline/runbook.ts'
import { causeDocument } from '../helpers/timeline-events.ts'

const everything = ['Freeze', 'Snapshot', 'Check', 'Fix', 'Validate', 'Doctor', 'Restart in order', 'Accept']
const phases: Readonly<Partial<Record<Verdict, readonly string[]>>> = {
  'restart-and-validate': everything,
  'config-rollback': everything,
  'align-credentials': ['Snapshot', 'Check', 'Fix', 'Doctor', 'Restart in order', 'Accept'],
  'approve-access': ['Check', 'Fix', 'Accept'],
  'stop-duplicate': everything,
  'fix-environment': everything,
  wait: ['Check', 'Fix', 'Accept'],
  undecidable: ['Snapshot', 'Check', 'Fix', 'Doctor', 'Accept'],
}

test.each(verdicts)('The verdict %s leads through the phases that it needs.', (verdict) => {
  expect(runbookOf(causeDocument({ verdict })).map(({ name }) => name)).toEqual(phases[verdict])
})

test.each(['__proto__', 'constructor', 'a verdict of a later version'])(
  'The verdict %j, which is unknown, leads through the steps of the cause alone.',
  (verdict) => {
    const runbook = runbookOf(causeDocument({ verdict: verdict as Verdict }))
    expect(runbook.map(({ name }) => name)).toEqual(['Check', 'Fix', 'Accept'])
  },
)

test('Only the check and the fix are the own phases of a cause.', () => {
  const { checks, fix } = causeDocument()
  const own = runbookOf(causeDocument()).filter((phase) => phase.own)
  expect(own.map(({ name, steps }) => ({ name, steps }))).toEqual([
    { name: 'Check', steps: checks },
    { name: 'Fix', steps: fix },
  ])
})

test('A phase without steps is left out.', () => {
  const names = runbookOf(causeDocument({ verdict: 'wait', checks: [], fix: [] })).map(({ name }) => name)
  expect(names).toEqual(['Accept'])
})

test('A command that the cause asks for itself is not asked for again.', () => {
  const fix = [
    { what: 'Restart it', command: 'openclaw gateway restart' },
    { what: 'Ask', command: 'openclaw doctor' },
  ]
  const runbook = runbookOf(causeDocument({ fix }))
  const commands = runbook.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []))
  expect(commands.filter((command) => command === 'openclaw gateway restart')).toHaveLength(1)
  expect(runbook.map(({ name }) => name)).not.toContain('Doctor')
})
