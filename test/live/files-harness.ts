import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { namedFile, openclawFolder } from '../../src/sources/files.ts'
import type { LiveSource, Notice } from '../../src/sources/live.ts'
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

const writer = fileURLToPath(new URL('files-writer.ts', import.meta.url))

/** Lets another process write and rotate a log, and counts what comes of it. */
export async function stress(name: ScenarioName, count: number, changes: Scenario = {}): Promise<Figures> {
  const scenario: Scenario = { ...scenarios[name], ...changes }
  const { wide = false, dated = false, crlf = false } = scenario
  const folder = mkdtempSync(join(tmpdir(), 'oclog-files-'))
  const path = dated ? folder : join(folder, 'app.log')
  if (dated) writeFileSync(join(folder, 'openclaw-2026-11-21.log'), 'of yesterday\n')
  else writeFileSync(path, '')
  const watching = new AbortController()
  const seen = new Uint32Array(count)
  const cpu = process.cpuUsage()
  let corrupt = 0
  let misplaced = 0
  let last = Date.now()
  const notices: Notice[] = []
  const expected = new Map<string, { number: number; offset: number }>()
  const source: LiveSource = dated ? openclawFolder(folder) : namedFile(path)
  const reading = (async () => {
    const options = { cursor: () => undefined, streamIds: [], since: undefined, signal: watching.signal }
    for await (const batch of source.follow({ ...options, notice: (notice) => notices.push(notice) }))
      for (const { text, number, offset } of batch.lines) {
        last = Date.now()
        const place = expected.get(batch.stream.id)
        if (place && (place.number !== number || place.offset !== offset)) misplaced++
        expected.set(batch.stream.id, {
          number: number + 1,
          offset: offset + Buffer.byteLength(text) + (crlf ? 2 : 1),
        })
        const index = Number(text.slice(0, 7))
        if (text === lineOf(index, wide)) seen[index]!++
        else corrupt++
      }
  })()
  await sleep(500)
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, path, name, String(count), JSON.stringify(changes)], {
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('exit', resolve)
  })
  last = Date.now()
  while (Date.now() - last < (seen.includes(0) ? 7000 : 1500)) await sleep(100)
  watching.abort()
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
