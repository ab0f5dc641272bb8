import { realpath } from 'node:fs/promises'
import { basename, dirname, join, matchesGlob, resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { DatedLogs } from '../../model/installation.ts'

/**
 * Files that belong together: one log with the files it was rotated to, or all logs of a folder that have a name of
 * some kind.
 */
export interface Family {
  /** As shown to people. */
  readonly title: string
  /** Reported as missing while nothing of the family is there: the file, or a name of the kind. */
  readonly expected: string
  /** Shown to the user at the start. */
  readonly note?: string
  /** The user named one log, not a kind of logs. */
  readonly isNamed: boolean
  /** The slots where files of the family may be at the moment. */
  slots(): Promise<readonly FileSlot[]>
}

/** A folder with files of a family, and what their names mean there. */
export interface FileSlot {
  readonly folder: string
  belongs(name: string): boolean
  /** Whether the log is written under exactly this name, so that a file with the name is never a copy of it. */
  isCurrent(name: string): boolean
  /** Whether one of the other names is where the writer of this file continues. */
  isSucceeded(name: string, names: ReadonlySet<string>): boolean
}

// Suffixes that logrotate, newsyslog, and loggers append: `.1`, `-20261122`, `.2026-11-22`, `-1795344625`, `.old`.
const rotationSuffix = /(?:[.-]\d[\dTZ_.:-]*|\.old)$/
const packingSuffix = /\.(?:gz|zst)$/
// Others are inserted before the extension: `gateway.1.log`, `gateway-2026-11-22T10-00-00.000.log`.
const rotationInfix = /^(?:\.\d{1,3}|[.-]\d{4}[\dTZ_.:-]*)$/

/**
 * One file by its name, with the files it is rotated to. If the path is a link, its target is followed over rotations
 * as well.
 */
export function namedFamily(path: string, dated?: DatedLogs): Family {
  const isDated = dated?.name.test(basename(path)) === true
  return {
    ...(isDated && { note: `${dated.note} --file ${dirname(path)}/` }),
    title: `file ${path}`,
    expected: path,
    isNamed: true,
    async slots() {
      const own = rotationSlot(dirname(path), basename(path))
      const real = await realpath(path).catch(() => undefined)
      if (real === undefined || real === join(await realpath(dirname(path)).catch(() => ''), basename(path)))
        return [own]
      return [own, rotationSlot(dirname(real), basename(real))]
    },
  }
}

function rotationSlot(folder: string, base: string): FileSlot {
  const dot = base.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [base.slice(0, dot), base.slice(dot)] : [base, '']
  return {
    folder,
    belongs(name) {
      const plain = name.replace(packingSuffix, '')
      if (plain === base) return true
      if (plain.startsWith(base)) return plain.replace(rotationSuffix, '') === base
      return (
        extension !== '' &&
        plain.startsWith(stem) &&
        plain.endsWith(extension) &&
        rotationInfix.test(plain.slice(stem.length, -extension.length))
      )
    },
    isCurrent: (name) => name === base,
    isSucceeded: (name, names) => name !== base && names.has(base),
  }
}

/** All dated logs of a folder. */
export function datedFamily(folder: string, dated: DatedLogs): Family {
  return {
    title: `files ${join(folder, dated.glob)}`,
    expected: join(folder, dated.example),
    isNamed: false,
    slots: () => Promise.resolve([kindSlot(folder, (name) => dated.name.test(name), dated)]),
  }
}

/**
 * All files of a folder whose name matches a glob, such as `/tmp/app/app-*.log`. Throws a UserError if the folder is
 * a glob.
 */
export function globFamily(pattern: string, dated?: DatedLogs): Family & { readonly folder: string } {
  const folder = dirname(pattern)
  if (isGlob(folder))
    throw new UserError(`${pattern}: only the last part may be a pattern; name one of the folders, or several patterns`)
  const names = basename(pattern)
  return {
    folder,
    title: `files ${pattern}`,
    expected: pattern,
    isNamed: false,
    slots: () => Promise.resolve([kindSlot(folder, (name) => matchesGlob(name, names), dated)]),
  }
}

export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path)
}

function kindSlot(folder: string, isOfKind: (name: string) => boolean, dated: DatedLogs | undefined): FileSlot {
  return {
    folder,
    belongs: (name) => isOfKind(name) || isOfKind(withoutRotation(name)),
    isCurrent: () => false,
    isSucceeded(name, names) {
      const before = withoutRotation(name)
      if (before !== name && isOfKind(before) && names.has(before)) return true
      const own = dated?.name.exec(name)?.groups
      return own !== undefined && [...names].some((other) => isLaterPart(dated!.name.exec(other)?.groups, own))
    },
  }
}

/** Whether the other dated log of the same profile is newer: of a later day, or a later part of the day. */
function isLaterPart(
  other: Readonly<Record<string, string>> | undefined,
  own: Readonly<Record<string, string>>,
): boolean {
  if (other?.['profile'] !== own['profile']) return false
  if (other!['date']! > own['date']!) return true
  // The highest number is the oldest part; the newest has none.
  return other!['date'] === own['date'] && (other!['part'] ?? '') < (own['part'] ?? '')
}

function withoutRotation(name: string): string {
  return name.replace(packingSuffix, '').replace(rotationSuffix, '')
}

/** Whether a file at this path would belong to one of the slots. */
export function isInSlot(slots: readonly FileSlot[], path: string): boolean {
  return slots.some((slot) => resolve(slot.folder) === dirname(path) && slot.belongs(basename(path)))
}
