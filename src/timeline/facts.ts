import { clipCharacters, count, formatNumber } from '../base/text.ts'
import { formatDuration } from '../base/time.ts'
import type { IncidentDocument } from './document.ts'
import { clockOf, dayOf, momentOf, msOf } from './times.ts'

/** A line at the top: began, lasted, state, … `at` where it is a time. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly detail?: string | undefined
  readonly at?: number | undefined
}

/** What stands at the top of every view, in this order. */
export function factsOf(incident: IncidentDocument): Fact[] {
  const { impact, cause, consequences } = incident
  const began = msOf(incident.openedAt)
  const last = msOf(incident.lastEventAt)
  const resolved = msOf(incident.resolvedAt)
  const others = consequences.map((each) => each.class).filter((each) => each !== cause.class && each !== 'other')
  return [
    began === undefined
      ? { name: 'Began', value: 'unknown', detail: 'the lines state no complete time' }
      : { name: 'Began', value: `${momentOf(began)} UTC`, at: began },
    { name: 'Lasted', ...lastedOf(began, last) },
    incident.state === 'resolved'
      ? { name: 'State', value: 'resolved', detail: resolved === undefined ? undefined : `${momentOf(resolved)} UTC` }
      : { name: 'State', value: incident.state, detail: 'no recovery seen' },
    {
      name: 'Confidence',
      value: `${Math.round(cause.confidence * 100)} %`,
      detail: others.length === 0 ? undefined : `with it: ${[...new Set(others)].join(', ')}`,
    },
    {
      name: 'Impact',
      value: [
        impact.connections > 0 ? count(impact.connections, 'connection') : '',
        impact.remotes > 1 ? `${formatNumber(impact.remotes)} addresses` : '',
        count(impact.records, 'record'),
      ]
        .filter((text) => text !== '')
        .join(', '),
      detail: listed(impact.clients, 6),
    },
    versionFact(incident),
    { name: 'Gateway', value: incident.gateway },
  ]
}

function lastedOf(began: number | undefined, last: number | undefined): Omit<Fact, 'name'> {
  if (began === undefined || last === undefined) return { value: 'unknown' }
  if (last <= began) return { value: 'one moment' }
  const end = dayOf(last) === dayOf(began) ? clockOf(last) : momentOf(last)
  return { value: formatDuration(BigInt(Math.round((last - began) * 1e6))), detail: `to ${end} UTC` }
}

/** Which versions the lines name, and who said so. */
function versionFact({ events, changedBefore }: IncidentDocument): Fact {
  const versions = new Map<string, Set<string>>()
  const add = (version: unknown, who: unknown): void => {
    if (typeof version !== 'string' || !/^\d/.test(version)) return
    const speakers = versions.get(version) ?? new Set()
    versions.set(version, speakers)
    speakers.add(String(who))
  }
  for (const { attributes } of [...changedBefore, ...events]) {
    const speaker = attributes['who'] ?? attributes['client']
    if (speaker !== undefined) add(attributes['version'], speaker)
    add(attributes['running'], 'gateway')
    add(attributes['gateway'], 'gateway')
    add(attributes['config'], 'configuration')
  }
  const found = [...versions].sort(([a], [b]) => (a < b ? -1 : 1))
  const speakers = found.map(
    ([version, who]) => `${found.length > 1 ? `${version}: ` : ''}${listed([...who].sort(), 3)}`,
  )
  return {
    name: 'Versions seen',
    value: listed(found.map(([version]) => version), 4) ?? 'none named',
    detail: found.length > 4 ? undefined : speakers.join('; ') || undefined,
  } // prettier-ignore
}

function listed(names: readonly string[], most: number): string | undefined {
  if (names.length === 0) return undefined
  const shown = names.slice(0, most).map((name) => clipCharacters(name, 80))
  return `${shown.join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`
}
