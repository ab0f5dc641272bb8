import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { Stream } from '../live.ts'
import type { Entry } from './entry.ts'
import type { Journal } from './journalctl.ts'

export interface JournalSelection extends Journal {
  /**
   * System units: names or globs (`app-gateway*`); `.service` is implied. Without any unit, the whole journal is
   * read.
   */
  readonly units: readonly string[]
  /** User units. Default: the names in `units`, since the gateway may be installed as either. */
  readonly userUnits?: readonly string[]
}

/** The choice of entries to read: those of the units, those of systemd and journald about them, and the kernel's. */
export interface Selection {
  /** The units as asked for, each once, sorted. */
  readonly names: readonly string[]
  /**
   * Arguments for journalctl. Empty for globs, which journalctl would match only against units that it knows at its
   * start.
   */
  readonly matches: readonly string[]
  readonly includes: (entry: Entry) => boolean
  /** The unit that an entry is about or comes from, if it was asked for. */
  readonly unitOf: (entry: Entry) => string | undefined
}

/** "Suppressed N messages from UNIT": systemd's sd-messages.h, SD_MESSAGE_JOURNAL_DROPPED. */
const droppedMessageId = 'a596d6fe7bfa4994828e72309e95d61e'
/** SD_MESSAGE_COREDUMP. */
const coredumpMessageId = 'fc2e22bc6ee647b6b90729ab34a250b1'

/** A field that names a unit, and what else must hold: `FIELD=value`. */
type UnitField = readonly [field: string, condition?: string]

/**
 * The choice of `journalctl --unit` and `--user-unit` (systemd's logs-show.c), for all users at once. Anybody can
 * send fields without an underscore, so these count only together with one that journald vouches for, where there is
 * one.
 */
const systemFields: readonly UnitField[] = [
  ['_SYSTEMD_UNIT'],
  ['UNIT', '_PID=1'],
  ['COREDUMP_UNIT', `MESSAGE_ID=${coredumpMessageId}`],
  ['OBJECT_SYSTEMD_UNIT', '_UID=0'],
]
const userFields: readonly UnitField[] = [
  ['_SYSTEMD_USER_UNIT'],
  ['USER_UNIT'],
  ['COREDUMP_USER_UNIT', `MESSAGE_ID=${coredumpMessageId}`],
  ['OBJECT_SYSTEMD_USER_UNIT'],
]
/** The kernel reports out-of-memory kills, and journald the lines that it dropped. */
const always = [['_TRANSPORT=kernel'], ['_TRANSPORT=driver', `MESSAGE_ID=${droppedMessageId}`]] as const

export function selectionOf({ units, userUnits = units }: Pick<JournalSelection, 'units' | 'userUnits'>): Selection {
  const chosen = [
    { names: unitNames(units), fields: systemFields },
    { names: unitNames(userUnits), fields: userFields },
  ]
  const names = unitNames([...units, ...userUnits])
  const isEverything = names.length === 0
  const patterns = chosen.map(({ names, fields }) => ({ unitFields: fields, expression: anyOf(names) }))

  const unitOf = ({ fields }: Entry): string | undefined => {
    for (const { unitFields, expression } of patterns) {
      for (const [name, condition] of unitFields) {
        const unit = fields.get(name)
        if (unit !== undefined && expression.test(unit) && (!condition || holds(fields, condition))) return unit
      }
    }
    return undefined
  }
  const includes = (entry: Entry): boolean => {
    if (isEverything || entry.fields.get('_TRANSPORT') === 'kernel') return true
    if (isDropped(entry)) {
      const unit = droppedBy(entry)
      // journald counts the lines of user units for the user as a whole.
      return patterns.some(({ expression }) => expression.test(unit)) || /^user@\d+\.service$/.test(unit)
    }
    return unitOf(entry) !== undefined
  }
  const matches = isEverything || names.some(isGlob) ? [] : matchesFor(chosen)
  return { names, matches, includes, unitOf }
}

/** Whether journald reports lines that it dropped because there were too many. */
export function isDropped({ fields }: Entry): boolean {
  return fields.get('MESSAGE_ID') === droppedMessageId && fields.get('_TRANSPORT') === 'driver'
}

export function droppedBy({ message }: Entry): string {
  return /^Suppressed \d+ messages from (\S+)$/.exec(message?.toString('utf8', 0, 1024) ?? '')?.[1] ?? ''
}

/** The stream has the same id after a restart, and another one for another journal or other units. */
export async function streamOf(
  { directory, namespace, units, userUnits = units }: JournalSelection,
  names: readonly string[],
): Promise<Stream> {
  const journal = directory === undefined ? await machineId() : resolve(directory)
  const identity = JSON.stringify([journal, namespace ?? '', unitNames(units), unitNames(userUnits)])
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12)
  return { id: `journald:${hash}`, name: names.length === 1 ? names[0]! : 'journald', kind: 'journald' }
}

export async function machineId(): Promise<string> {
  return (await readFile('/etc/machine-id', 'utf8').catch(() => '')).trim()
}

export function isGlob(name: string): boolean {
  return /[*?[]/.test(name)
}

/**
 * journalctl joins matches of different fields by "and", matches of the same field by "or", and groups around `+` by
 * "or".
 */
function matchesFor(chosen: readonly { names: readonly string[]; fields: readonly UnitField[] }[]): string[] {
  const groups: (readonly string[])[] = [...always]
  for (const { names, fields } of chosen) {
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

/** The characters of systemd's unit_name_is_valid and of globs. */
const validName = /^[\w:.\\@*?[\]!^-]{1,255}$/
const unitTypes = /\.(?:service|scope|socket|timer|slice|target|mount|automount|swap|path|device)$/

function unitNames(names: readonly string[]): string[] {
  for (const name of names) {
    if (!validName.test(name)) throw new UserError(`${JSON.stringify(name)} is no name of a systemd unit`)
  }
  return [...new Set(names.map((name) => (unitTypes.test(name) ? name : `${name}.service`)))].sort()
}

/** An expression for all names and globs. Without any, it matches nothing. */
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
