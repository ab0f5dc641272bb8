// The checks that keep the project in shape find what they are there for.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { longLines } from '../scripts/lines.ts'
import { roomsMarkdown } from '../scripts/picture.ts'
import { breachesOf, production } from '../scripts/rooms.ts'
import { root } from './helpers/cli.ts'
import { newFolder } from './helpers/folder.ts'

const breaches = (files: Record<string, string>): string[] =>
  breachesOf(new Map(Object.entries(files)), new Set(['execa']))

/** Leaves out that nothing uses the file itself. */
const importBreaches = (path: string, text: string): string[] =>
  breaches({ [path]: text }).filter((breach) => breach.includes(' imports '))

const pattern = 'patterns/made-up/seen.pattern.ts'
const cause = 'patterns/other/that.cause.ts'

test.each([
  ['a room that needs a higher one', 'src/model/record.ts', '../views/json.ts', 'views is above model'],
  ['a room that needs its neighbor', 'src/scan/lines.ts', '../redact/shape.ts', 'is on the same floor as scan'],
  ['an import of the command line', 'src/commands/flags.ts', '../cli.ts', 'an entry is not imported'],
  ['a list below the commands', 'src/views/json.ts', '../../patterns/index.ts', 'take it as an argument'],
  ['one pattern in src/', 'src/commands/flags.ts', `../../${pattern}`, 'never one pattern or parser'],
  ['one parser in src/', 'src/commands/flags.ts', '../../parsers/syslog.ts', 'never one pattern or parser'],
  ['a parser that reads files', 'parsers/syslog.ts', '../src/sources/saved.ts', 'only src/model and src/base'],
  ['a pattern that needs a parser', pattern, '../../parsers/syslog.ts', 'know nothing of each other'],
  ['a pattern that needs the list', pattern, '../index.ts', 'never the other way around'],
  ['a cause that knows what it supersedes', cause, '../precedence/close-codes.ts', 'a list imports its members'],
  ['a cause of another family', cause, '../made-up/why.cause.ts', 'families share only'],
  ['another family', cause, '../made-up/index.ts', 'only patterns/index.ts imports a family'],
  ['code of the tests', 'src/base/text.ts', '../../test/helpers/logs.ts', 'must not need test/'],
  ['a package for development', 'src/base/text.ts', 'fast-check', 'only Node.js and the "dependencies"'],
])('npm run deps reports %s', (_name, from, to, reason) => {
  for (const statement of [
    `import { x } from '${to}'`,
    `import type { X } from '${to}'`,
    `type X = import('${to}').X`,
  ]) {
    expect(importBreaches(from, statement)).toEqual([expect.stringContaining(reason)])
  }
})

test('npm run deps reports nothing where an import leads downstairs, or to what families share', () => {
  const paths = ['../made-up/seen.pattern.ts', '../made-up/twice.derivation.ts', '../steps.ts', './this.pattern.ts']
  for (const path of [...paths, '../../src/model/pattern.ts'])
    expect(importBreaches(cause, `import '${path}'`)).toEqual([])
  for (const path of ['../model/record.ts', './rows.ts', 'node:fs', 'execa']) {
    expect(importBreaches('src/store/open.ts', `import '${path}'`)).toEqual([])
  }
  for (const path of ['../made-up/why.cause.ts', '../other/that.cause.ts'])
    expect(importBreaches('patterns/precedence/made-up.ts', `import '${path}'`)).toEqual([])
  for (const path of [
    '../../patterns/index.ts',
    '../../patterns/precedence/index.ts',
    '../../patterns/places.ts',
    '../views/json.ts',
  ]) {
    expect(importBreaches('src/commands/analyze.ts', `import '${path}'`)).toEqual([])
  }
})

