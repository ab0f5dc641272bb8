import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Life, type Fate, type Phase } from '../src/sources/docker/life.ts'
import { DiskFile } from '../src/sources/files/disk-file.ts'
import { Generation, type Decision } from '../src/sources/files/generation.ts'
import { emptyHead } from '../src/sources/files/head.ts'

interface Row {
  readonly from: string
  readonly transition: string
  readonly to: string
}

/** The tables of transitions in the document, in order. */
const tables: readonly (readonly Row[])[] = readFileSync(new URL('../docs/following.md', import.meta.url), 'utf8')
  .split('| from | transition | to | when |\n|---|---|---|---|\n')
  .slice(1)
  .map((part) =>
    part.slice(0, part.indexOf('\n\n')).trimEnd().split('\n').map((line) => {
      const [, from, transition, to] = line.split('|').map((cell) => cell.trim())
      return { from: from!, transition: transition!, to: to! }
    }),
  ) // prettier-ignore

/** Every pair of a state and a transition, with the state that the table gives; `undefined` when it has no such row. */
function pairs(
  table: readonly Row[],
  states: readonly string[],
  transitions: readonly string[],
): [from: string, transition: string, to: string | undefined][] {
  return states.flatMap((from) =>
    transitions.map((transition): [string, string, string | undefined] => {
      const rows = table.filter((row) => row.from === from && row.transition === transition)
      if (rows.length > 1) throw new Error(`${from} ${transition} is there ${rows.length} times`)
      return [from, transition, rows[0]?.to]
    }),
  )
}

/** Rows that none of the tests below would reach. */
function strangers(table: readonly Row[], states: readonly string[], transitions: readonly string[]): Row[] {
  return table.filter(
    ({ from, transition, to }) => !states.includes(from) || !states.includes(to) || !transitions.includes(transition),
  )
}

function arrived(): Generation {
  const identity = { dev: 1n, ino: 2n, birthtimeNs: 3n }
  return new Generation(new DiskFile(identity, { path: '/logs/app.log', name: 'app.log', slot: undefined }, 0))
}

function after(...transitions: (keyof typeof fileTransitions)[]): Generation {
  const generation = arrived()
  for (const transition of transitions) fileTransitions[transition](generation)
  return generation
}

const fileTransitions = {
  read: (generation: Generation) => generation.read(),
  markCopy: (generation: Generation) => generation.markCopy(arrived()),
  reconsider: (generation: Generation) => generation.reconsider(),
  skip: (generation: Generation) => generation.skip(),
  rest: (generation: Generation) => generation.rest(),
  resume: (generation: Generation) => generation.resume(),
  truncate: (generation: Generation) =>
    generation.truncate({ head: emptyHead, end: 0, copy: undefined, wasWatched: true }),
  restart: (generation: Generation) => generation.restart(0),
  moveTo: (generation: Generation) => generation.moveTo(arrived(), 0),
  end: (generation: Generation) => generation.end(),
}

const decisions: Record<Decision['kind'], () => Generation> = {
  arrived,
  reading: () => after('read'),
  truncated: () => after('read', 'truncate'),
  idle: () => after('rest'),
  copy: () => after('markCopy'),
  skipped: () => after('skip'),
  gone: () => after('end'),
}

