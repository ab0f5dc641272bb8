import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { script, scriptParts } from '../../src/views/html/script.ts'
import { root } from '../helpers/cli.ts'

const client = join(root, 'src/views/html/client')
const files = readdirSync(client).filter((file) => file.endsWith('.ts'))

/** What a file defines at its top level, types left out. */
function definedIn(text: string): string[] {
  return [...text.matchAll(/^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)/gm)].map(([, name]) => name!)
}

test('The script holds everything that the files of the page define, each name once.', () => {
  const axis = readFileSync(join(root, 'src/timeline/axis.ts'), 'utf8')
  const texts = [axis, ...files.map((file) => readFileSync(join(client, file), 'utf8'))]
  const names = scriptParts().map(([name]) => name)
  expect(names.length).toBeGreaterThan(30)
  expect(names.toSorted()).toEqual(texts.flatMap(definedIn).toSorted())
  expect(new Set(names).size).toBe(names.length)
})

test('What is no function in the script can be written as JSON.', () => {
  const constants = scriptParts().filter(([, value]) => typeof value !== 'function')
  expect(constants.length).toBeGreaterThan(0)
  for (const [, value] of constants) expect(JSON.parse(JSON.stringify(value))).toEqual(value)
})

test('The script is one statement that a browser can parse, without imports and comments.', () => {
  expect(() => new Script(script)).not.toThrow()
  expect(script).not.toMatch(/^(?:import|export) /m)
  expect(script).not.toMatch(/\/\*\*|^\s*\/\//m)
})
