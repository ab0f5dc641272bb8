// Writes what is generated under docs/; with --check it only compares, and fails where something drifted.
import { readFileSync, writeFileSync } from 'node:fs'
import { families } from '../patterns/index.ts'
import { precedence } from '../patterns/precedence/index.ts'
import { patternsMarkdown } from '../src/views/patterns.ts'

const generated: Record<string, string> = { 'docs/patterns.md': patternsMarkdown(families, precedence) }
const checking = process.argv.includes('--check')
let drifted = 0
for (const [path, text] of Object.entries(generated)) {
  const url = new URL(`../${path}`, import.meta.url)
  if (!checking) {
    writeFileSync(url, text)
    continue
  }
  let present = ''
  try {
    present = readFileSync(url, 'utf8')
  } catch {
    // Absent is drifted, too.
  }
  if (present !== text) {
    drifted++
    process.stderr.write(`${path} is not what the registry says; run: npm run docs\n`)
  }
}
process.exitCode = drifted > 0 ? 1 : 0
