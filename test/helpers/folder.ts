import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const base = mkdtempSync(join(tmpdir(), 'oclog-test-'))
let count = 0
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A new empty folder of the test file that imports this, removed at its end. */
export function newFolder(): string {
  const folder = join(base, String(++count))
  mkdirSync(folder)
  return folder
}

/** A path in a new empty folder. */
export function newPath(name: string): string {
  return join(newFolder(), name)
}
