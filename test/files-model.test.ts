import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { installation } from '../patterns/installation.ts'
import { datedFamily, globFamily, namedFamily, type Family } from '../src/sources/files/names.ts'
import { FileReading } from './helpers/file-reading.ts'
import { FileWorld, openclawNames, plainNames } from './helpers/file-world.ts'
import { newFolder } from './helpers/folder.ts'
import { runs } from './helpers/runs.ts'

const { datedLogs } = installation
const tried = runs(100)

/** Something that happens to files. */
type Change =
  | { readonly kind: 'write'; readonly lines: number; readonly length: number }
  | { readonly kind: 'writeOld'; readonly back: number; readonly lines: number; readonly length: number }
  | { readonly kind: 'writePart'; readonly length: number }
  | { readonly kind: 'rotate'; readonly late: boolean }
  | {
      readonly kind:
        | 'reopen'
        | 'copyTruncate'
        | 'truncate'
        | 'midnight'
        | 'removeCurrent'
        | 'removeOldest'
        | 'moveAway'
        | 'moveBack'
        | 'pack'
    }

/** Something that happens to who reads them. */
type Step =
  | Change
  /**
   * While it looks something changes, step by step: before it lists, between listing and opening, or between two
   * batches.
   */
  | { readonly kind: 'look'; readonly meanwhile: readonly Change[]; readonly occasions: readonly number[] }
  | { readonly kind: 'pause'; readonly milliseconds: number }
  | { readonly kind: 'commit' }
  /** So many of the batches that wait to be stored are. */
  | { readonly kind: 'kill'; readonly stored: number }
  | { readonly kind: 'settle' }

const length = fc.constantFrom(12, 12, 60, 400)
const lines = fc.integer({ min: 1, max: 5 })
const only = <Kind extends string>(kind: Kind): fc.Arbitrary<{ readonly kind: Kind }> => fc.constant({ kind })
const changes = {
  write: { weight: 51, arbitrary: fc.record({ kind: fc.constant('write' as const), lines, length }) },
  writeOld: {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('writeOld' as const), back: fc.nat(2), lines, length }),
  },
  writePart: {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('writePart' as const), length: fc.constantFrom(0, 1, 30) }),
  },
  rotate: { weight: 10, arbitrary: fc.record({ kind: fc.constant('rotate' as const), late: fc.boolean() }) },
  reopen: { weight: 5, arbitrary: only('reopen') },
  copyTruncate: { weight: 5, arbitrary: only('copyTruncate') },
  truncate: { weight: 5, arbitrary: only('truncate') },
  midnight: { weight: 2, arbitrary: only('midnight') },
  removeCurrent: { weight: 3, arbitrary: only('removeCurrent') },
  removeOldest: { weight: 2, arbitrary: only('removeOldest') },
  moveAway: { weight: 1, arbitrary: only('moveAway') },
  moveBack: { weight: 2, arbitrary: only('moveBack') },
  pack: { weight: 2, arbitrary: only('pack') },
}
type Kind = keyof typeof changes

function stepsOf(kinds: readonly Kind[]): fc.Arbitrary<Step[]> {
  const change = fc.oneof(...kinds.map((kind) => changes[kind] as fc.WeightedArbitrary<Change>))
  return fc.array(
    fc.oneof(
      { weight: 75, arbitrary: change },
      {
        weight: 20,
        arbitrary: fc.record({
          kind: fc.constant('look' as const),
          meanwhile: fc.oneof(
            { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 4 }) },
            { weight: 1, arbitrary: fc.constant([]) },
          ),
          occasions: fc.array(fc.oneof(fc.nat(2), fc.nat(12)), { maxLength: 12 }),
        }),
      },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('pause' as const),
          milliseconds: fc.constantFrom(20, 300, 2000),
        }),
      },
      { weight: 5, arbitrary: only('commit') },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('kill' as const), stored: fc.nat(6) }) },
      { weight: 2, arbitrary: only('settle') },
    ),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
}

