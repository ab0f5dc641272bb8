import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { installation } from '../../patterns/installation.ts'
import { datedFiles, namedFile } from '../../src/sources/files/files.ts'
import type { FollowOptions, LiveBatch, LiveSource, Notice } from '../../src/sources/live.ts'
import { eventually } from '../helpers/during.ts'
import { lineOf, scenarios, type Scenario, type ScenarioName } from './files-writer.ts'

export interface Figures {
  readonly lost: number
  readonly twice: number
  readonly corrupt: number
  /** Lines whose number or offset is not that of the line before, and what it takes, further on. */
  readonly misplaced: number
  readonly notices: readonly Notice[]
  readonly cpuSeconds: number
}

/** Milliseconds without a new line after which those that are missing count as lost. */
const mostSilence = 120_000
/**
 * Lines that are written after all others, each when the one before it was read: so often it has looked again by then.
 */
const lastWords = 3

const writer = fileURLToPath(new URL('files-writer.ts', import.meta.url))

export interface StressOptions extends Scenario {
  /** Once in so many batches reading ends before the batch was stored, and begins again where the cursors say. */
  readonly restarts?: number
}

/** Lets another process write and rotate a log, and counts what comes of it. */
export async function stress(name: ScenarioName, count: number, changes: StressOptions = {}): Promise<Figures> {
  const scenario: StressOptions = { ...scenarios[name], ...changes }
  const { wide = false, dated = false, crlf = false, restarts } = scenario
  const folder = mkdtempSync(join(tmpdir(), 'oclog-files-'))
  const path = dated ? folder : join(folder, 'app.log')
  if (dated) writeFileSync(join(folder, 'openclaw-2026-11-21.log'), 'of yesterday\n')
  else writeFileSync(path, '')
  const ended = new AbortController()
  const { signal } = ended
  const seen = new Uint32Array(count)
  const cpu = process.cpuUsage()
  const cursors = new Map<string, string>()
  const places = new Map<string, { number: number; offset: number }>()
  const notices: Notice[] = []
  let corrupt = 0
  let misplaced = 0
  let batches = 0
  let words = 0
  let last = performance.now()

  const take = ({ stream, lines, cursor, over }: LiveBatch): void => {
    for (const { text, number, offset } of lines) {
      last = performance.now()
      const place = places.get(stream.id)
      if (place && (place.number !== number || place.offset !== offset)) misplaced++
      const size = Buffer.byteLength(text) + (crlf ? 2 : 1)
      places.set(stream.id, { number: number + 1, offset: offset + size })
      const index = Number(text.slice(0, 7))
      if (text === `last word ${words}`) words++
      else if (text === lineOf(index, wide)) seen[index]!++
      else corrupt++
    }
    if (over) cursors.delete(stream.id)
    else cursors.set(stream.id, JSON.stringify(cursor))
  }
  const source: LiveSource = dated ? datedFiles(folder, installation.datedLogs) : namedFile(path)
  const reading = (async () => {
    while (!signal.aborted) {
      const options: FollowOptions = {
        cursor: (id) => JSON.parse(cursors.get(id)!) as unknown,
        streamIds: [...cursors.keys()],
        since: undefined,
        signal,
        notice: (notice) => notices.push(notice),
      }
      for await (const batch of source.follow(options)) {
        if (restarts !== undefined && ++batches % restarts === 0) break
        take(batch)
      }
    }
  })()
  // What is written before it has looked for the first time is not to be read.
  await eventually(() => cursors.size > 0)
  await promisify(execFile)(process.execPath, [writer, path, name, String(count), JSON.stringify(changes)])
  last = performance.now()
  const isSilent = (): boolean => performance.now() - last > mostSilence
  while (seen.includes(0) && !isSilent()) await sleep(50)
  const current = dated ? join(folder, 'openclaw-2026-11-23.log') : path
  for (let word = 0; word < lastWords && !isSilent(); word++) {
    appendFileSync(current, `last word ${word}${crlf ? '\r\n' : '\n'}`)
    while (words <= word && !isSilent()) await sleep(20)
  }
  ended.abort()
  await reading
  rmSync(folder, { recursive: true })
  const { user, system } = process.cpuUsage(cpu)
  return {
    lost: seen.filter((times) => times === 0).length,
    twice: seen.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
    corrupt,
    misplaced,
    notices,
    cpuSeconds: (user + system) / 1e6,
  }
}
