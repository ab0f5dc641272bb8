import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** What npm would install: compiled, so that stripping types is not measured. Returns the folder. */
export function compile(bench: string): string {
  const folder = join(bench, 'data', 'dist')
  rmSync(folder, { recursive: true, force: true })
  execFileSync(join(bench, '../node_modules/.bin/tsc'), ['-p', join(bench, 'tsconfig.json')], { stdio: 'inherit' })
  return folder
}
