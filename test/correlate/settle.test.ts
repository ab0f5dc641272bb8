import { describe, expect, it, test } from 'vitest'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'
import { benignOf, harmlessOf, notOverruled } from '../../src/correlate/settle.ts'
import type { Incident } from '../../src/model/incident.ts'
import { cause, causesOf, event, hypothesis, signal } from './given.ts'

const closed = signal('ws.closed')
const reload = signal('config.reload', 'context')
const [first, second, third] = [event(closed, 0), event(closed, 1), event(closed, 2)]
const alarm = (strength: number): Hypothesis => hypothesis(cause('alarm', { strength }), [first, second])
const harmless = (strength: number, events = [first, second]): Hypothesis =>
  hypothesis(cause('harmless', { strength, benign: true }), events)

test.each<[string, Hypothesis[], string[]]>([
  ['a plausible hypothesis stands', [alarm(25)], ['alarm']],
  ['one that is not plausible does not', [alarm(24)], []],
  ['a harmless one that is stronger overrules it', [alarm(70), harmless(71)], []],
  ['a harmless one that is as strong does not', [alarm(70), harmless(70)], ['alarm']],
  ['a harmless one that claims only some of its triggers does not', [alarm(70), harmless(90, [first])], ['alarm']],
  [
    'several harmless ones overrule it that claim all its triggers together',
    [alarm(70), harmless(90, [first]), harmless(80, [second])],
    [],
  ],
  ['a harmless one that is not plausible does not', [alarm(25), harmless(24)], ['alarm']],
  ['a harmless one makes no incident', [harmless(90)], []],
])('%s', (_, tried, expected) => {
  expect(causesOf(notOverruled(tried, harmlessOf(tried)))).toEqual(expected)
})

describe('benign events', () => {
  const incident = { events: [second] } as unknown as Incident

  it('are those of harmless hypotheses that no incident holds, in order of time', () => {
    const found = benignOf([harmless(80, [third, second, first])], [incident])
    expect(found.map(({ event: { id }, why }) => [id, why])).toEqual([
      ['ws.closed@0', 'Title of harmless'],
      ['ws.closed@2', 'Title of harmless'],
    ])
  })

  it('have the likeliest of several reasons', () => {
    const likelier = hypothesis(cause('likelier', { strength: 90, benign: true }), [first])
    expect(benignOf([harmless(80, [first]), likelier], []).map(({ why }) => why)).toEqual(['Title of likelier'])
  })

  it('are no context, unless it is what the harmless hypothesis is about', () => {
    const change = event(reload, 0)
    const beside = hypothesis(cause('harmless', { benign: true }), [first], { claimed: [change, first] })
    const about = hypothesis(cause('harmless', { benign: true }), [change])
    expect(benignOf([beside], []).map(({ event: { id } }) => id)).toEqual(['ws.closed@0'])
    expect(benignOf([about], []).map(({ event: { id } }) => id)).toEqual(['config.reload@0'])
  })
})
