// How `oclog follow` stands a load:  npm run bench:follow -- --rate 20000 --seconds 60
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { compile } from './compile.ts'
import { generate } from './generate.ts'
import { containerWriter } from './container-writer.ts'
import { DockerEngine } from '../test/live/docker.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '60' },
    interest: { type: 'string', default: '0.005' },
    idle: { type: 'string', default: '30' },
    // Lines a second from a container as well: needs what bench/docker.ts needs.
    docker: { type: 'string', default: '0' },
  },
})
const rate = Number(values.rate)
const dockerRate = Number(values.docker)
const seconds = Number(values.seconds)
const here = fileURLToPath(new URL('.', import.meta.url))
const engine = new DockerEngine(mkdtempSync(join(tmpdir(), 'oclog-bench-')))
const scratch = mkdtempSync(join(tmpdir(), 'oclog-bench-'))
const ticksPerSecond = 100

interface Incident {
  readonly cause: { readonly id: string }
  readonly state: string
  readonly openedAt: string | null
  readonly lastEventAt: string | null
  readonly events: readonly { readonly line: number }[]
}

interface Told extends Incident {
  readonly change: string
  readonly id: string
  readonly supersedes: readonly string[]
}

function essence({ cause, state, openedAt, lastEventAt, events }: Incident): string {
  return JSON.stringify([cause.id, state, openedAt, lastEventAt, events.map(({ line }) => line).sort((a, b) => a - b)])
}

interface Sample {
  readonly at: number
  readonly rss: number
  readonly cpu: number
  readonly lines: number
}

/** Lines that the store holds, and where the process stands. */
function sample(pid: number, db: Database.Database): Sample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user = '0', system = '0'] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return {
    at: Date.now(),
    rss: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    cpu: (Number(user) + Number(system)) / ticksPerSecond,
    lines: db.prepare("SELECT coalesce(sum(lines), 0) FROM source WHERE kind = 'file'").pluck().get() as number,
  }
}

function quantile(list: readonly number[], share: number): number {
  return list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN
}

try {
  const program = join(compile(here), 'src/cli.js')
  const { path: from } = generate({
    shape: 'console',
    bytes: Math.ceil(rate * seconds * 190),
    seed: 1,
    interest: Number(values.interest),
  })
  const log = join(scratch, 'gateway.log')
  const database = join(scratch, 'oclog.db')
  writeFileSync(log, '')
  if (dockerRate > 0) {
    await engine.start()
    await engine.makeImage()
  }
  const sources = ['--file', log, ...(dockerRate > 0 ? ['--docker', 'openclaw', '--docker-host', engine.host] : [])]
  const follow = spawn(process.execPath, [program, 'follow', ...sources, '--db', database, '--format', 'ndjson'], { stdio: ['ignore', 'pipe', 'pipe'] }) // prettier-ignore
  const pid = follow.pid!
  const incidents = new Map<string, string>()
  const opened: [line: number, at: number][] = []
  createInterface({ input: follow.stdout }).on('line', (line) => {
    const now = Date.now()
    const change = JSON.parse(line) as Told
    const { events } = change
    if (change.change === 'opened') opened.push([Math.max(...events.map(({ line }) => line)), now])
    for (const id of change.supersedes) incidents.delete(id)
    if (change.change === 'withdrawn') incidents.delete(change.id)
    else incidents.set(change.id, essence(change))
  })
  let notices = ''
  follow.stderr.on('data', (chunk: Buffer) => (notices += chunk.toString()))
  while (!notices.includes(log)) await sleep(50)
  await sleep(2000)
  const db = new Database(database, { readonly: true })
  const samples: Sample[] = [sample(pid, db)]

  if (dockerRate > 0) await engine.run('openclaw', containerWriter(dockerRate, seconds))
  const writer = spawn(process.execPath, [join(here, 'follow-writer.ts'), from, log, String(rate), String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const writes: { at: number; lines: number }[] = []
  createInterface({ input: writer.stdout }).on('line', (line) => {
    const [at = 0, lines = 0] = line.split(' ').map(Number)
    writes.push({ at, lines })
  })
  const sampling = setInterval(() => samples.push(sample(pid, db)), 500)
  await once(writer, 'close')
  const written = writes.at(-1)?.lines ?? 0
  const deadline = Date.now() + 30_000
  while (samples.at(-1)!.lines < written && Date.now() < deadline) await sleep(20)
  clearInterval(sampling)
  const loaded = samples.at(-1)!
  await sleep(3000)
  const calm = sample(pid, db)
  await sleep(Number(values.idle) * 1000)
  const idle = sample(pid, db)
  follow.kill('SIGINT')
  await once(follow, 'close')

  const writtenAt = (line: number): number => writes.find(({ lines }) => lines >= line)?.at ?? Number.NaN
  // How long after it was written the last line of each sample was stored.
  const lags = samples
    .slice(4, -1)
    .map(({ at, lines }) => at - (writes.findLast((each) => each.lines <= lines)?.at ?? at))
  const half = samples.slice(samples.length >> 1)
  console.log(`Node ${process.version}; ${rate} lines/s for ${seconds} s, ${values.interest} of interest`)
  console.log(`lines written / stored: ${written} / ${db.prepare("SELECT sum(lines) FROM source WHERE kind = 'file'").pluck().get() as number}`) // prettier-ignore
  if (dockerRate > 0) console.log(`of the container: ${dockerRate * seconds + 1} / ${db.prepare("SELECT sum(lines) FROM source WHERE kind = 'docker' AND name <> 'docker events'").pluck().get() as number}`) // prettier-ignore
  console.log(`lag of what is stored: median ${quantile(lags, 0.5)} ms, p99 ${quantile(lags, 0.99)} ms`)
  const openings = opened.map(([line, at]) => at - writtenAt(line))
  console.log(`from line written to incident opened: median ${quantile(openings, 0.5)} ms, longest ${quantile(openings, 1)} ms (${openings.length})`) // prettier-ignore
  console.log(`RSS: after a quarter ${Math.round(samples[samples.length >> 2]!.rss)} MiB, half ${Math.round(half[0]!.rss)} MiB, end ${Math.round(loaded.rss)} MiB, peak ${Math.round(Math.max(...samples.map(({ rss }) => rss)))} MiB`) // prettier-ignore
  console.log(`CPU: ${(((loaded.cpu - samples[0]!.cpu) / ((loaded.at - samples[0]!.at) / 1000)) * 100).toFixed(0)} % under load, ${(((idle.cpu - calm.cpu) / ((idle.at - calm.at) / 1000)) * 100).toFixed(2)} % idle`) // prettier-ignore
  // What a container adds stands in no file.
  if (dockerRate === 0) {
    const analyzed = spawnSync(process.execPath, [program, 'analyze', log, '--db', ':memory:', '--format', 'json'], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    })
    const analysis = (JSON.parse(analyzed.stdout) as { incidents: Incident[] }).incidents.map(essence).sort()
    const same = JSON.stringify(analysis) === JSON.stringify([...incidents.values()].sort())
    console.log(
      `incidents: ${incidents.size} followed, ${analysis.length} analyzed, ${same ? 'the same' : 'NOT the same'}`,
    )
  }
  if (notices.includes('lost')) console.log(notices)
  db.close()
} finally {
  if (dockerRate > 0) await engine.remove()
  rmSync(scratch, { recursive: true, force: true })
}
