// The picture of the rooms in docs/architecture.md, drawn from the imports themselves.
import { importsOf, type Sources } from './imports.ts'
import { floors, roomOf } from './rooms.ts'

const lists = [
  { name: 'patterns', holds: 'one folder per failure family; only `commands` and `index.ts` import its lists' },
  { name: 'parsers', holds: 'one file per log format; only `commands` and `index.ts` import its list' },
]

/** A Mermaid flowchart of the rooms, the top floor first, then a table with all imports between them. */
export function roomsMarkdown(sources: Sources): string {
  const targets = importsBetweenRooms(sources)
  const fromTop = floors.toReversed().flatMap((rooms) => rooms.filter(({ name }) => targets.has(name)))
  const rooms = [...fromTop, ...lists]
  const arrows = rooms.flatMap(({ name }) => withoutDetours(name, targets).map((to) => `  ${id(name)} --> ${id(to)}`))
  const row = ({ name, holds }: (typeof rooms)[number]): string =>
    `| ${code(pathOf(name))} | ${holds} | ${[...(targets.get(name) ?? [])].toSorted().map(code).join(' ') || '–'} |`
  return [
    '```mermaid',
    'flowchart TB',
    ...fromTop.map(({ name }) => `  ${id(name)}[${name}]`),
    ...lists.map(({ name }) => `  ${name}[(${name})]`),
    ...arrows,
    '```',
    '',
    '| room | holds | imports |',
    '|---|---|---|',
    ...rooms.map(row),
  ].join('\n')
}

const id = (name: string): string => name.replace('.ts', '')
const code = (text: string): string => `\`${text}\``
const pathOf = (name: string): string => {
  if (lists.some((list) => list.name === name)) return `${name}/`
  return name.endsWith('.ts') ? `src/${name}` : `src/${name}/`
}

function importsBetweenRooms(sources: Sources): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>()
  for (const path of sources.keys()) targets.set(roomOf(path), new Set())
  for (const { from, to, isFile } of importsOf(sources)) {
    if (isFile && roomOf(from) !== roomOf(to)) targets.get(roomOf(from))!.add(roomOf(to))
  }
  return targets
}

/** Without the arrows to rooms that are reached through another one, too: the transitive reduction. */
function withoutDetours(from: string, targets: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const direct = [...(targets.get(from) ?? [])].toSorted()
  const reachable = (start: string): Set<string> => {
    const reached = new Set(targets.get(start))
    for (const room of reached) for (const next of targets.get(room) ?? []) reached.add(next)
    return reached
  }
  return direct.filter((to) => !direct.some((other) => other !== to && reachable(other).has(to)))
}
