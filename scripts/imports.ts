// Reads who imports whom. Type-only imports count: they vanish at run time, but a reader has to follow them.
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** `from` is a path from the root of the project; `to` is one, too, or the name of a package (`node:fs`, `execa`). */
export interface Import {
  readonly from: string
  readonly line: number
  readonly to: string
  readonly isFile: boolean
}

/** The text of each file by its path from the root of the project. */
export type Sources = ReadonlyMap<string, string>

/** All TypeScript files in these folders, in order of their paths, except the generated ones in bench/data/. */
export function readSources(root: URL, folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => posix.join(folder, path)),
  )
  return new Map(
    paths
      .filter((path) => !path.startsWith('bench/data/'))
      .toSorted()
      .map((path) => [path, readFileSync(new URL(path, root), 'utf8')]),
  )
}

/** Finds `import`, `export … from`, `import()`, and the type `import()`. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) => {
    const imports: Import[] = []
    const add = (node: { readonly start: number; readonly value?: unknown } | null): void => {
      if (typeof node?.value !== 'string') return
      const isFile = /^\.{1,2}\//.test(node.value)
      const line = text.slice(0, node.start).split('\n').length
      imports.push({
        from,
        line,
        to: isFile ? posix.join(posix.dirname(from), node.value) : packageOf(node.value),
        isFile,
      })
    }
    new Visitor({
      ImportDeclaration: ({ source }) => add(source),
      ExportNamedDeclaration: ({ source }) => add(source),
      ExportAllDeclaration: ({ source }) => add(source),
      ImportExpression: ({ source }) => add(source),
      TSImportType: ({ source }) => add(source),
    }).visit(parseSync(from, text).program)
    return imports
  })
}

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:') ? specifier : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
