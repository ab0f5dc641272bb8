import { closeSync, fchmodSync, fstatSync, lstatSync, openSync, writeFileSync, constants, type Stats } from 'node:fs'

const forOwner = 0o600

/** Whether anyone but the owner may read or write. Windows has no such modes. */
export const isOpenToOthers = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & 0o077) !== 0

/** Whether a file belongs to the user who runs this. Windows has no such ids. */
export const isOurs = ({ uid }: Stats): boolean => process.geteuid === undefined || uid === process.geteuid()

/** Creates an empty file for its owner alone, or takes others' rights from one of ours. Links are not followed. */
export function makePrivate(path: string): void {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_CREAT | constants.O_NOFOLLOW, forOwner)
  } catch {
    // Whoever opens it next says what is wrong.
    return
  }
  try {
    protect(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Writes a file that only its owner can read, whatever the umask. A file that is there is written over and keeps its
 * owner; where the path is a link or a device, only the content is written.
 */
export function writePrivately(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w', forOwner)
  try {
    if (lstatSync(path).isFile()) protect(file)
    writeFileSync(file, content)
  } finally {
    closeSync(file)
  }
}

function protect(file: number): void {
  const stats = fstatSync(file)
  if (stats.isFile() && isOurs(stats) && isOpenToOthers(stats)) fchmodSync(file, forOwner)
}
