import { createRequire } from 'node:module'

// client/ is a program of its own (client/tsconfig.json), because a browser's types would hide mistakes in other files.
const files = [
  '../../timeline/axis',
  './client/dom',
  './client/entries',
  './client/filter',
  './client/picture',
  './client/picture-input',
  './client/buttons',
  './client/client',
]

/** The names and values that the page's script is made of. */
export function scriptParts(): [name: string, value: unknown][] {
  // Loaded by Node itself, because a test runner would rewrite the names that they import from one another.
  const load = createRequire(import.meta.url)
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  return files.flatMap((file) => Object.entries(load(file + extension) as Record<string, unknown>))
}

/**
 * The text of everything that these files export, in one scope, where they find one another without imports. So a file
 * must export whatever stands at its top level, and that must be a function, or a constant that JSON can hold.
 */
function scriptText(): string {
  const definitions = scriptParts().map(([name, value]) =>
    typeof value === 'function' ? String(value) : `const ${name}=${JSON.stringify(value)}`,
  )
  // The page has no use for comments and indentation.
  const text = definitions
    .join('\n')
    .replace(/^ *\/\/.*\n|^ *\/\*\*[^]*?\*\/\n/gm, '')
    .replace(/\n\s+/g, '\n')
  return `(()=>{'use strict'\n${text}\nstart()})()`
}

export const script = scriptText()
