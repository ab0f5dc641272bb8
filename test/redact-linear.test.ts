// Whoever can write into a log can write what an expression is slow with. Everything that is given a whole text must
// take time that grows with its length alone.
import { describe, expect, test } from 'vitest'
import '../src/base/runtime.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import { nameShapes } from '../src/redact/identities.ts'
import { contacts, secrets } from '../src/redact/secrets.ts'
import { find, type Shape } from '../src/redact/shape.ts'
import { lowerCase, plainView } from '../src/redact/view.ts'

const shapes = [...secrets, ...contacts, ...nameShapes]
const redactor = createRedactor(new Uint8Array(32))

/** The expressions that a function gives a text of at least so many characters. */
function expressionsOver(characters: number, run: () => void): Map<string, RegExp> {
  const found = new Map<string, RegExp>()
  const original = Reflect.getOwnPropertyDescriptor(RegExp.prototype, 'exec')!
  // Every method that takes an expression calls this one.
  const exec = function (this: RegExp, text: string): RegExpExecArray | null {
    if (text.length >= characters) found.set(String(this), this)
    return (original.value as RegExp['exec']).call(this, text)
  }
  Reflect.defineProperty(RegExp.prototype, 'exec', { ...original, value: exec })
  try {
    run()
  } finally {
    Reflect.defineProperty(RegExp.prototype, 'exec', original)
  }
  return found
}

describe('expressions over whole texts', () => {
  const words = 'the gateway said nothing that anybody would have to hide '.repeat(200)
  const found = expressionsOver(words.length, () => {
    for (const shape of shapes) {
      for (const [text] of shape.examples.hits) {
        for (const whole of [text + words, words + text, `${words}\n${text}\n${words}`]) {
          redactor.record(whole, { 'gateway.token': whole })
          for (const _ of find(shape, plainView(whole), lowerCase(plainView(whole))));
        }
      }
    }
  })

  test('are found by this test', () => {
    expect(found.size).toBeGreaterThan(50)
    expect([...found.keys()].filter((expression) => expression.includes('PRIVATE KEY'))).not.toEqual([])
  })

  test.each([...found])('%s runs in linear time', (_, { source }) => {
    // V8's linear engine refuses look-ahead, back-references and large repetitions.
    expect(() => new RegExp(source, 'l')).not.toThrow()
  })
})

const size = 64 * 1024
const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)

/** Milliseconds of CPU, the least of three. */
function cost(shape: Shape, text: string): number {
  const view = plainView(text)
  const lower = lowerCase(view)
  const times = Array.from({ length: 3 }, () => {
    const start = process.threadCpuUsage()
    for (const _ of find(shape, view, lower));
    const { user, system } = process.threadCpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

// A word that does not end against the same characters in words of six. The margin is wide, and what costs next to
// nothing is not compared: a shape that is quadratic is a thousand times slower here.
test.each(
  [
    'a',
    'A',
    '1',
    'aB1',
    'a-',
    'a.',
    'a_',
    'a/',
    'a+',
    'a=',
    '1.',
    '1:',
    '1-',
    'f',
    'aF',
    'eyJ',
    'sk-',
    '\\',
    '%41',
    '://a',
    'a@',
  ].map((unit) => [unit]),
)('a word of 64 KiB of %s costs at most four times as much as short words', { timeout: 120_000 }, (unit) => {
  const word = fill(unit)
  const words = word.replace(/.{7}/gs, (part) => `${part.slice(0, 6)} `)
  const slow = shapes.filter((shape) => {
    const time = cost(shape, word)
    return time > 10 && time > 4 * Math.max(1, cost(shape, words))
  })
  expect(slow.map(({ id }) => id)).toEqual([])
})
