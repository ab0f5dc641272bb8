// The rooms of src/ and who may import whom. `npm run deps` checks the imports; docs/architecture.md shows them.
import { isBuiltin } from 'node:module'
import { type Import, importsOf, type Sources } from './imports.ts'

export interface Room {
  readonly name: string
  readonly holds: string
}

/** From the ground up: a room may import the rooms of lower floors, not its neighbors on the same floor. */
export const floors: readonly (readonly Room[])[] = [
  [{ name: 'base', holds: 'text, time, JSON, errors, version, runtime: code that knows nothing of logs' }],
  [{ name: 'model', holds: 'record, parser, pattern, event, track, incident, decision: types and `define…` helpers' }],
  [
    { name: 'scan', holds: 'which lines may matter' },
    { name: 'redact', holds: 'replaces secrets; nothing is stored or shown without it' },
  ],
  [{ name: 'sources', holds: 'where lines come from: saved logs, journald, Docker, files, stdin, snapshot' }],
  [{ name: 'read', holds: 'from lines to events: envelopes, times, matching' }],
  [{ name: 'store', holds: 'SQLite' }],
  [{ name: 'correlate', holds: 'events → tracks → incidents with ranked causes → decision' }],
  [{ name: 'timeline', holds: 'what the views show, made from the JSON document alone' }],
  [
    { name: 'views', holds: 'terminal, HTML, Markdown, JSON' },
    { name: 'notify', holds: 'sends incidents to a command or a webhook' },
    { name: 'bundle', holds: 'one archive to attach to a ticket' },
  ],
  [
    { name: 'pipeline.ts', holds: 'all of `analyze` on one screen' },
    { name: 'follow', holds: 'the same pipeline over live sources' },
  ],
  [
    { name: 'commands', holds: 'one file per command: options → pipeline → views' },
    { name: 'index.ts', holds: 'the library entry' },
  ],
  [{ name: 'cli.ts', holds: 'names, options, and help of the commands' }],
]

/** The folders that ship. Tests, benchmarks, and scripts may import them, never the other way around. */
export const production = ['src', 'parsers', 'patterns']

/** No import leads to client.ts: the page holds its compiled text, and a browser runs it. */
const entries = ['src/cli.ts', 'src/index.ts', 'src/views/html/client/client.ts']
const lists = new Set([
  'parsers/index.ts',
  'patterns/index.ts',
  'patterns/precedence/index.ts',
  'patterns/operations/index.ts',
])
/** Only these files name the causes of several families. */
const namesCauses = (path: string): boolean => path === 'patterns/index.ts' || path.startsWith('patterns/precedence/')

const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map(({ name }) => [name, floor] as const)))

/** `src/store/open.ts` → `store`, `src/cli.ts` → `cli.ts`, `patterns/index.ts` → `patterns`. */
export function roomOf(path: string): string {
  const [top = '', next = ''] = path.split('/')
  return top === 'src' ? next : top
}

/**
 * One sentence per broken rule, starting with `path:line`.
 * @param dependencies names of the packages that are installed along with oclog
 */
export function breachesOf(sources: Sources, dependencies: ReadonlySet<string>): string[] {
  const imports = importsOf(sources).filter(({ from }) => ships(from))
  return [
    ...[...sources.keys()].flatMap(unknownRoom),
    ...imports.flatMap((each) => {
      const breach = each.isFile ? breachOf(each) : packageBreach(each, dependencies)
      return breach === undefined ? [] : [`${each.from}:${each.line} imports ${each.to}: ${breach}`]
    }),
    ...orphans(sources, imports),
  ]
}

const ships = (path: string): boolean => production.some((folder) => path.startsWith(`${folder}/`))

function unknownRoom(path: string): string[] {
  if (!path.startsWith('src/') || floorOf.has(roomOf(path))) return []
  return [`${path}:1 is in no room; put it into one, or give ${roomOf(path)} a floor in scripts/rooms.ts`]
}

function packageBreach({ to }: Import, dependencies: ReadonlySet<string>): string | undefined {
  if (isBuiltin(to) || dependencies.has(to)) return undefined
  return 'code that ships uses only Node.js and the "dependencies" in package.json'
}

function breachOf({ from, to }: Import): string | undefined {
  const [top, fromTop] = [to.split('/')[0]!, from.split('/')[0]!]
  if (!ships(to)) return `code that ships must not need ${top}/`
  if (to === 'src/cli.ts' || to === 'src/index.ts') return 'an entry is not imported'
  if (fromTop === 'src') return top === 'src' ? climbing(from, to) : outsideSrc(from, to)
  if (top === 'src')
    return /^src\/(base|model)\//.test(to) ? undefined : `${fromTop}/ may use only src/model and src/base`
  if (top !== fromTop) return 'parsers/ and patterns/ know nothing of each other'
  if (lists.has(to) || (namesCauses(to) && !namesCauses(from)))
    return 'a list imports its members, never the other way around'
  return top === 'patterns' ? betweenFamilies(from, to) : undefined
}

function climbing(from: string, to: string): string | undefined {
  const [room, other] = [roomOf(from), roomOf(to)]
  const [floor, otherFloor] = [floorOf.get(room), floorOf.get(other)]
  if (room === other || floor === undefined || otherFloor === undefined || otherFloor < floor) return undefined
  const where = otherFloor === floor ? 'is on the same floor as' : 'is above'
  return `${other} ${where} ${room}; move what both need to a lower floor`
}

function outsideSrc(from: string, to: string): string | undefined {
  if (!from.startsWith('src/commands/') && from !== 'src/index.ts')
    return `only src/commands and src/index.ts may know ${to.split('/')[0]!}/; take it as an argument`
  // Words that only OpenClaw has, such as its paths, are data directly under patterns/.
  if (lists.has(to) || /^patterns\/[^/]+\.ts$/.test(to)) return undefined
  return 'src/ imports the lists, never one pattern or parser'
}

/** `patterns/token-mismatch/drift.cause.ts` → `token-mismatch`; undefined for files directly under patterns/. */
const familyOf = (path: string): string | undefined => /^patterns\/([^/]+)\//.exec(path)?.[1]

function betweenFamilies(from: string, to: string): string | undefined {
  if (namesCauses(from)) return undefined
  if (to.endsWith('/index.ts')) return 'only patterns/index.ts imports a family'
  const isShared = familyOf(to) === undefined || familyOf(to) === familyOf(from)
  if (isShared || /\.(pattern|derivation)\.ts$/.test(to)) return undefined
  return 'families share only *.pattern.ts and *.derivation.ts; put what both need directly under patterns/'
}

function orphans(sources: Sources, imports: readonly Import[]): string[] {
  const importsFrom = Map.groupBy(imports, ({ from }) => from)
  const reached = new Set(entries)
  for (const path of reached) for (const { to } of importsFrom.get(path) ?? []) reached.add(to)
  return [...sources.keys()]
    .filter((path) => ships(path) && !reached.has(path))
    .map((path) => `${path}:1 is not reached from src/cli.ts or src/index.ts; ${remedy(path)}`)
}

function remedy(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (path.startsWith('src/')) return 'use it or delete it'
  return `list it in ${path.endsWith('/index.ts') ? folder.split('/')[0]! : folder}/index.ts`
}
