import { count } from '../base/text.ts'
import type { Impact } from '../model/incident.ts'
import type { AttributeValue } from '../model/record.ts'
import type { EventDocument, IncidentDocument } from '../model/document.ts'
import { durationOf, momentNear, momentOf, msOf } from './times.ts'
import { listed } from './words.ts'

/** A line at the top of a view. `at` is set where the value is a time: milliseconds since the epoch. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly detail?: string | undefined
  readonly at?: number | undefined
}

/** When an incident began and ended: milliseconds since the epoch, `undefined` where no line states a complete time. */
export interface Course {
  readonly began: number | undefined
  readonly last: number | undefined
  readonly recovered: number | undefined
  /** From its beginning to its last event, in words; `undefined` when there was only one moment. */
  readonly lasted: string | undefined
}

export function courseOf({ openedAt, lastEventAt, resolvedAt }: IncidentDocument): Course {
  const began = msOf(openedAt)
  const last = msOf(lastEventAt)
  const lasted = began === undefined || last === undefined || last <= began ? undefined : durationOf(last - began)
  return { began, last, recovered: msOf(resolvedAt), lasted }
}

/** How much was hit, each in words: `3 connections`, `2 addresses`, `17 records`. */
export function extentOf({ connections, remotes, records }: Impact): string[] {
  return [
    ...(connections > 0 ? [count(connections, 'connection')] : []),
    ...(remotes > 1 ? [count(remotes, 'address', 'addresses')] : []),
    count(records, 'record'),
  ]
}

/** Event classes of the consequences, without that of the cause. */
export function otherClasses({ cause, consequences }: IncidentDocument): string[] {
  const others = consequences.map((each) => each.class).filter((each) => each !== cause.class && each !== 'other')
  return [...new Set(others)]
}

/** The facts at the top of every view, in this order. */
export function factsOf(incident: IncidentDocument): Fact[] {
  const { impact, cause, gateway } = incident
  const course = courseOf(incident)
  const others = otherClasses(incident)
  return [
    course.began === undefined
      ? { name: 'Began', value: 'unknown', detail: 'the lines state no complete time' }
      : { name: 'Began', value: `${momentOf(course.began)} UTC`, at: course.began },
    { name: 'Lasted', ...lastedFact(course) },
    { name: 'State', value: incident.state, detail: stateDetail(incident, course) },
    {
      name: 'Confidence',
      value: `${Math.round(cause.confidence * 100)} %`,
      detail: others.length === 0 ? undefined : `with it: ${others.join(', ')}`,
    },
    { name: 'Impact', value: extentOf(impact).join(', '), detail: listed(impact.clients, 6) },
    { name: 'Versions seen', ...versionsFact(incident) },
    { name: 'Gateway', value: gateway },
  ]
}

function stateDetail({ state }: IncidentDocument, { recovered }: Course): string | undefined {
  if (state === 'open') return 'no recovery seen'
  if (state === 'ended') return 'it did not come again while the gateway served'
  return recovered === undefined ? undefined : `${momentOf(recovered)} UTC`
}

function lastedFact({ began, last, lasted }: Course): Omit<Fact, 'name'> {
  if (began === undefined || last === undefined) return { value: 'unknown' }
  if (lasted === undefined) return { value: 'one moment' }
  return { value: lasted, detail: `to ${momentNear(last, began)} UTC` }
}

const mostVersions = 4
const mostSpeakers = 3

/** The versions that the lines name, and who said so. */
function versionsFact({ events, changedBefore }: IncidentDocument): Omit<Fact, 'name'> {
  const found = [...speakersByVersion([...changedBefore, ...events])].sort(([a], [b]) => (a < b ? -1 : 1))
  const details = found.map(([version, who]) => {
    const speakers = listed([...who].sort(), mostSpeakers)!
    return found.length > 1 ? `${version}: ${speakers}` : speakers
  })
  return {
    value: listed(found.map(([version]) => version), mostVersions) ?? 'none named',
    detail: found.length > mostVersions ? undefined : details.join('; ') || undefined,
  } // prettier-ignore
}

/**
 * Attributes mean the same in all patterns: `version` is that of `who` or of `client`, `running` and `gateway` are
 * versions of the gateway, `config` is the version that wrote the configuration.
 */
function speakersByVersion(events: readonly EventDocument[]): Map<string, Set<string>> {
  const versions = new Map<string, Set<string>>()
  const add = (version: AttributeValue | undefined, who: AttributeValue | undefined): void => {
    if (who === undefined || typeof version !== 'string' || !/^\d/.test(version)) return
    const speakers = versions.get(version) ?? new Set()
    versions.set(version, speakers.add(String(who)))
  }
  for (const { attributes } of events) {
    add(attributes['version'], attributes['who'] ?? attributes['client'])
    add(attributes['running'], 'gateway')
    add(attributes['gateway'], 'gateway')
    add(attributes['config'], 'configuration')
  }
  return versions
}
