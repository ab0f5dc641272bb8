import { readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { lifecycleReady } from '../patterns/lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../patterns/lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../patterns/lifecycle/lifecycle-start.pattern.ts'
import { precedence } from '../patterns/precedence/index.ts'
import { quoting } from '../patterns/quotations.ts'
import { neededEvents } from '../src/correlate/derive.ts'
import { defineDerivation, type Derived } from '../src/model/derivation.ts'
import { signalsOf, type Selector } from '../src/model/selector.ts'
import { verdicts } from '../src/model/decision.ts'
import { blankFacts } from '../src/correlate/blank-facts.ts'
import type { Cause, Clue } from '../src/model/cause.ts'
import type { Event } from '../src/model/event.ts'
import { alone, parseLine } from '../src/read/parse-line.ts'
import { eventClasses } from '../src/model/signal.ts'
import { matchRecord } from '../src/read/match.ts'
import type { Pattern } from '../src/model/pattern.ts'
import type { Line } from '../src/model/record.ts'
import { shortestLiteral } from '../src/scan/scanner.ts'
import { newPath } from './helpers/folder.ts'
import { analysed } from './helpers/pipeline.ts'

const patterns = Object.values(families).flatMap((family) => family.patterns ?? [])
const derivations = Object.values(families).flatMap((family) => family.derivations ?? [])
const causes = Object.values(families).flatMap((family) => family.causes ?? [])
const undecidables = Object.values(families).flatMap((family) => family.undecidables ?? [])

function lineOf(text: string): Line {
  return { text, number: 1, offset: 0, cut: false }
}

function eventsOf(pattern: Pattern, text: string): ReturnType<typeof matchRecord> {
  return matchRecord(parseLine(lineOf(text), alone, parsers), [pattern], quoting)
}

/** How many characters expressions go through meanwhile: as far as they match, or to the end. */
function charactersRead(act: () => unknown): number {
  const exec: (this: RegExp, text: string) => RegExpExecArray | null = Reflect.get(RegExp.prototype, 'exec')
  let count = 0
  using _ = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const match = exec.call(this, text)
    const to = match ? match.index + match[0].length : this.sticky ? from + 1 : text.length
    count += to - from
    return match
  })
  act()
  return count
}

