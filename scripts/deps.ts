// `npm run deps`: checks who imports whom against the rules in rooms.ts.
import { readFileSync } from 'node:fs'
import { readSources } from './imports.ts'
import { breachesOf, production } from './rooms.ts'

const root = new URL('../', import.meta.url)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { dependencies: object }
const sources = readSources(root, production)
const breaches = breachesOf(sources, new Set(Object.keys(dependencies)))
for (const breach of breaches) process.stderr.write(`${breach}\n`)
process.stdout.write(`${sources.size} files break the rules of scripts/rooms.ts ${breaches.length} times\n`)
process.exitCode = breaches.length > 0 ? 1 : 0
