import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { families } from '../patterns/index.ts'
import { operations } from '../patterns/operations/index.ts'
import { blankFacts } from '../src/correlate/blank-facts.ts'
import type { Step } from '../src/model/decision.ts'
import type { AnalysisDocument, EventDocument, IncidentDocument } from '../src/model/document.ts'
import type { Platform } from '../src/model/platform.ts'
import { root } from './helpers/cli.ts'
import { analysed } from './helpers/pipeline.ts'

// What holds of every decision, whatever the log: over all fixtures, quiet logs included.

const fixtures = join(root, 'fixtures')
const causes = Object.values(families).flatMap((family) => family.causes ?? [])

interface Read {
  readonly log: string
  readonly text: string
  readonly incidents: readonly IncidentDocument[]
}

function logs(): string[] {
  return readdirSync(fixtures)
    .filter((name) => name !== 'hostile' && statSync(join(fixtures, name)).isDirectory())
    .flatMap((name) => readdirSync(join(fixtures, name)).map((file) => join(name, file)))
    .filter((file) => !file.endsWith('expected.json'))
}

const all: Read[] = []

beforeAll(async () => {
  for (const log of logs()) {
    const path = join(fixtures, log)
    const document = (await analysed([path])) as unknown as AnalysisDocument
    all.push({ log, text: readFileSync(path, 'utf8'), incidents: document.incidents })
  }
}, 120_000)

/** What a test has to say of each incident; an empty list: all is well. */
function objections(of: (incident: IncidentDocument, read: Read) => readonly unknown[]): unknown[] {
  return all.flatMap((read) =>
    read.incidents.flatMap((incident) =>
      of(incident, read).map((objection) => ({ log: read.log, cause: incident.cause.id, objection })),
    ),
  )
}

function stepsOf({ decision, cause }: IncidentDocument): Step[] {
  return [...(decision?.do ? [decision.do] : []), ...cause.fix, ...cause.checks]
}

function commandsOf(incident: IncidentDocument): string[] {
  const { command } = incident.decision?.confirm ?? {}
  return [...stepsOf(incident).flatMap((step) => step.command ?? []), ...(command === undefined ? [] : [command])]
}

function eventsOf({ events, changedBefore }: IncidentDocument): ReadonlyMap<string, EventDocument> {
  return new Map([...changedBefore, ...events].map((event) => [event.id, event]))
}