interface Case {
  readonly names: typeof plainNames
  readonly family: (folder: string) => Family
}
const cases: Record<string, Case> = {
  'a named file': { names: plainNames, family: (folder) => namedFamily(join(folder, 'app.log')) },
  'a folder of OpenClaw': { names: openclawNames, family: (folder) => datedFamily(folder, datedLogs) },
  'a pattern': { names: openclawNames, family: (folder) => globFamily(join(folder, 'openclaw-*.log'), datedLogs) },
}

async function run(steps: readonly Step[], { names, family }: Case, withPast: boolean): Promise<void> {
  const world = new FileWorld(join(newFolder(), '.'), names)
  const reading = new FileReading(family(world.folder))
  let paused = 0
  function* change(each: Change): Generator<void> {
    if (each.kind === 'write') world.write(each.lines, each.length)
    else if (each.kind === 'writeOld') world.writeOld(each.back, each.lines, each.length)
    else if (each.kind === 'writePart') world.writePart(each.length)
    else if (each.kind === 'rotate') yield* world.rotate(each.late)
    else yield* world[each.kind]() ?? []
  }
  function* changes(all: readonly Change[]): Generator<void> {
    for (const each of all) {
      yield* change(each)
      yield
    }
  }
  const look = async (meanwhile: readonly Change[] = [], occasions: readonly number[] = []): Promise<void> => {
    const looked = world.looking()
    await reading.look(changes(meanwhile), occasions)
    looked()
  }
  const settle = async (): Promise<void> => {
    await reading.settle(look)
    check(world, reading)
    world.lingered()
  }
  try {
    if (withPast) {
      world.write(3, 60)
      for (const index of world.texts.keys()) world.old.add(index)
    }
    await look()
    reading.commit()
    for (const step of steps) {
      if (step.kind === 'look') await look(step.meanwhile, step.occasions)
      else if (step.kind === 'pause') {
        reading.pause(step.milliseconds)
        paused += step.milliseconds
        // Less than it lingers.
        if (paused >= 4000) {
          world.lingered()
          paused = 0
        }
      } else if (step.kind === 'commit') reading.commit()
      else if (step.kind === 'kill') {
        await reading.kill(step.stored)
        world.killed()
      } else if (step.kind === 'settle') await settle()
      else for (const _ of change(step)) continue
    }
    await settle()
  } finally {
    await reading.close()
    world.close()
    rmSync(world.folder, { recursive: true })
  }
}

function check(world: FileWorld, reading: FileReading): void {
  const numbers = reading.given.flatMap((text) => {
    const number = Number(text.split(' ')[0])
    if (world.texts[number] === text) return [number]
    if (!world.isPart(text)) throw new Error(`never written: ${text}`)
    return []
  })
  const given = new Set(numbers)
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index)
  expect(twice, 'twice').toEqual([])
  expect([...given].filter((number) => world.old.has(number)), 'old').toEqual([]) // prettier-ignore
  expect([...world.reachable()].filter((number) => !given.has(number)), 'lost').toEqual([]) // prettier-ignore
  const told = reading.notices.some(({ kind, text }) => /loss|note/.test(kind) && /truncated|cut short|gone/.test(text))
  if (!told) expect(world.goneFromWhatWasRead((line) => given.has(line)), 'gone, and nothing said').toEqual([]) // prettier-ignore
}

const safe = [
  'write', 'writeOld', 'writePart', 'rotate', 'reopen', 'midnight', 'removeCurrent', 'removeOldest', 'moveAway', 'moveBack', 'pack',
] as const // prettier-ignore

describe.each(Object.entries(cases))('%s', (_, each) => {
  const kinds = safe.filter((kind) => kind !== 'midnight' || each.names === openclawNames)
  test('gives every line that can be read, once, whatever is done to the files', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(kinds), fc.boolean(), (steps, withPast) => run(steps, each, withPast)),
      tried,
    )
  })

  test('with truncation: none twice, none that is still there lost', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf([...kinds, 'copyTruncate', 'truncate']), fc.boolean(), (steps, withPast) =>
        run(steps, each, withPast),
      ),
      tried,
    )
  })
})
