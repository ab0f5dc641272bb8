import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rgPath } from '@vscode/ripgrep'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { literalsOf } from '../src/read/search.ts'
import { choosePatterns } from './choose.ts'
import { compile } from './compile.ts'
import { generate, parseSize, type Generated, type Shape } from './generate.ts'

const fewKeywords = 24

interface Outcome {
  readonly seconds: number
  readonly rssMiB: number
}

interface Row {
  readonly shape: Shape
  readonly keywords: number
  readonly log: Generated
  readonly oclog: readonly Outcome[]
  readonly ripgrep: readonly number[]
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1GB' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    interest: { type: 'string', default: '0.005' },
    shape: { type: 'string', multiple: true, default: ['console', 'jsonl'] },
    keep: { type: 'boolean', default: false },
  },
})

const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'oclog-bench-'))

/** From spawn to exit, with all that a user waits for; standard output goes to a file. */
async function timed(command: string, args: readonly string[], allowed: readonly number[]): Promise<Outcome> {
  const output = openSync(join(scratch, 'stdout'), 'w')
  const rssFile = join(scratch, 'rss')
  const began = process.hrtime.bigint()
  const child = spawn(command, args, {
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, BENCH_RSS_FILE: rssFile },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  closeSync(output)
  if (code === null || !allowed.includes(code)) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  return { seconds, rssMiB: command === rgPath ? 0 : Number(readFileSync(rssFile, 'utf8')) / 1024 }
}

function oclog(program: readonly string[]): Promise<Outcome> {
  return timed(process.execPath, ['--import', join(here, 'rss.mjs'), ...program], [0, 1])
}

/** Both read from the page cache, not from a disk. */
function warm(path: string): void {
  const file = openSync(path, 'r')
  const block = Buffer.allocUnsafe(1 << 20)
  while (readSync(file, block, 0, block.length, null) > 0);
  closeSync(file)
}

async function compare(
  shape: Shape,
  log: Generated,
  keywords: readonly string[],
  run: (database: string) => readonly string[],
): Promise<Row> {
  const list = join(scratch, `keywords-${keywords.length}`)
  writeFileSync(list, `${keywords.join('\n')}\n`)
  const rows = { oclog: [] as Outcome[], ripgrep: [] as number[] }
  warm(log.path)
  // In turns, so that what else the machine does falls on both.
  for (let turn = 0; turn < Number(values.runs); turn++) {
    rows.ripgrep.push((await timed(rgPath, ['-c', '-F', '-f', list, log.path], [0])).seconds)
    rows.oclog.push(await oclog(run(join(scratch, `${shape}-${keywords.length}-${turn}.db`))))
  }
  return { shape, keywords: keywords.length, log, ...rows }
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
}

function print(rows: readonly Row[]): void {
  const cells = rows.map(({ shape, keywords, log, oclog, ripgrep }) => {
    const seconds = median(oclog.map((each) => each.seconds))
    return [
      shape,
      String(keywords),
      `${(log.bytes / 1e9).toFixed(2)} GB`,
      `${seconds.toFixed(2)} s`,
      (log.bytes / 1e9 / seconds).toFixed(2),
      `${median(ripgrep).toFixed(2)} s`,
      `${(seconds / median(ripgrep)).toFixed(2)} ×`,
      `${Math.round(Math.max(...oclog.map((each) => each.rssMiB)))} MiB`,
    ]
  })
  const table = [['log', 'keywords', 'size', 'oclog', 'GB/s', 'ripgrep', 'ratio', 'peak RSS'], ...cells]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  for (const row of table) console.log(row.map((cell, column) => cell.padStart(widths[column]!)).join('  '))
}

try {
  const own = literalsOf(
    Object.values(families).flatMap(({ patterns }) => patterns ?? []),
    parsers,
  )
  const few = [...new Set(choosePatterns(Object.values(families), fewKeywords).flatMap(({ keywords }) => keywords))]
  const compiled = compile(here)
  const rows: Row[] = []
  for (const shape of values.shape as Shape[]) {
    const log = generate({
      shape,
      bytes: parseSize(values.size),
      seed: Number(values.seed),
      interest: Number(values.interest),
    })
    rows.push(
      await compare(shape, log, own, (database) => [
        join(compiled, 'src/cli.js'),
        'analyze',
        '--db',
        database,
        log.path,
      ]),
      await compare(shape, log, few, (database) => [
        join(compiled, 'bench/subset.js'),
        String(fewKeywords),
        database,
        log.path,
      ]),
    )
    if (!values.keep) rmSync(log.path)
  }
  console.log(
    `Node ${process.version}, ${execFileSync(rgPath, ['--version'], { encoding: 'utf8' }).split('\n')[0]}, ${availableParallelism()} × ${cpus()[0]?.model}; medians of ${values.runs}`,
  )
  print(rows)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