describe('Every decision', () => {
  it('is made here for more than a hundred incidents of all kinds', () => {
    const incidents = all.flatMap((read) => read.incidents)
    expect(incidents.length).toBeGreaterThan(100)
    expect(new Set(incidents.map(({ decision }) => decision?.verdict)).size).toBeGreaterThan(6)
  })

  it('goes back only to a configuration that an event shows as changed, or that the start names', () => {
    const names = /config|openclaw\.json|gateway\.\w+|JSON5|without auth/i
    const found = objections((incident) => {
      if (incident.decision?.verdict !== 'config-rollback') return []
      const known = eventsOf(incident)
      const { helps, events } = incident.decision.rollback
      const witnesses = events.flatMap((id) => known.get(id) ?? [])
      return helps === 'yes' && witnesses.some(({ body }) => names.test(body)) ? [] : [{ helps, witnesses }]
    })
    expect(found).toEqual([])
  })

  it('restarts only where it says that a restart helps, and by which events', () => {
    const found = objections(({ decision }) => {
      if (decision?.verdict !== 'restart-and-validate') return []
      return decision.restart.helps === 'yes' && decision.restart.events.length > 0 ? [] : [decision.restart]
    })
    expect(found).toEqual([])
  })

  it('names something to do, unless nothing is to be done', () => {
    const idle = new Set(['none-needed', 'wait', 'undecidable'])
    const found = objections(({ decision, cause }) =>
      decision && !idle.has(decision.verdict) && !decision.do && cause.fix.length === 0 ? [decision.verdict] : [],
    )
    expect(found).toEqual([])
  })

  it('restores no configuration after a step that has written it', () => {
    const found = objections((incident) => {
      let written: string | undefined
      return stepsOf(incident).flatMap(({ command = '', instead }) => {
        const effects = operations.effectsOf(command)
        const undone = effects.includes('restores-config') && written !== undefined && instead !== true
        if (effects.includes('writes-config')) written ??= command
        return undone ? [{ written, command }] : []
      })
    })
    expect(found).toEqual([])
  })

  it('stops no gateway that serves', () => {
    const found = objections((incident) => {
      const process = incident.tracks?.find(({ track }) => track === 'gateway.process')
      const before = process?.states.filter(({ from }) => from === null || from <= (incident.lastEventAt ?? from))
      if (before?.at(-1)?.state !== 'serving') return []
      return commandsOf(incident).filter((command) => operations.effectsOf(command).includes('stops-gateway'))
    })
    expect(found).toEqual([])
  })

  it('leaves no placeholder whose value the incident holds', () => {
    // What cannot stand in a command of a shell as it is stays a placeholder.
    const plain = /^[A-Za-z0-9@%_+=:,./][A-Za-z0-9@%_+=:,./-]{0,199}$/
    const found = objections((incident) => {
      const valuesOf = (name: string): string[] => [
        ...new Set(
          incident.events.flatMap(({ attributes, resource }) => {
            const value = attributes[name] ?? resource[name]
            return value === undefined ? [] : [String(value)]
          }),
        ),
      ]
      return commandsOf(incident).flatMap((command) =>
        [...command.matchAll(/<([A-Za-z][\w.-]*)>/g)].flatMap(([, name]) => {
          const values = valuesOf(name!)
          return values.length === 1 && plain.test(values[0]!) ? [{ command, value: values[0] }] : []
        }),
      )
    })
    expect(found).toEqual([])
  })

  it('explains by sentences that stand on events, and by nothing else', () => {
    const found = objections(({ cause }) => {
      const sentences = cause.sentences ?? []
      const bare = sentences.filter(({ events, text }) => events.length === 0 || text.trim() === '')
      const whole = sentences.map(({ text }) => text).join(' ')
      return whole === cause.explanation && whole !== '' ? bare : [...bare, cause.explanation]
    })
    expect(found).toEqual([])
  })

  it('names systemctl and journalctl only where the log does not come from a container, macOS, or Windows', () => {
    const elsewhere = /\/Users\/|[A-Z]:\\\\?Users|platform=(?:darwin|win32)|LaunchAgents|\/home\/node\/\.openclaw/
    const found = objections((incident, { text }) => {
      const contained = incident.events.some(
        ({ resource }) => resource['container.name'] !== undefined || resource['compose.service'] !== undefined,
      )
      if (!contained && !elsewhere.test(text)) return []
      return commandsOf(incident).filter((command) => /\b(?:systemctl|journalctl)\b/.test(command))
    })
    expect(found).toEqual([])
  })
})

describe('Every cause', () => {
  const platforms: readonly Platform[] = [
    { os: 'macos', supervisor: 'launchd' },
    { os: 'windows', supervisor: 'windows-task' },
    { os: 'linux', supervisor: 'compose', service: 'gateway' },
    { os: 'linux', supervisor: 'docker', container: 'gateway' },
    { os: 'linux', supervisor: 'kubernetes', container: 'gateway-0' },
    { os: 'linux', supervisor: 'home-assistant', container: 'addon_openclaw' },
    { os: 'macos', supervisor: 'unknown' },
    { os: 'windows', supervisor: 'unknown' },
  ]

  it.each(platforms)('has no command of systemd on $os under $supervisor', (platform) => {
    const found = causes.flatMap(({ id, decide, checks, fix }) => {
      const { do: first, confirm } = decide(blankFacts)
      return [first, confirm, ...checks(blankFacts), ...fix(blankFacts)].flatMap((step) => {
        const translated = step?.command === undefined ? undefined : operations.translate(step.command, platform)
        return /\b(?:systemctl|journalctl|loginctl)\b/.test(translated ?? '') ? [{ id, translated }] : []
      })
    })
    expect(found).toEqual([])
  })

  it('can end: by a sign of life, or by a quiet time', () => {
    const endless = causes.filter(({ benign, stands, recovery = [] }) => !benign && stands && recovery.length === 0)
    expect(endless.map(({ id }) => id)).toEqual([])
  })
})
