/**
 * Stands in for journalctl where it has to fail in a certain way, which the real one does not do on command:
 * `fake-journalctl.ts FOLDER ARGUMENTS…` gives the entries in FOLDER (see `FakeJournal`).
 */
import { appendFileSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { FakeEntry, Mishap } from './fake-journal.ts'

const [folder, ...args] = process.argv.slice(2) as [string, ...string[]]
const option = (name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1)
const entries = (): FakeEntry[] => read('entries').map((line) => JSON.parse(line) as FakeEntry)
const follows = args.includes('--follow')

if (option('--field') !== undefined) for (const unit of read('units')) print(`${unit}\n`)
else if (option('--lines') === '1') {
  appendFileSync(join(folder, 'asked'), '?')
  give(entries().slice(-1))
} else {
  const run = read('runs').length
  appendFileSync(join(folder, 'runs'), `${JSON.stringify({ pid: process.pid, args })}\n`)
  const plan = read('plan')[run]
  const mishap = (plan === undefined ? {} : JSON.parse(plan)) as Mishap
  if (mishap.hang) setInterval(() => undefined, 1 << 30)
  else {
    const cursor = option('--cursor')
    if (mishap.refuse && cursor !== undefined) fail(1, 'Failed to seek to cursor: Invalid argument')
    if (mishap.says !== undefined) fail(1, mishap.says)
    const all = entries()
    const since = Number(option('--since')?.slice(1)) * 1e6
    // A cursor that is not there leads to where it would be.
    const at = (entry: FakeEntry): boolean => (cursor === undefined ? entry.realtime >= since : entry.cursor >= cursor)
    const from = Math.max(0, all.findIndex(at) === -1 ? all.length : all.findIndex(at))
    const chosen = all.slice(from).filter((entry) => !follows || entry.boot === all.at(-1)?.boot)
    if (mishap.twice && chosen[0]) chosen.unshift(chosen[0])
    give(chosen, mishap)
    if (follows) {
      let given = all.length
      setInterval(() => {
        const now = entries()
        if (now.length > given) give(now.slice(given))
        given = now.length
      }, 10)
    }
  }
}

function give(chosen: readonly FakeEntry[], mishap: Mishap = {}): void {
  const bytes = Buffer.concat(chosen.map(({ bytes }) => Buffer.from(bytes, 'base64')))
  if (mishap.after === undefined || mishap.after >= bytes.length) return print(bytes)
  print(bytes.subarray(0, mishap.after))
  if (mishap.garbage === undefined) fail(1, 'Failed to iterate through journal: Bad message')
  print(Buffer.from(mishap.garbage, 'base64'))
  print(bytes.subarray(mishap.after))
}

function print(bytes: string | Buffer): void {
  const data = Buffer.from(bytes as string)
  for (let at = 0; at < data.length;) {
    try {
      at += writeSync(1, data, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') process.exit(1)
    }
  }
}

function fail(code: number, text: string): never {
  writeSync(2, `${text}\n`)
  process.exit(code)
}

function read(name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)
}
