// Writes what is generated in docs/. With --check it compares instead, and looks up the paths that documents name.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { posix } from 'node:path'
import { families } from '../patterns/index.ts'
import { precedence } from '../patterns/precedence/index.ts'
import { patternsMarkdown } from '../src/views/patterns.ts'
import { readSources } from './imports.ts'
import { roomsMarkdown } from './picture.ts'
import { production } from './rooms.ts'

const root = new URL('../', import.meta.url)
const read = (path: string): string => {
  const url = new URL(path, root)
  return existsSync(url) ? readFileSync(url, 'utf8') : ''
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
function withSection(text: string, name: string, section: string): string {
  const [before, after] = [text.indexOf(`<!-- ${name} -->`), text.indexOf(`<!-- /${name} -->`)]
  if (before < 0 || after < before) throw new Error(`the comments <!-- ${name} --> and <!-- /${name} --> are missing`)
  return `${text.slice(0, before)}<!-- ${name} -->\n\n${section}\n\n${text.slice(after)}`
}

const generated: Record<string, string> = {
  'docs/patterns.md': patternsMarkdown(families, precedence),
  'docs/architecture.md': withSection(
    read('docs/architecture.md'),
    'rooms',
    roomsMarkdown(readSources(root, production)),
  ),
}

/** Paths in backticks and targets of links that do not exist, and scripts that package.json does not have. */
function staleNames(document: string): string[] {
  const text = read(document)
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const inProject = [...text.matchAll(/`((?:src|parsers|patterns|test|scripts|bench|docs|fixtures|\.ci)\/[\w./-]*)`/g)]
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
  const paths = [
    ...inProject.map(([, path]) => path!),
    ...links.map(([, path]) => posix.join(posix.dirname(document), path!)),
  ]
  const run = [...text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(([, script]) => script!)
  return [
    ...paths.filter((path) => !existsSync(new URL(path, root))),
    ...run.filter((script) => !Object.hasOwn(scripts, script)).map((script) => `npm run ${script}`),
  ].map((name) => `${document} names ${name}, which does not exist`)
}

const documents = [...readdirSync(root), ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)]
  .concat('bench/README.md')
  .filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')

if (process.argv.includes('--check')) {
  const drifted = Object.entries(generated).filter(([path, text]) => read(path) !== text)
  const faults = [
    ...drifted.map(([path]) => `${path} is not what the code says; run: npm run docs`),
    ...documents.flatMap(staleNames),
  ]
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
} else {
  for (const [path, text] of Object.entries(generated)) writeFileSync(new URL(path, root), text)
}