test('every folder of patterns/ but the tables of precedence and operations is a family', () => {
  const folders = readdirSync(new URL('../patterns/', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['operations', 'precedence'].includes(entry.name))
    .map(({ name }) => name)
  expect(folders.sort()).toEqual(Object.keys(families).sort())
})

test.each(Object.entries(families))(
  'the list of %s holds what its folder has, in files named by id',
  (name, family) => {
    const listed = [
      ...(family.patterns ?? []).map(({ id }) => `${id.replaceAll('.', '-')}.pattern.ts`),
      ...(family.derivations ?? []).map(({ id }) => `${id.replaceAll('.', '-')}.derivation.ts`),
      ...(family.causes ?? []).map(({ id }) => `${id}.cause.ts`),
      ...(family.undecidables ?? []).map(({ id }) => `${id}.undecidable.ts`),
    ]
    const files = readdirSync(new URL(`../patterns/${name}/`, import.meta.url))
    expect(files.filter((file) => /\.(?:pattern|derivation|cause|undecidable)\.ts$/.test(file)).sort()).toEqual(
      listed.sort(),
    )
  },
)

test('ids are unique among patterns and derivations, and among causes', () => {
  const found = [...patterns, ...derivations].map(({ id }) => id)
  expect(found.filter((id, index) => found.indexOf(id) !== index)).toEqual([])
  const named = causes.map(({ id }) => id)
  expect(named.filter((id, index) => named.indexOf(id) !== index)).toEqual([])
})

describe.each(patterns.map((pattern) => [pattern.id, pattern] as const))('pattern %s', (_, pattern) => {
  test('runs in linear time', () => {
    // V8's linear engine refuses what it cannot run so: look-around, back-references, large repetitions, flags.
    expect(pattern.match.flags).toBe('')
    expect(() => new RegExp(pattern.match.source, 'l')).not.toThrow()
  })

  test('has keywords that a scanner can look for, or follows a pattern that has', () => {
    if (pattern.follows === undefined) expect(pattern.keywords.length).toBeGreaterThan(0)
    else expect(patterns.find((each) => each === pattern.follows)?.keywords.length).toBeGreaterThan(0)
    for (const keyword of pattern.keywords) {
      expect(Buffer.byteLength(keyword), keyword).toBeGreaterThanOrEqual(shortestLiteral)
      // Docker's json-file and other encoders write these as \u003c and the like.
      expect(keyword).not.toMatch(/[<>&]/)
    }
  })

  test('says what it means', () => {
    expect(eventClasses).toContain(pattern.class)
    expect(pattern.title).not.toBe('')
    expect(pattern.description.length).toBeGreaterThan(10)
    expect(pattern.examples.hits.length).toBeGreaterThan(0)
    expect(pattern.examples.misses.length).toBeGreaterThan(0)
  })

  test.each(pattern.examples.hits.map((hit) => [hit.line.slice(0, 100), hit] as const))('finds %s', (_, hit) => {
    const found = eventsOf(pattern, hit.line)
    expect(found.length).toBeGreaterThan(0)
    expect(found[0]!.attributes).toMatchObject(hit.fields ?? {})
    const record = parseLine(lineOf(hit.line), alone, parsers)
    if (pattern.follows === undefined) {
      expect(pattern.keywords.some((keyword) => record.body.includes(keyword) && hit.line.includes(keyword))).toBe(true)
    } else {
      const leader = patterns.find((each) => each === pattern.follows)!
      expect(hit.after).toBeDefined()
      expect(eventsOf(leader, hit.after!).length).toBeGreaterThan(0)
    }
  })

  test.each(pattern.examples.misses.map((miss) => [typeof miss === 'string' ? miss : miss.line] as const))(
    'does not find %s',
    (line) => {
      expect(eventsOf(pattern, line)).toEqual([])
    },
  )

  test('has an example for each of its named groups, wherever several have one name', () => {
    // Every group of an expression is a named one, so the n-th name stands for the n-th group.
    const names = [...pattern.match.source.matchAll(/\(\?<(\w+)>/g)].map((match) => match[1]!)
    const used = new Set<number>()
    for (const { line } of pattern.examples.hits) {
      const { body } = parseLine(lineOf(line), alone, parsers)
      for (const text of [body, ...body.split('\n')]) {
        const groups = pattern.match.exec(text)?.slice(1) ?? []
        if (groups.length > 0) expect(groups).toHaveLength(names.length)
        for (const [index, value] of groups.entries()) if (value !== undefined) used.add(index)
      }
    }
    expect(names.map((name, index) => `${index + 1}: ${name}`).filter((_, index) => !used.has(index))).toEqual([])
  })

  test('declares a role and a class that it gives to one of its examples', () => {
    const found = pattern.examples.hits.flatMap(({ line }) => eventsOf(pattern, line))
    expect(found.map((event) => event.role)).toContain(pattern.role)
    expect(found.map((event) => event.class)).toContain(pattern.class)
  })

  test('is not slowed down by hostile text', () => {
    const unit = pattern.keywords[0] ?? pattern.examples.hits[0]!.line
    for (const text of [
      unit.repeat(65_536 / unit.length),
      `${unit} ${'a=b '.repeat(16_000)}`,
      `${unit}${' '.repeat(65_000)}`,
      `${unit}${'(['.repeat(32_000)}`,
    ]) {
      // Each expression is linear by the first test. What parses the line and reads its fields may go through all of
      // it some fifty times, not once more for each of its words.
      expect(charactersRead(() => eventsOf(pattern, text)) / text.length).toBeLessThan(100)
    }
  })

  test('is not found in the examples of a pattern that quotes what peers write', () => {
    if (pattern.exclusive) return
    for (const other of patterns.filter(({ exclusive }) => exclusive)) {
      for (const { line } of other.examples.hits) {
        const found = matchRecord(parseLine(lineOf(line), alone, parsers), patterns, quoting)
        expect(found.map(({ pattern: each }) => each.id)).not.toContain(pattern.id)
      }
    }
  })
})

describe.each(causes.map((cause) => [cause.id, cause] as const))('cause %s', (_, cause) => {
  test('looks only for patterns and derivations that a family lists', () => {
    const known = new Set<unknown>([...patterns, ...derivations])
    const selectors: Selector[] = [
      ...cause.trigger,
      ...(cause.claims ?? []),
      ...(cause.recovery ?? []),
      ...[...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])].flatMap(
        ({ events }) => events,
      ),
    ]
    for (const signal of selectors.flatMap(signalsOf)) expect(known.has(signal), signal.id).toBe(true)
  })

  test('fills its reasons with attributes that the patterns of the clue have', () => {
    for (const clue of [...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])] as Clue[]) {
      const names = [...clue.why.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
      const ids = clue.events.flatMap(signalsOf).map(({ id }) => id)
      for (const name of names) {
        const given = ids.some((id) => {
          const pattern = patterns.find((each) => each.id === id)
          return pattern
            ? pattern.examples.hits.some(({ line }) =>
                eventsOf(pattern, line).some(({ attributes }) => name in attributes),
              )
            : derivations.some((each) => each.id === id)
        })
        expect(given, `${name} in: ${clue.why}`).toBe(true)
      }
    }
  })

  test('says what to check and what to do, with commands that exist', () => {
    expect(verdicts).toContain(cause.decide(blankFacts).verdict)
    expect(eventClasses).toContain(cause.class)
    expect(cause.strength).toBeGreaterThan(0)
    expect(cause.strength).toBeLessThan(100)
    if (cause.benign) return
    expect(cause.checks(blankFacts).length).toBeGreaterThan(0)
    expect(cause.fix(blankFacts).length).toBeGreaterThan(0)
    for (const { command } of [...cause.checks(blankFacts), ...cause.fix(blankFacts)])
      for (const name of openclawCommands(command ?? '')) expect(knownCommands, command).toContain(name)
  })
})

