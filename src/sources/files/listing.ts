import type { BigIntStats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { keyOf } from './generation.ts'
import type { Family, Place } from './names.ts'

/** A file by one of its names. */
export interface Found {
  readonly path: string
  readonly name: string
  readonly place: Place
  readonly info: BigIntStats
}

/** All that is in the folders of a family at a moment. What is renamed while it is listed may be missing. */
export interface Listing {
  /** By inode and birth time, oldest content first. */
  readonly found: ReadonlyMap<string, readonly Found[]>
  readonly names: ReadonlyMap<Place, ReadonlySet<string>>
  /** Whether every folder could be read. */
  readonly complete: boolean
}

export const nothing: Listing = { found: new Map(), names: new Map(), complete: false }

/** `notFile` is told when what was named is something else. */
export async function list(
  family: Family,
  places: readonly Place[],
  trouble: (source: string, text: string) => void,
  notFile: (path: string, text: string) => void,
): Promise<Listing> {
  const found = new Map<string, Found[]>()
  const names = new Map<Place, ReadonlySet<string>>()
  let complete = true
  let current = false
  for (const place of places) {
    let all
    try {
      all = await readdir(place.folder)
    } catch (error) {
      complete = false
      trouble(place.folder, whyNot(error))
      continue
    }
    const belonging = all.filter((name) => place.belongs(name))
    names.set(place, new Set(belonging))
    const infos = await Promise.all(belonging.map((name) => statOf(join(place.folder, name), trouble)))
    for (const [index, name] of belonging.entries()) {
      const info = infos[index]
      if (!info) continue
      const path = join(place.folder, name)
      if (!info.isFile()) {
        if (place.isCurrent(name)) {
          current = true
          notFile(path, notAFile(path, info))
        }
        continue
      }
      current ||= place.isCurrent(name) || !family.named
      const key = keyOf(info)
      found.set(key, [...(found.get(key) ?? []), { path, name, place, info }])
    }
  }
  if (complete && !current) trouble(family.expected, 'is not there; waiting for it')
  return { found: new Map([...found].sort(([, one], [, other]) => byTime(one[0]!, other[0]!))), names, complete }
}

function byTime(one: Found, other: Found): number {
  return Number(one.info.mtimeNs - other.info.mtimeNs) || (one.name < other.name ? -1 : 1)
}

/** `undefined` for what went away while it was looked at, and for a link to nothing. */
async function statOf(path: string, trouble: (source: string, text: string) => void): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (!isAbsent(error)) trouble(path, whyNot(error))
    else if (await isLink(path)) trouble(path, 'is a link to nothing; waiting for what it leads to')
    return undefined
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch {
    return false
  }
}

export function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** Why a file or folder cannot be read for the time being, and what would help. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'is not there; waiting for it'
  if (code === 'EACCES' || code === 'EPERM')
    return 'no permission to read it; trying again (run as its owner, or let this user read it)'
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'too many files are open; trying again (raise `ulimit -n`, or name fewer files)'
  return `${message}; trying again`
}

function notAFile(path: string, info: BigIntStats): string {
  if (info.isDirectory()) return `is a folder; name a file, or a pattern such as ${join(path, '*.log')}`
  return `is not a regular file; a pipe is read from standard input: oclog follow - < ${basename(path)}`
}
