import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { Stream } from '../live.ts'
import type { Entry } from './export.ts'
import type { JournalPlace } from './journalctl.ts'

export interface JournalSelection extends JournalPlace {
  /** Units of the system: names or globs (`openclaw-gateway*`), `.service` is implied. Without any unit: the whole journal. */
  readonly units: readonly string[]
  /** Units of users, by default those that `units` names: the gateway is installed as either. */
  readonly userUnits?: readonly string[]
}

/** Which entries are read: those of the units, what systemd and journald say about them, and the kernel's. */
export interface Selection {
  /** The units as asked for, each once, in order. */
  readonly names: readonly string[]
  /** For journalctl; empty when it would have to know the units beforehand, so that the choice has to be made here. */
  readonly matches: readonly string[]
  readonly takes: (entry: Entry) => boolean
  /** The unit that an entry is about or comes from, when it is one of those asked for. */
  readonly unitOf: (entry: Entry) => string | undefined
}

/** "Suppressed N messages from UNIT": systemd's sd-messages.h, SD_MESSAGE_JOURNAL_DROPPED. */
export const droppedMessageId = 'a596d6fe7bfa4994828e72309e95d61e'
/** SD_MESSAGE_COREDUMP. */
const coredumpMessageId = 'fc2e22bc6ee647b6b90729ab34a250b1'

/**
 * What `journalctl --unit` and `--user-unit` would choose (systemd's logs-show.c), for all users at once. Fields without an underscore
 * can be sent by anybody, so that they count only together with one that journald vouches for, where there is such a one.
 */
const system = [['_SYSTEMD_UNIT'], ['UNIT', '_PID=1'], ['COREDUMP_UNIT', `MESSAGE_ID=${coredumpMessageId}`], ['OBJECT_SYSTEMD_UNIT', '_UID=0']] as const // prettier-ignore
const user = [['_SYSTEMD_USER_UNIT'], ['USER_UNIT'], ['COREDUMP_USER_UNIT', `MESSAGE_ID=${coredumpMessageId}`], ['OBJECT_SYSTEMD_USER_UNIT']] as const // prettier-ignore
/** Out of memory is the kernel's to say; the limit of lines is journald's. */
const always = [['_TRANSPORT=kernel'], ['_TRANSPORT=driver', `MESSAGE_ID=${droppedMessageId}`]] as const

export function selectionOf({ units, userUnits = units }: Pick<JournalSelection, 'units' | 'userUnits'>): Selection {
  const chosen = [
    { names: inOrder(units), groups: system },
    { names: inOrder(userUnits), groups: user },
  ]
  const names = inOrder([...units, ...userUnits])
  const everything = names.length === 0
  const patterns = chosen.map(({ names, groups }) => ({ groups, expression: anyOf(names) }))

  const unitOf = ({ fields }: Entry): string | undefined => {
    for (const { groups, expression } of patterns) {
      for (const [name, condition] of groups) {
        const unit = fields.get(name)
        if (unit !== undefined && expression.test(unit) && (!condition || holds(fields, condition))) return unit
      }
    }
    return undefined
  }
  const takes = (entry: Entry): boolean => {
    if (everything || entry.fields.get('_TRANSPORT') === 'kernel') return true
    if (isDropped(entry)) {
      const unit = droppedBy(entry)
      // The limit of a user's unit is counted for all that the user runs.
      return patterns.some(({ expression }) => expression.test(unit)) || /^user@\d+\.service$/.test(unit)
    }
    return unitOf(entry) !== undefined
  }
  return { names, matches: everything || names.some(isGlob) ? [] : matchesFor(chosen), takes, unitOf }
}

/** The lines that journald did not take because there were too many. */
export function isDropped({ fields }: Entry): boolean {
  return fields.get('MESSAGE_ID') === droppedMessageId && fields.get('_TRANSPORT') === 'driver'
}

export function droppedBy({ message }: Entry): string {
  return /^Suppressed \d+ messages from (\S+)$/.exec(message?.toString('utf8', 0, 1024) ?? '')?.[1] ?? ''
}

/** The same after a restart, and another one for another journal or other units. */
export async function streamOf(
  { directory, namespace, units, userUnits = units }: JournalSelection,
  names: readonly string[],
): Promise<Stream> {
  const journal = directory === undefined ? await machineId() : resolve(directory)
  const identity = JSON.stringify([journal, namespace ?? '', inOrder(units), inOrder(userUnits)])
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12)
  return { id: `journald:${hash}`, name: names.length === 1 ? names[0]! : 'journald', kind: 'journald' }
}

export async function machineId(): Promise<string> {
  return (await readFile('/etc/machine-id', 'utf8').catch(() => '')).trim()
}

export function isGlob(name: string): boolean {
  return /[*?[]/.test(name)
}

/** Matches of different fields are joined by "and", of the same field by "or", and groups by `+`: "or" again. */
function matchesFor(
  chosen: readonly { names: readonly string[]; groups: readonly (readonly [string, string?])[] }[],
): string[] {
  const groups: (readonly string[])[] = [...always]
  for (const { names, groups: fields } of chosen) {
    if (names.length === 0) continue
    for (const [field, condition] of fields)
      groups.push([...names.map((name) => `${field}=${name}`), ...(condition ? [condition] : [])])
  }
  return groups.flatMap((group, index) => (index === 0 ? group : ['+', ...group]))
}

function holds(fields: ReadonlyMap<string, string>, condition: string): boolean {
  const separator = condition.indexOf('=')
  return fields.get(condition.slice(0, separator)) === condition.slice(separator + 1)
}

/** As systemd's unit_name_is_valid has it, and what globs are made of. */
const validName = /^[\w:.\\@*?[\]!^-]{1,255}$/
const unitTypes = /\.(?:service|scope|socket|timer|slice|target|mount|automount|swap|path|device)$/

function inOrder(names: readonly string[]): string[] {
  for (const name of names) {
    if (!validName.test(name)) throw new UserError(`${JSON.stringify(name)} is no name of a systemd unit`)
  }
  return [...new Set(names.map((name) => (unitTypes.test(name) ? name : `${name}.service`)))].sort()
}

/** One expression for names and globs; matches nothing when there are none. */
function anyOf(names: readonly string[]): RegExp {
  const parts = names.map((name) =>
    name.replace(/\[(!?)([^\]\\]+)\]|\*|\?|[^\w]/g, (part, negated: string, set: string) => {
      if (part === '*') return '.*'
      if (part === '?') return '.'
      if (set !== undefined) return `[${negated ? '^' : ''}${set.replace(/\^/g, '\\^')}]`
      return `\\${part}`
    }),
  )
  try {
    return new RegExp(parts.length === 0 ? '(?!)' : `^(?:${parts.join('|')})$`)
  } catch {
    throw new UserError(`${names.join(', ')}: a range of characters in it is the wrong way round`)
  }
}