describe('derivation', () => {
  test.each(derivations.map((derivation) => [derivation.id, derivation] as const))(
    '%s needs only patterns that a family lists: it never sees what another derivation derived',
    (_, { needs }) => {
      const known = new Set<unknown>(patterns)
      for (const signal of needs) expect(known.has(signal), signal.id).toBe(true)
    },
  )

  test('sees what it needs, in order of time, and nothing else', () => {
    const events = ['lifecycle.ready', 'lifecycle.signal', 'lifecycle.start', 'lifecycle.ready'].map(
      (pattern, index) => ({ pattern, line: index }) as Event,
    )
    const seen: string[] = []
    const watcher = defineDerivation({
      id: 'test.watcher',
      class: 'other',
      role: 'context',
      title: 'Watches',
      description: 'Notes what it is given.',
      needs: [lifecycleReady, lifecycleSignal],
      derive(needed): Derived[] {
        seen.push(
          needed.all.map(({ line }) => line).join(),
          needed
            .of(lifecycleReady)
            .map(({ line }) => line)
            .join(),
        )
        // @ts-expect-error It did not declare this one.
        needed.of(lifecycleStart)
        return []
      },
    })
    expect(() => watcher.derive(neededEvents(watcher, events))).toThrow(
      'test.watcher asks for lifecycle.start, which it does not list in needs',
    )
    expect(seen).toEqual(['0,1,3', '0,3'])
  })
})

