// `npm run lint` ends with this: no line over 120 characters. The formatter leaves longer ones in strings and comments.
// A line of a log is as long as it is, so `examples` are free, and the strings of tests and benchmarks do not count.
import { parseSync, Visitor } from 'oxc-parser'
import { readSources } from './imports.ts'

const limit = 120
const folders = ['src', 'parsers', 'patterns', 'scripts', 'bench', 'test']
const exampleProperties = new Set(['examples', 'hits', 'misses'])

interface Span {
  readonly start: number
  readonly end: number
}

/** One sentence, which starts with `path:line`, for every line that is too long. */
export function longLines(path: string, text: string): string[] {
  const lines = text.split('\n')
  if (lines.every((line) => line.length <= limit)) return []
  const free = freeSpans(path, text)
  let start = 0
  return lines.flatMap((line, index) => {
    const [from, to] = [start, start + line.length]
    start = to + 1
    const length = line.length - free.reduce((sum, span) => sum + overlap(span, from, to), 0)
    return length > limit ? [`${path}:${index + 1} has ${length} characters, more than ${limit}`] : []
  })
}

const overlap = ({ start, end }: Span, from: number, to: number): number =>
  Math.max(0, Math.min(end, to) - Math.max(start, from))

/** None of these lies in another one, so that no character is counted twice. */
function freeSpans(path: string, text: string): Span[] {
  const spans: Span[] = []
  const add = ({ start, end }: Span): void => {
    if (!spans.some((outer) => outer.start <= start && end <= outer.end)) spans.push({ start, end })
  }
  const addString = /^(test|bench)\//.test(path) ? add : () => {}
  new Visitor({
    Property: ({ key, value }) => {
      if (key.type === 'Identifier' && exampleProperties.has(key.name)) add(value)
    },
    Literal: (literal) => {
      if (typeof literal.value === 'string' || 'regex' in literal) addString(literal)
    },
    TemplateLiteral: addString,
  }).visit(parseSync(path, text).program)
  return spans
}

if (import.meta.main) {
  const sources = readSources(new URL('../', import.meta.url), folders)
  const long = [...sources].flatMap(([path, text]) => longLines(path, text))
  for (const line of long) process.stderr.write(`${line}\n`)
  process.exitCode = long.length > 0 ? 1 : 0
}
