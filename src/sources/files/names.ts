import { realpath } from 'node:fs/promises'
import { basename, dirname, join, matchesGlob, resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'

/** Files that belong together: one log under its name and those it was rotated to, or all logs of a folder that look like one. */
export interface Family {
  /** As shown to people. */
  readonly title: string
  /** What is said to be missing when it is not there: the file, or any of that kind. */
  readonly expected: string
  /** Said to its user at the beginning. */
  readonly note?: string
  /** Whether it is one log with a name of its own. */
  readonly named: boolean
  /** Where its files are now. */
  places(): Promise<readonly Place[]>
}

/** A folder in which files of a family are, and how they are told by name. */
export interface Place {
  readonly folder: string
  belongs(name: string): boolean
  /** Whether the log is written under this very name, so that no copy of it can have that name. */
  isCurrent(name: string): boolean
  /** Whether what is written now goes to another of these names. */
  isSucceeded(name: string, names: ReadonlySet<string>): boolean
}

/**
 * OpenClaw's file log: `openclaw-2026-11-22.log`, `openclaw-<profile>-2026-11-22.log`, and `.1.log` to `.5.log` when it has become
 * too big. Before it had that name it was called Clawdbot and Moltbot. https://docs.openclaw.ai/logging
 */
const openclawName =
  /^(?<profile>(?:openclaw|moltbot|clawdbot)(?:-[a-z0-9-]+)?)-(?<date>\d{4}-\d\d-\d\d)(?:\.(?<turn>\d))?\.log$/

// What logrotate, newsyslog and loggers put behind a name: `.1`, `-20261122`, `.2026-11-22`, `-1795344625`, `.old`.
const turned = /(?:[.-]\d[\dTZ_.:-]*|\.old)$/
const packed = /\.(?:gz|zst)$/
// … and before its extension: `gateway.1.log`, `gateway-2026-11-22T10-00-00.000.log`.
const turnedInside = /^(?:\.\d{1,3}|[.-]\d{4}[\dTZ_.:-]*)$/

/** One file by its name, with those to which it was rotated, also where the name is a link. */
export function namedFamily(path: string): Family {
  const note = `after midnight OpenClaw writes to another file; to follow those as well: --file ${dirname(path)}/`
  return {
    ...(isOpenclawName(basename(path)) && { note }),
    title: `file ${path}`,
    expected: path,
    named: true,
    async places() {
      const own = placeOf(dirname(path), basename(path))
      // A link is followed to where its target is rotated.
      const real = await realpath(path).catch(() => undefined)
      if (real === undefined || real === join(await realpath(dirname(path)).catch(() => ''), basename(path)))
        return [own]
      return [own, placeOf(dirname(real), basename(real))]
    },
  }
}

function placeOf(folder: string, base: string): Place {
  const dot = base.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [base.slice(0, dot), base.slice(dot)] : [base, '']
  return {
    folder,
    belongs(name) {
      const plain = name.replace(packed, '')
      if (plain === base) return true
      if (plain.startsWith(base)) return plain.replace(turned, '') === base
      return (
        extension !== '' &&
        plain.startsWith(stem) &&
        plain.endsWith(extension) &&
        turnedInside.test(plain.slice(stem.length, -extension.length))
      )
    },
    isCurrent: (name) => name === base,
    isSucceeded: (name, names) => name !== base && names.has(base),
  }
}

export function isOpenclawName(name: string): boolean {
  return openclawName.test(name)
}

/** All files of a folder that are called as OpenClaw calls its logs. */
export function openclawFamily(folder: string): Family {
  return {
    title: `files ${join(folder, 'openclaw-*.log')}`,
    expected: join(folder, 'openclaw-<date>.log'),
    named: false,
    places: () => Promise.resolve([likeNames(folder, isOpenclawName)]),
  }
}

/** All files whose name fits a pattern such as `/tmp/openclaw/openclaw-*.log`. Throws a UserError for a pattern of folders. */
export function globFamily(pattern: string): Family & { readonly folder: string } {
  const folder = dirname(pattern)
  if (isGlob(folder))
    throw new UserError(`${pattern}: only the last part may be a pattern; name one of the folders, or several patterns`)
  const names = basename(pattern)
  return {
    folder,
    title: `files ${pattern}`,
    expected: pattern,
    named: false,
    places: () => Promise.resolve([likeNames(folder, (name) => matchesGlob(name, names))]),
  }
}

export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path)
}

function likeNames(folder: string, like: (name: string) => boolean): Place {
  return {
    folder,
    belongs: (name) => like(name) || like(withoutTurn(name)),
    isCurrent: () => false,
    isSucceeded(name, names) {
      const before = withoutTurn(name)
      if (before !== name && like(before) && names.has(before)) return true
      const own = openclawName.exec(name)?.groups
      if (!own) return false
      for (const other of names) {
        const groups = openclawName.exec(other)?.groups
        if (groups?.['profile'] !== own['profile']) continue
        if (groups!['date']! > own['date']!) return true
        if (groups!['date'] === own['date'] && (groups!['turn'] ?? '') < (own['turn'] ?? '')) return true
      }
      return false
    },
  }
}

function withoutTurn(name: string): string {
  return name.replace(packed, '').replace(turned, '')
}

/** Whether a file that was called so belongs to one of the places. */
export function isAt(places: readonly Place[], path: string): boolean {
  return places.some((place) => resolve(place.folder) === dirname(path) && place.belongs(basename(path)))
}