test('a process that a fault in native code ends again and again is a series of crashes', async () => {
  const path = newPath('native.log')
  const line = "Main child exited with signal (with signal 'SIGSEGV', core dumped? false)"
  writeFileSync(path, ['10:00', '10:01', '10:02'].map((time) => `2026-11-22T${time}:00.000Z ${line}\n`).join(''))
  const [incident] = (await analysed([path])).incidents
  expect(incident?.cause.id).toBe('crash')
  expect(incident?.cause.supports).toContain('it happened 2 times (crashes)')
})

describe('the table of precedence', () => {
  const beaten = new Map<Cause, Set<Cause>>()
  for (const row of precedence) {
    if (row.relation === 'rival') continue
    for (const winner of [row.winner].flat())
      beaten.set(winner, new Set([...(beaten.get(winner) ?? []), ...row.losers]))
  }

  test('names only causes that a family lists, and says why', () => {
    const known = new Set<Cause>(causes)
    for (const row of precedence) {
      const losers = row.relation === 'rival' ? row.losers.map(({ cause }) => cause) : row.losers
      for (const cause of [row.winner, losers].flat()) expect(known.has(cause), cause.id).toBe(true)
      expect(losers.length).toBeGreaterThan(0)
      expect(row.why.length, row.why).toBeGreaterThan(10)
    }
  })

  test('says each thing once', () => {
    const said = precedence.flatMap((row) =>
      [row.winner].flat().flatMap((winner) => {
        const losers = row.relation === 'rival' ? row.losers.map(({ cause }) => cause) : row.losers
        return losers.map((loser) => `${winner.id} ${row.relation} ${loser.id}`)
      }),
    )
    expect(said.filter((each, index) => said.indexOf(each) !== index)).toEqual([])
  })

  test('has no circle: nothing is a consequence of its own consequence', () => {
    const below = (cause: Cause, path: readonly Cause[] = []): void => {
      expect(path.includes(cause), [...path, cause].map(({ id }) => id).join(' > ')).toBe(false)
      for (const loser of beaten.get(cause) ?? []) below(loser, [...path, cause])
    }
    for (const cause of beaten.keys()) below(cause)
  })
})

test('every pattern and derivation serves a cause, a derivation, an undecidable or a track', () => {
  const used = new Set<string>()
  const add = (selectors: readonly Selector[] | undefined): void => {
    for (const { id } of (selectors ?? []).flatMap(signalsOf)) used.add(id)
  }
  for (const cause of causes as readonly Cause[]) {
    add(cause.trigger)
    add(cause.claims)
    add(cause.recovery)
    for (const clue of [...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])])
      add(clue.events)
  }
  for (const { id } of derivations.flatMap(({ needs }) => needs)) used.add(id)
  for (const { when, unless } of undecidables) {
    add(when)
    add(unless)
  }
  for (const { follows } of patterns) if (follows !== undefined) used.add(follows.id)
  for (const { id, sets } of [...patterns, ...derivations]) if (sets !== undefined) used.add(id)
  expect([...patterns, ...derivations].map(({ id }) => id).filter((id) => !used.has(id))).toEqual([])
})

// `openclaw <command>` as its help of 2026.9.6 lists them.
const knownCommands = new Set([
  'gateway status', 'gateway probe', 'gateway restart', 'gateway start', 'gateway stop', 'gateway install', 'gateway run', 'gateway call', 'gateway stability',
  'devices list', 'devices approve', 'devices rotate', 'devices remove', 'pairing list', 'pairing approve', 'config get', 'config set', 'config file', 'config validate',
  'channels status', 'channels logs', 'channels login', 'models status', 'models set', 'models list', 'models auth', 'sandbox explain', 'secrets audit', 'node restart',
  'approvals get', 'plugins list', 'plugins update', 'doctor', 'health', 'logs', 'dashboard', 'qr', 'update', '--version',
]) // prettier-ignore

function openclawCommands(command: string): string[] {
  return [...command.matchAll(/\bopenclaw(?:-cli)? ([a-z-]+)(?: ([a-z]+))?/g)].map(([, verb, noun]) =>
    knownCommands.has(verb!) ? verb! : `${verb} ${noun}`,
  )
}
