// `npm run deps`: checks who imports whom against the rules in rooms.ts.
import { readFileSync } from 'node:fs'
import { readSources } from './imports.ts'
import { breachesOf, production } from './rooms.ts'

const root = new URL('../', import.meta.url)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { dependencies: object }
const sources = readSources(root, production)
const breaches = breachesOf(sources, new Set(Object.keys(dependencies)))
for (const breach of breaches) process.stderr.write(`${breach}\n`)
if (breaches.length > 0)
  process.stderr.write(`${breaches.length} broken rules of scripts/rooms.ts in ${sources.size} files\n`)
process.exitCode = breaches.length > 0 ? 1 : 0
