// Follows a container that writes 5,000 lines a second for half a minute, then one that is silent: what is lost or
// comes twice, and what it costs. Brings an engine up: Linux, root, docker.io and busybox-static.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dockerSource } from '../src/sources/docker/docker.ts'
import { DockerEngine, noDocker } from '../test/live/docker.ts'
import { containerWriter } from './container-writer.ts'

if (noDocker !== undefined) throw new Error(noDocker)
const rate = 5000
const seconds = 30
const total = rate * seconds
const engine = new DockerEngine(mkdtempSync(join(tmpdir(), 'oclog-bench-')))
const stop = new AbortController()
const report = (values: Record<string, number | string>): void => {
  process.stdout.write(`${Object.entries(values).map(([name, value]) => `${name} ${value}`).join(', ')}\n`)
} // prettier-ignore
try {
  await engine.start()
  await engine.makeImage()
  await engine.run('openclaw', containerWriter(rate, seconds))
  const times = new Map<number, number>()
  let unread = true
  let first = 0
  let latency = 0
  const reading = (async () => {
    const source = dockerSource({ selectors: [], gateway: /openclaw/, host: engine.host })
    const options = { cursor: () => undefined, streamIds: [], since: 0n, signal: stop.signal, notice: () => {} }
    for await (const { stream, lines } of source.follow(options)) {
      if (stream.id.startsWith('docker-events')) continue
      first ||= performance.now()
      for (const { text, envelope } of lines) {
        if (text === 'done') unread = false
        const number = Number(/(?: line | conn=)(\d+)(?: remote|$)/.exec(text)?.[1])
        if (number) times.set(number, (times.get(number) ?? 0) + 1)
        if (envelope?.stamp) latency = Math.max(latency, Date.now() - Number(envelope.stamp.ns / 1_000_000n))
      }
    }
  })()
  const before = process.cpuUsage()
  const deadline = performance.now() + 5 * seconds * 1000
  while (unread && performance.now() < deadline) await sleep(50)
  const took = (performance.now() - first) / 1000
  const { user, system } = process.cpuUsage(before)
  report({
    lines: total,
    lost: total - times.size,
    twice: [...times.values()].filter((count) => count > 1).length,
    'lines a second': Math.round(total / took),
    'CPU %': ((user + system) / 1e4 / took).toFixed(1),
    'latest, ms': latency,
    'RSS, MB': Math.round(process.memoryUsage.rss() / 1e6),
  })
  await sleep(3000)
  const idle = process.cpuUsage()
  await sleep(seconds * 1000)
  const used = process.cpuUsage(idle)
  report({ 'idle CPU %': ((used.user + used.system) / 1e4 / seconds).toFixed(2) })
  stop.abort()
  await reading
} finally {
  stop.abort()
  await engine.remove()
}
