import type { BigIntStats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codeOf, messageOf } from '../../base/errors.ts'
import { keyOf, type Location } from './disk-file.ts'
import type { Family, FileSlot } from './names.ts'

/** A file by one of its names. */
export interface ListedFile extends Location {
  readonly slot: FileSlot
  readonly info: BigIntStats
}

/** The files of a family at one moment. A file that was renamed during the listing may be missing. */
export interface Listing {
  /** By key, oldest content first. A file with several names in the family has several entries. */
  readonly found: ReadonlyMap<string, readonly ListedFile[]>
  readonly names: ReadonlyMap<FileSlot, ReadonlySet<string>>
  /** Whether every folder could be read. */
  readonly complete: boolean
}

export const emptyListing: Listing = { found: new Map(), names: new Map(), complete: false }

/** Reports a problem that may pass, with the path it concerns. */
export type Report = (path: string, text: string) => void

/** `notFile` is called when the path that the user named is not a regular file. */
export async function listFamily(
  family: Family,
  slots: readonly FileSlot[],
  report: Report,
  notFile: Report,
): Promise<Listing> {
  const found = new Map<string, ListedFile[]>()
  const names = new Map<FileSlot, ReadonlySet<string>>()
  let complete = true
  let isExpectedThere = false
  for (const slot of slots) {
    const inFolder = await listSlot(slot, report)
    if (!inFolder) {
      complete = false
      continue
    }
    names.set(slot, new Set(inFolder.map(({ name }) => name)))
    for (const { name, info } of inFolder) {
      if (!info) continue
      const path = join(slot.folder, name)
      const isCurrent = slot.isCurrent(name)
      if (info.isFile()) {
        isExpectedThere ||= isCurrent || !family.isNamed
        const key = keyOf(info)
        found.set(key, [...(found.get(key) ?? []), { path, name, slot, info }])
      } else if (isCurrent) {
        isExpectedThere = true
        notFile(path, whyNotAFile(path, info))
      }
    }
  }
  if (complete && !isExpectedThere) report(family.expected, 'is not there; waiting for it')
  return { found: new Map([...found].sort(([, one], [, other]) => byTime(one[0]!, other[0]!))), names, complete }
}

/** The names in a folder that belong to the family. `info` is missing for files that have gone since. */
async function listSlot(
  slot: FileSlot,
  report: Report,
): Promise<{ name: string; info: BigIntStats | undefined }[] | undefined> {
  let all
  try {
    all = await readdir(slot.folder)
  } catch (error) {
    report(slot.folder, whyUnreadable(error))
    return undefined
  }
  const names = all.filter((name) => slot.belongs(name))
  return Promise.all(names.map(async (name) => ({ name, info: await statOf(join(slot.folder, name), report) })))
}

function byTime(one: ListedFile, other: ListedFile): number {
  return Number(one.info.mtimeNs - other.info.mtimeNs) || (one.name < other.name ? -1 : 1)
}

/** `undefined` for a file that has gone since its folder was read, and for a broken link. */
async function statOf(path: string, report: Report): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (!isAbsent(error)) report(path, whyUnreadable(error))
    else if (await isLink(path)) report(path, 'is a link to nothing; waiting for what it leads to')
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
  return codeOf(error) === 'ENOENT'
}

/** Why a file or folder cannot be read at the moment, and what would help. */
export function whyUnreadable(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'is not there; waiting for it'
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it; trying again (run as its owner, or let this user read it)'
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open; trying again (raise `ulimit -n`, or name fewer files)'
    default:
      return `${messageOf(error)}; trying again`
  }
}

function whyNotAFile(path: string, info: BigIntStats): string {
  if (info.isDirectory()) return `is a folder; name a file, or a pattern such as ${join(path, '*.log')}`
  return `is not a regular file; a pipe is read from standard input: oclog follow - < ${basename(path)}`
}
