import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
  type Stats,
} from 'node:fs'
import { dirname } from 'node:path'
import { codeOf, UserError } from '../base/errors.ts'
import { isOpenToOthers, isOurs } from '../base/private-file.ts'

const keyLength = 32
const anew = 'a new one is made, and fingerprints start anew.'

/**
 * The key of the fingerprints, 32 bytes: read from the file, or random and written for the owner alone if there is no
 * file yet. A key that somebody else may have written is refused: they could compute every fingerprint.
 */
export function readOrCreateKey(path: string): Uint8Array {
  try {
    return createKey(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return readKey(path)
    throw new UserError(
      `The key of the fingerprints cannot be created at ${path} (${codeOf(error) ?? String(error)}). ` +
        'Make its folder writable, or choose another place.',
    )
  }
}

function createKey(path: string): Uint8Array {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    const key = randomBytes(keyLength)
    writeSync(file, key)
    fsyncSync(file)
    return key
  } finally {
    closeSync(file)
  }
}

function readKey(path: string): Uint8Array {
  const file = openKey(path)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile())
      throw new UserError(`The key of the fingerprints at ${path} is not a file. Remove it: a new one is made.`)
    refuseOthers(path, stats)
    if (isOpenToOthers(stats)) fchmodSync(file, 0o600)
    const bytes = Buffer.alloc(keyLength + 1)
    let size = readSync(file, bytes, 0, bytes.length, 0)
    // Another process may have created the file and not have written it yet.
    for (let tries = 0; size < keyLength && tries < 50; tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      size = readSync(file, bytes, 0, bytes.length, 0)
    }
    if (size === keyLength) return new Uint8Array(bytes.subarray(0, keyLength))
    throw new UserError(
      `The key of the fingerprints at ${path} has ${stats.size} bytes instead of ${keyLength}. Remove it: ${anew}`,
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      `The key of the fingerprints at ${path} cannot be read (${codeOf(error)}). ` +
        `Make it yours alone (chown, chmod 600), or remove it: ${anew}`,
    )
  } finally {
    closeSync(file)
  }
}

/** Throws if another user made the key or the link to it, could have written it, or if only a link's target is open. */
function refuseOthers(path: string, stats: Stats): void {
  const link = lstatSync(path)
  const refused = (what: string, remedy: string): UserError =>
    new UserError(
      `The key of the fingerprints at ${path} ${what}, who could know every fingerprint. ` +
        `${remedy}, or remove it: ${anew}`,
    )
  if (!isOurs(stats) || !isOurs(link))
    throw refused(
      `belongs to the user ${isOurs(stats) ? link.uid : stats.uid}`,
      'Run oclog as that user, name another database with --db',
    )
  if (process.platform !== 'win32' && (stats.mode & 0o022) !== 0)
    throw refused('can be written by others', 'If it is yours, chmod 600 it')
  if (link.isSymbolicLink() && isOpenToOthers(stats))
    throw refused('is a link to a file that can be read by others', 'If that is yours, chmod 600 it')
}

function openKey(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new UserError(
      `The key of the fingerprints at ${path} cannot be read (${codeOf(error)}). ` +
        `Give this user the right to read it, or remove it: ${anew}`,
    )
  }
}
