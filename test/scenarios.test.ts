import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventClasses } from '../src/model/signal.ts'
import { verdicts } from '../src/model/decision.ts'
import { oclog, root } from './helpers/cli.ts'
import { documentOf, type Document } from './helpers/document.ts'
import { newPath } from './helpers/folder.ts'
import { analysed } from './helpers/pipeline.ts'

/** What analyze must say of one log, or of several together: `a.log + b.log`. */
interface Outcome {
  /** One sentence, written by a person from the log: what happened. */
  readonly truth: string
  /** Causes of the incidents, the most important first. */
  readonly incidents: readonly string[]
  readonly first?: {
    readonly class: string
    readonly verdict: string
    /** Whether a restart helps, and whether going back to an earlier configuration does: yes, no, or unknown. */
    readonly restart: string
    readonly rollback: string
    readonly severity: string
    readonly state: string
    readonly classes: readonly string[]
    readonly consequences: readonly string[]
    readonly impact: { readonly clients: readonly string[]; readonly connections: number }
    /** Lines that must be among its events: `7`, or `a.log:7` of several logs. */
    readonly evidence: readonly (number | string)[]
  }
  readonly closeCodes: readonly number[]
  readonly benign: number
}

interface Scenario {
  readonly what: string
  /** The logs are of one provocation in several versions and formats, so the first cause of all must be this. */
  readonly sameFirstCause?: string
  readonly logs: Readonly<Record<string, Outcome>>
}

const fixtures = join(root, 'fixtures')
const update = process.env['UPDATE_FIXTURES'] === '1'
const apart = new Set(['quiet', 'hostile'])
const names = readdirSync(fixtures).filter((name) => !apart.has(name) && statSync(join(fixtures, name)).isDirectory())

function logsIn(name: string): string[] {
  return readdirSync(join(fixtures, name)).filter((file) => file !== 'expected.json')
}

function readScenario(name: string): Scenario {
  const path = join(fixtures, name, 'expected.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Scenario) : { what: '', logs: {} }
}

async function run(name: string, log: string): Promise<{ code: number | null; stderr: string; document: Document }> {
  const paths = log.split(' + ').map((file) => join(fixtures, name, file))
  const { code, stdout, stderr } = await oclog(['analyze', '--format', 'json', '--db', newPath('oclog.db'), ...paths])
  return { code, stderr, document: documentOf(stdout) }
}

const numerically = (a: number, b: number): number => a - b
const shownEvidence = 12

function outcomeOf({ incidents, benign }: Document, several: boolean): Omit<Outcome, 'truth'> {
  const codes = [...incidents.flatMap(({ events }) => events), ...benign].flatMap(({ attributes }) =>
    typeof attributes['code'] === 'number' ? [attributes['code']] : [],
  )
  const [first] = incidents
  return {
    incidents: incidents.map(({ cause }) => cause.id),
    ...(first && {
      first: {
        class: first.cause.class,
        verdict: first.decision.verdict,
        restart: first.decision.restart.helps,
        rollback: first.decision.rollback.helps,
        severity: first.severity,
        state: first.state,
        classes: first.classes,
        consequences: first.consequences.map(({ id }) => id),
        impact: { clients: first.impact.clients, connections: first.impact.connections },
        evidence: [
          ...new Set(
            first.events
              .filter(({ role }) => role === 'cause' || role === 'symptom')
              .map(({ source, line }) => (several ? `${source.split('/').at(-1)!}:${line}` : line)),
          ),
        ],
      },
    }),
    closeCodes: [...new Set(codes)].sort(numerically),
    benign: benign.length,
  }
}

describe.each(names)('%s', (name) => {
  const scenario = readScenario(name)
  const together = Object.keys(scenario.logs).filter((log) => log.includes(' + '))

  if (update) {
    it('is written anew', async () => {
      const logs: Record<string, Outcome> = {}
      for (const log of [...logsIn(name), ...together]) {
        const outcome = outcomeOf((await run(name, log)).document, log.includes(' + '))
        const truth = scenario.logs[log]?.truth ?? ''
        logs[log] = outcome.first
          ? { truth, ...outcome, first: { ...outcome.first, evidence: outcome.first.evidence.slice(0, shownEvidence) } }
          : { truth, ...outcome }
      }
      writeFileSync(join(fixtures, name, 'expected.json'), `${JSON.stringify({ ...scenario, logs }, undefined, 2)}\n`)
    })
    return
  }

  it('says what was provoked, and what comes of each of its logs', () => {
    expect(scenario.what).not.toBe('')
    expect(Object.keys(scenario.logs).filter((log) => !log.includes(' + '))).toEqual(logsIn(name))
  })

  it.concurrent.each(Object.entries(scenario.logs))('is explained from %s', async (log, { truth, ...expected }) => {
    expect(truth).toMatch(/^\S.+\.$/)
    const { code, stderr, document } = await run(name, log)
    const outcome = outcomeOf(document, log.includes(' + '))
    expect({ ...outcome, first: outcome.first && { ...outcome.first, evidence: [] } }).toEqual({
      ...expected,
      first: expected.first && { ...expected.first, evidence: [] },
    })
    expect(outcome.first?.evidence ?? []).toEqual(expect.arrayContaining([...(expected.first?.evidence ?? [])]))
    expect({ code, stderr }).toEqual({ code: expected.incidents.length > 0 ? 1 : 0, stderr: '' })
    for (const { cause, classes, decision } of document.incidents) {
      expect(eventClasses).toEqual(expect.arrayContaining([cause.class, ...classes]))
      expect(verdicts).toContain(decision.verdict)
      expect(cause.verdict).toBe(decision.verdict)
    }
  })

  it('has one first cause in every version and format', () => {
    const { sameFirstCause, logs } = scenario
    if (sameFirstCause === undefined) return
    expect(Object.entries(logs).map(([log, { incidents }]) => [log, incidents[0]])).toEqual(
      Object.keys(logs).map((log) => [log, sameFirstCause]),
    )
  })
})

describe('quiet', () => {
  it.each(readdirSync(join(fixtures, 'quiet')))('nothing fires on %s', async (file) => {
    const { incidents, inputs } = await analysed([join(fixtures, 'quiet', file)])
    expect(incidents.map(({ cause, events }) => ({ cause: cause.id, lines: events.map(({ line }) => line) }))).toEqual(
      [],
    )
    expect(inputs).toHaveLength(1)
  })
})

describe('the fixtures', () => {
  const files = [...names, 'quiet'].flatMap((name) => logsIn(name).map((file) => join(fixtures, name, file)))

  it('are small', () => {
    for (const file of files) expect(statSync(file).size, file).toBeLessThan(32_000)
  })

  it('name nobody and no machine but the made-up ones', () => {
    for (const file of files) {
      const homes = readFileSync(file, 'latin1').match(/\/(?:home|Users)\/[\w.-]+/g) ?? []
      expect(new Set(homes), file).toEqual(new Set(homes.length > 0 ? ['/home/op'] : []))
    }
  })
})
