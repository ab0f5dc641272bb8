// Follows a log that another process writes at a rate: node test/live/files-rate.ts [lines per second] [seconds] Prints
// what was lost, given twice, how late lines came, and what it took; then what it takes while nothing is written.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { installation } from '../../patterns/installation.ts'
import { datedFiles, namedFile } from '../../src/sources/files/files.ts'
import type { LiveSource } from '../../src/sources/live.ts'

const [rate = 20_000, seconds = 60] = process.argv.slice(2).map(Number)
const writing = process.env['WRITE_TO']
if (writing === undefined) await follow()
else write(writing)

/** Every 10 ms what is due. */
function write(path: string): void {
  const begun = Date.now()
  let next = 0
  const timer = setInterval(() => {
    const now = Date.now()
    const due = Math.min(rate * seconds, Math.floor(((now - begun) / 1000) * rate))
    let text = ''
    for (; next < due; next++)
      text += `${next} ${now} gateway ws close code=1008 reason=policy client=abcdef ${'.'.repeat(40)}\n`
    if (text !== '') appendFileSync(path, text)
    if (next === rate * seconds) clearInterval(timer)
  }, 10)
}

async function follow(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'oclog-rate-'))
  const path = join(folder, 'openclaw-2026-11-22.log')
  writeFileSync(path, '')
  const sources: [string, LiveSource][] = [
    ['a named file, woken by tail', namedFile(path)],
    ['a folder, woken by fs.watch', datedFiles(folder, installation.datedLogs)],
  ]
  for (const [title, source] of sources) {
    writeFileSync(path, '')
    const figures = await measure(source, path)
    console.log(`${title}: ${JSON.stringify(figures)}`)
  }
  rmSync(folder, { recursive: true })
}

async function measure(source: LiveSource, path: string): Promise<Record<string, number>> {
  const total = rate * seconds
  const seen = new Uint8Array(total)
  const lags = new Uint32Array(60_001)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout((seconds + 120) * 1000)])
  let count = 0
  let peak = 0
  const reading = (async () => {
    const options = { cursor: () => undefined, streamIds: [], since: undefined, signal, notice: () => undefined }
    for await (const { lines } of source.follow(options)) {
      const now = Date.now()
      for (const { text } of lines) {
        const [index, at] = text.split(' ', 2).map(Number)
        seen[index!]!++
        lags[Math.min(60_000, Math.max(0, now - at!))]!++
      }
      count += lines.length
    }
  })()
  await sleep(500)
  const memory = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 200)
  const cpu = process.cpuUsage()
  const writer = spawn(process.execPath, [fileURLToPath(import.meta.url), String(rate), String(seconds)], {
    stdio: 'inherit',
    env: { ...process.env, WRITE_TO: path },
  })
  const end = performance.now() + (seconds + 30) * 1000
  while (count < total && performance.now() < end) await sleep(50)
  const busy = process.cpuUsage(cpu)
  writer.kill()
  clearInterval(memory)
  const before = process.cpuUsage()
  await sleep(20_000)
  const idle = process.cpuUsage(before)
  stop.abort()
  await reading
  const percent = ({ user, system }: NodeJS.CpuUsage, over: number): number =>
    Math.round((user + system) / over / 100) / 100
  return {
    lost: seen.filter((times) => times === 0).length,
    twice: seen.filter((times) => times > 1).length,
    cpuPercent: percent(busy, seconds),
    idlePercent: percent(idle, 20),
    rssMB: Math.round(peak / 1e6),
    lagMedianMs: lagOf(0.5),
    lag99Ms: lagOf(0.99),
    lagMostMs: lags.findLastIndex((lines) => lines > 0),
  }

  function lagOf(share: number): number {
    let sum = 0
    return lags.findIndex((lines) => (sum += lines) >= share * total)
  }
}
