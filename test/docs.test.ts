// Does what docs/adding-a-pattern.md and docs/adding-a-parser.md say, so that the pages stay true.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import type { Family } from '../src/model/family.ts'
import type { Parser } from '../src/model/parser.ts'
import { alone, parseLine } from '../src/read/parse-line.ts'
import { root } from './helpers/cli.ts'
import { newFolder } from './helpers/folder.ts'
import { analysed } from './helpers/pipeline.ts'

/** Writes the files that a page gives beside those of the project, and the log line that it is about. */
function followPage(page: string): { folder: string; log: string; files: string[] } {
  const text = readFileSync(join(root, page), 'utf8')
  const folder = newFolder()
  mkdirSync(join(folder, 'patterns'))
  for (const path of ['src', 'patterns/lifecycle', 'patterns/steps.ts'])
    symlinkSync(join(root, path), join(folder, path))
  const files = [...text.matchAll(/^```ts\n\/\/ (\S+)\n([^]*?)^```/gm)].map(([, path, code]) => {
    mkdirSync(dirname(join(folder, path!)), { recursive: true })
    writeFileSync(join(folder, path!), code!)
    return path!
  })
  const log = join(folder, 'some.log')
  writeFileSync(log, `${/^ {4}(.*2026-\d\d-\d\dT.*)$/m.exec(text)![1]}\n`)
  return { folder, log, files }
}

async function defaultExport<T>(folder: string, path: string): Promise<T> {
  return ((await import(pathToFileURL(join(folder, path)).href)) as { readonly default: T }).default
}

test('the family in docs/adding-a-pattern.md explains the line there', async () => {
  const { folder, log, files } = followPage('docs/adding-a-pattern.md')
  expect(files).toHaveLength(3)
  const family = await defaultExport<Family>(folder, 'patterns/tls/index.ts')
  const { incidents } = await analysed([log], { families: [...Object.values(families), family] })
  expect(incidents.map(({ cause }) => cause.id)).toEqual(['certificate-expired'])
  expect(incidents[0]!.cause.explanation).toContain('The certificate expired 3 days ago.')
})

test('the parser in docs/adding-a-parser.md reads the line there', async () => {
  const { folder, log, files } = followPage('docs/adding-a-parser.md')
  const parser = await defaultExport<Parser>(folder, files[0]!)
  const line = { text: readFileSync(log, 'utf8').trimEnd(), number: 1, offset: 0, cut: false }
  const { layers, attributes, body } = parseLine(line, alone, [parser, ...parsers])
  expect(layers).toEqual(['acme', 'openclaw-console'])
  expect(attributes).toEqual({ 'service.name': 'openclaw', 'process.pid': 413, subsystem: 'ws' })
  expect(body).toBe('hi')
})
