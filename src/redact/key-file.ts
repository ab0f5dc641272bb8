import { randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../base/errors.ts'

const keyLength = 32

/**
 * The key of the fingerprints, 32 bytes: read from the file, or random and written for the owner alone if there is no
 * file yet.
 */
export function readOrCreateKey(path: string): Uint8Array {
  try {
    return createKey(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return readKey(path)
    throw new UserError(
      `The key of the fingerprints cannot be created at ${path} (${code ?? String(error)}). Make its ` +
        'folder writable, or choose another place.',
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
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) fchmodSync(file, 0o600)
    const bytes = Buffer.alloc(keyLength + 1)
    let size = readSync(file, bytes, 0, bytes.length, 0)
    // Another process may have created the file and not have written it yet.
    for (let tries = 0; size < keyLength && tries < 50; tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      size = readSync(file, bytes, 0, bytes.length, 0)
    }
    if (size === keyLength) return new Uint8Array(bytes.subarray(0, keyLength))
    throw new UserError(
      `The key of the fingerprints at ${path} has ${stats.size} bytes instead of ${keyLength}. Remove ` +
        'it: a new one is made, and fingerprints start anew.',
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new UserError(
      `The key of the fingerprints at ${path} can be read by others, or cannot be read (${code}). Make ` +
        'it yours alone (chown, chmod 600), or remove it: a new one is made, and fingerprints start anew.',
    )
  } finally {
    closeSync(file)
  }
}

function openKey(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new UserError(
      `The key of the fingerprints at ${path} cannot be read ` +
        `(${(error as NodeJS.ErrnoException).code}). Give this user the right to read it, or remove it: ` +
        'a new one is made, and fingerprints start anew.',
    )
  }
}
