import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import type { Cause, Clue, Selector } from '../src/model/incident.ts'
import { verdicts } from '../src/model/incident.ts'
import { alone, parseLine } from '../src/read/parse-line.ts'
import { eventClasses, matchRecord, type Pattern } from '../src/model/pattern.ts'
import type { Line } from '../src/model/record.ts'
import { shortestLiteral } from '../src/scan/scanner.ts'

const patterns = Object.values(families).flatMap((family) => family.patterns ?? [])
const derivations = Object.values(families).flatMap((family) => family.derivations ?? [])
const causes = Object.values(families).flatMap((family) => family.causes ?? [])
const undecidables = Object.values(families).flatMap((family) => family.undecidables ?? [])

function lineOf(text: string): Line {
  return { text, number: 1, offset: 0, cut: false }
}

function eventsOf(pattern: Pattern, text: string): ReturnType<typeof matchRecord> {
  return matchRecord(parseLine(lineOf(text), alone, parsers), [pattern])
}

test('every file of patterns/ is a family or a helper that a family imports', () => {
  const files = readdirSync(new URL('../patterns/', import.meta.url)).map((name) => name.replace(/\.ts$/, ''))
  const helpers = new Set(['index', 'mouths', 'pairs', 'reasons', 'steps'])
  expect(files.filter((name) => !helpers.has(name)).sort()).toEqual(Object.keys(families).sort())
})

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
    else expect(patterns.find(({ id }) => id === pattern.follows)?.keywords.length).toBeGreaterThan(0)
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
      const leader = patterns.find(({ id }) => id === pattern.follows)!
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

  test('has an example for each of its named groups', () => {
    const names = [...pattern.match.source.matchAll(/\(\?<(\w+)>/g)].map((match) => match[1]!)
    const used = new Set<string>()
    for (const { line } of pattern.examples.hits) {
      const { body } = parseLine(lineOf(line), alone, parsers)
      for (const text of [body, ...body.split('\n')]) {
        for (const [name, value] of Object.entries(pattern.match.exec(text)?.groups ?? {}))
          if (value !== undefined) used.add(name)
      }
    }
    expect(names.filter((name) => !used.has(name))).toEqual([])
  })

  test('is not slowed down by hostile text', () => {
    const unit = pattern.keywords[0] ?? pattern.examples.hits[0]!.line
    for (const text of [
      unit.repeat(65_536 / unit.length),
      `${unit} ${'a=b '.repeat(16_000)}`,
      `${unit}${' '.repeat(65_000)}`,
      `${unit}${'(['.repeat(32_000)}`,
    ]) {
      // Linear by the first test; this one shows that nothing around the expression is worse.
      expect(eventsOf(pattern, text).length).toBeLessThan(100_000)
    }
  })

  test('is not found in the examples of a pattern that quotes what peers write', () => {
    if (pattern.exclusive) return
    for (const other of patterns.filter(({ exclusive }) => exclusive)) {
      for (const { line } of other.examples.hits) {
        const found = matchRecord(parseLine(lineOf(line), alone, parsers), patterns)
        expect(found.map(({ pattern: each }) => each.id)).not.toContain(pattern.id)
      }
    }
  })
})

describe.each(causes.map((cause) => [cause.id, cause] as const))('cause %s', (_, cause) => {
  const known = new Set([...patterns, ...derivations].map(({ id }) => id))

  test('names only patterns and causes that exist', () => {
    const selectors: Selector[] = [
      ...cause.trigger,
      ...(cause.claims ?? []),
      ...(cause.recovery ?? []),
      ...[...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])].flatMap(
        ({ events }) => events,
      ),
    ]
    for (const { pattern } of selectors) for (const id of [pattern].flat()) expect(known, id).toContain(id)
    const others = new Set(causes.map(({ id }) => id))
    for (const id of [...(cause.explains ?? []), ...(cause.absorbs ?? []), ...(cause.rivals ?? []).map(({ id }) => id)])
      expect(others, id).toContain(id)
  })

  test('fills its reasons with attributes that the patterns of the clue have', () => {
    for (const clue of [...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])] as Clue[]) {
      const names = [...clue.why.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
      const ids = clue.events.flatMap(({ pattern }) => pattern)
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
    expect(verdicts).toContain(cause.verdict)
    expect(eventClasses).toContain(cause.class)
    expect(cause.strength).toBeGreaterThan(0)
    expect(cause.strength).toBeLessThan(100)
    if (cause.benign) return
    expect(cause.checks.length).toBeGreaterThan(0)
    expect(cause.fix.length).toBeGreaterThan(0)
    for (const { command } of [...cause.checks, ...cause.fix])
      for (const name of openclawCommands(command ?? '')) expect(knownCommands, command).toContain(name)
  })
})

test('every pattern and derivation serves a cause, a derivation or an undecidable', () => {
  const used = new Set<string>()
  const add = (selectors: readonly Selector[] | undefined): void => {
    for (const { pattern } of selectors ?? []) for (const id of [pattern].flat()) used.add(id)
  }
  for (const cause of causes as readonly Cause[]) {
    add(cause.trigger)
    add(cause.claims)
    add(cause.recovery)
    for (const clue of [...(cause.requires ?? []), ...(cause.supports ?? []), ...(cause.against ?? [])])
      add(clue.events)
  }
  for (const { needs } of derivations) for (const id of needs) used.add(id)
  for (const { when, unless } of undecidables) {
    add(when)
    add(unless)
  }
  for (const { follows } of patterns) if (follows !== undefined) used.add(follows)
  expect([...patterns, ...derivations].map(({ id }) => id).filter((id) => !used.has(id))).toEqual([])
})

// `openclaw <command>` as its help of 2026.9.6 lists them.
const knownCommands = new Set([
  'gateway status', 'gateway probe', 'gateway restart', 'gateway start', 'gateway stop', 'gateway install', 'gateway run', 'gateway call', 'gateway stability',
  'devices list', 'devices approve', 'devices rotate', 'devices remove', 'pairing list', 'pairing approve', 'config get', 'config set', 'config file', 'config validate',
  'channels status', 'channels logs', 'channels login', 'models status', 'models set', 'models list', 'models auth', 'sandbox explain', 'secrets audit', 'node restart',
  'doctor', 'health', 'logs', 'dashboard', 'qr', 'update', '--version',
]) // prettier-ignore

function openclawCommands(command: string): string[] {
  return [...command.matchAll(/\bopenclaw(?:-cli)? ([a-z-]+)(?: ([a-z]+))?/g)].map(([, verb, noun]) =>
    knownCommands.has(verb!) ? verb! : `${verb} ${noun}`,
  )
}