test('npm run deps reports files that no entry leads to, and where to list them', () => {
  const lists = {
    'src/cli.ts': "import './commands/analyze.ts'",
    'src/commands/analyze.ts': "import '../../patterns/index.ts'",
  }
  const family = {
    'patterns/index.ts': "import './made-up/index.ts'",
    'patterns/made-up/index.ts': `import './seen.pattern.ts'`,
  }
  expect(breaches({ ...lists, ...family, [pattern]: '' })).toEqual([])
  expect(
    breaches({ ...lists, ...family, 'patterns/made-up/index.ts': '', [pattern]: '', 'src/base/text.ts': '' }),
  ).toEqual([
    `${pattern}:1 is not reached from src/cli.ts or src/index.ts; list it in patterns/made-up/index.ts`,
    'src/base/text.ts:1 is not reached from src/cli.ts or src/index.ts; use it or delete it',
  ])
})

test('npm run deps reports a folder of src/ that has no floor', () => {
  expect(breaches({ 'src/utils/text.ts': '' })[0]).toContain('give utils a floor in scripts/rooms.ts')
})

test('the picture leaves out an arrow where others lead to the same room, the table does not', () => {
  const markdown = roomsMarkdown(
    new Map([
      ['src/views/json.ts', "import '../model/record.ts'\nimport '../base/text.ts'"],
      ['src/model/record.ts', "import '../base/text.ts'"],
      ['src/base/text.ts', ''],
    ]),
  )
  expect(markdown.match(/.*-->.*/g)).toEqual(['  views --> model', '  model --> base'])
  expect(markdown).toMatch(/^\| `src\/views\/` \| .* \| `base` `model` \|$/m)
})

const nested = 'if (x) { '.repeat(5) + 'y()' + ' }'.repeat(5)
test.each([
  ['src/a.ts', 'a circle of types', "import type { B } from './b.ts'\nexport type A = B | 1", 'no-cycle'],
  ['src/deep.ts', 'deep nesting', `export function f(x: boolean, y: () => void) { ${nested} }`, 'max-depth'],
  ['src/long.ts', 'a long file', 'export {}\n'.repeat(351), 'max-lines'],
  [pattern, 'a long pattern', 'export {}\n'.repeat(121), 'max-lines'],
  ['src/function.ts', 'a long function', `export function f() {\n${'g()\n'.repeat(60)}}`, 'max-lines-per-function'],
  ['src/ways.ts', 'many ways', `export const f = (x: number) => ${'x === 1 || '.repeat(20)}0`, 'complexity'],
])('npm run lint reports in %s %s', (path, _name, text, rule) => {
  const folder = newFolder()
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  write(folder, path, text)
  write(folder, 'src/b.ts', "import type { A } from './a.ts'\nexport type B = A | 2")
  const { stdout, status } = spawnSync(join(root, 'node_modules/.bin/oxlint'), [path], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout).toContain(`(${rule})`)
  expect(status).toBe(1)
})

test('npm run lint reports long lines, but not examples', () => {
  const long = `'${'x'.repeat(120)}'`
  const text = `export default { examples: { hits: [${long}] }, notes: ${long} }`
  expect(longLines(pattern, text)).toEqual([expect.stringContaining(':1 has 160 ')])
  expect(longLines('src/base/text.ts', `f(${long})`)).toEqual(['src/base/text.ts:1 has 125 characters, more than 120'])
  expect(longLines('test/base.test.ts', `f(${long})`)).toEqual([])
})

test('npm run unused reports an export and a file that nothing uses', () => {
  const folder = newFolder()
  const names = ['package.json', 'knip.json', 'tsconfig.json', 'vitest.config.ts', ...production]
  for (const name of [...names, 'scripts', 'test', 'bench']) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !path.endsWith('bench/data') })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  write(
    folder,
    'src/base/errors.ts',
    `${readFileSync(join(root, 'src/base/errors.ts'), 'utf8')}\nexport const planted = 1\n`,
  )
  write(folder, 'src/base/forgotten.ts', 'export {}\n')
  const { stdout, status } = spawnSync(join(root, 'node_modules/.bin/knip'), [], { cwd: folder, encoding: 'utf8' })
  expect(stdout).toMatch(/^src\/base\/forgotten\.ts/m)
  expect(stdout).toMatch(/^planted +src\/base\/errors\.ts/m)
  expect(status).toBe(1)
})

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