describe('a generation of a file', () => {
  const [states, transitions] = [Object.keys(decisions), Object.keys(fileTransitions)]
  const table = tables[0]!

  test('has no row in its table that is not tried here', () => {
    expect(strangers(table, states, transitions)).toEqual([])
  })

  test.each(pairs(table, states, transitions))('that is %s, on %s: %s', (from, transition, to) => {
    const generation = decisions[from as Decision['kind']]()
    expect(generation.decision.kind).toBe(from)
    const take = (): void => fileTransitions[transition as keyof typeof fileTransitions](generation)
    if (to === undefined) expect(take).toThrow(`a file that is ${from} cannot`)
    else take()
    expect(generation.decision.kind).toBe(to ?? from)
  })

  test('takes over the file of one that has just arrived, and of no other', () => {
    const generation = after('read')
    const { file } = generation
    for (const [state, make] of Object.entries(decisions)) {
      const other = make()
      if (state === 'arrived') generation.moveTo(other, 0)
      else expect(() => generation.moveTo(other, 0)).toThrow(`a file that is ${state} cannot be taken over`)
      expect(other.decision.kind).toBe(state === 'arrived' ? 'gone' : state)
      if (state === 'arrived') expect(generation.file).toBe(other.file)
      else expect(generation.file).not.toBe(other.file)
    }
    expect(generation.file).not.toBe(file)
  })

  test('remembers what it was taken for a copy of, as long as that may matter', () => {
    const original = arrived()
    const copy = arrived()
    copy.markCopy(original)
    expect(copy.original).toBe(original)
    copy.reconsider()
    expect(copy.original).toBe(original)
    copy.read()
    expect(copy.original).toBeUndefined()
  })

  test('keeps its decision over a restart as far as a cursor can', () => {
    const kept = Object.fromEntries(
      Object.entries(decisions).map(([state, make]) => {
        const { stream, cursor } = make().batch([])
        const restored = Generation.from(stream.id, JSON.parse(JSON.stringify(cursor)), 0)
        expect(restored.batch([])).toEqual({ stream: { ...stream, name: '/logs/app.log' }, lines: [], cursor })
        return [state, restored.decision.kind]
      }),
    )
    expect(kept).toEqual({
      arrived: 'reading', reading: 'reading', truncated: 'reading', gone: 'reading',
      idle: 'idle', copy: 'skipped', skipped: 'skipped',
    }) // prettier-ignore
  })
})

describe('following a container', () => {
  const phaseTransitions = {
    attach: (life: Life) => life.attach(new AbortController()),
    detach: (life: Life) => life.detach(),
    halt: (life: Life) => life.halt(),
    wake: (life: Life) => life.wake(),
    leaveUnread: (life: Life) => life.leaveUnread('none'),
  }
  const phases: Record<Phase['kind'], (life: Life) => void> = {
    asking: () => undefined,
    reading: phaseTransitions.attach,
    halted: phaseTransitions.halt,
    unread: phaseTransitions.leaveUnread,
  }
  const fateTransitions = { remove: (life: Life) => life.remove(), stop: (life: Life) => life.stop() }
  const fates: Record<Fate, (life: Life) => void> = {
    followed: () => undefined,
    removed: fateTransitions.remove,
    stopped: fateTransitions.stop,
  }
  const [phaseTable, fateTable] = [tables[1]!, tables[2]!]

  test('has no row in its tables that is not tried here', () => {
    expect(strangers(phaseTable, Object.keys(phases), Object.keys(phaseTransitions))).toEqual([])
    expect(strangers(fateTable, Object.keys(fates), Object.keys(fateTransitions))).toEqual([])
  })

  test.each(pairs(phaseTable, Object.keys(phases), Object.keys(phaseTransitions)))(
    'in the phase %s, on %s: %s, whatever its fate',
    (from, transition, to) => {
      for (const [fate, meet] of Object.entries(fates)) {
        const life = new Life()
        phases[from as Phase['kind']](life)
        meet(life)
        const take = (): void => phaseTransitions[transition as keyof typeof phaseTransitions](life)
        if (to === undefined) expect(take).toThrow(`a container that is ${from} cannot`)
        else take()
        expect([life.phase.kind, life.fate]).toEqual([to ?? from, fate])
      }
    },
  )

  test.each(pairs(fateTable, Object.keys(fates), Object.keys(fateTransitions)))(
    'with the fate %s, on %s: %s, whatever its phase',
    (from, transition, to) => {
      for (const [phase, enter] of Object.entries(phases)) {
        const life = new Life()
        enter(life)
        fates[from as Fate](life)
        fateTransitions[transition as keyof typeof fateTransitions](life)
        expect([life.fate, life.phase.kind]).toEqual([to, phase])
      }
    },
  )

  test('has a connection only while it reads', () => {
    const life = new Life()
    const connection = new AbortController()
    expect(life.connection).toBeUndefined()
    life.attach(connection)
    life.remove()
    expect(life.connection).toBe(connection)
    life.detach()
    expect(life.connection).toBeUndefined()
  })
})
