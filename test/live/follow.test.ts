// All sources at once, and a follower that is killed at random moments: KILLS=200 for the long run.
import { copyFileSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../helpers/during.ts'
import { newFolder } from '../helpers/folder.ts'
import { Following } from '../helpers/live-cli.ts'
import { dump } from '../helpers/pipeline.ts'
import { expectSame } from '../helpers/same.ts'
import { storedLines } from '../helpers/stored.ts'
import { DockerEngine, noDocker } from './docker.ts'
import { Journald, noJournald } from './journald.ts'

const kills = Number(process.env['KILLS'] ?? 12)
const missing = noJournald ?? noDocker
if (missing !== undefined) process.stderr.write(`not tested with all sources at once: ${missing}\n`)

/** Tables that a run fills; where reading stands may be said in several ways. */
const tables = ['source', 'event', 'context', 'incident', 'incident_event'] as const

describe.skipIf(missing !== undefined)('all sources at once', () => {
  const journal = new Journald()
  const engine = new DockerEngine(newFolder())
  beforeAll(async () => {
    await Promise.all([journal.start(), engine.start()])
    await engine.makeImage()
  })
  afterAll(() => Promise.all([journal.remove(), engine.remove()]))

  test(`killed ${kills} times, the database is that of a follower that was not`, async () => {
    const folder = newFolder()
    const log = join(folder, 'gateway.log')
    const [killed, whole] = ['killed.db', 'whole.db'].map((name) => join(folder, name)) as [string, string]
    writeFileSync(`${whole}.key`, Buffer.alloc(32, 7), { mode: 0o600 })
    copyFileSync(`${whole}.key`, `${killed}.key`)
    const since = new Date(Date.now() - 1000).toISOString()
    const args = (db: string): string[] => [
      '--journal', 'openclaw-gateway', '--journal-namespace', journal.namespace, '--docker', 'openclaw', '--docker-host', engine.host,
      '--file', log, '--since', since, '--format', 'ndjson', '--db', db,
    ] // prettier-ignore

    const writing = new AbortController()
    const file = openSync(log, 'a')
    const toJournal = await journal.writer('openclaw-gateway.service')
    const written = { file: 0, journal: 0 }
    const write = async (name: 'file' | 'journal', put: (text: string) => unknown): Promise<void> => {
      while (!writing.signal.aborted) {
        const lines = Array.from({ length: 4 }, () => gatewayLine(++written[name], new Date().toISOString()))
        await put(lines.join(''))
        await sleep(20)
      }
    }
    const writers = [write('file', (text) => writeSync(file, text)), write('journal', toJournal)]
    // The same lines from a shell; it ends when its container is asked to stop.
    const container = await engine.run('openclaw', containerScript)

    const uninterrupted = new Following(args(whole))
    let state = 42
    const random = (below: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) % below
    for (let count = 0; count < kills; count++) {
      const follow = new Following(args(killed))
      // Now when it has stored a little more, of whatever log; now at any moment, from before it has opened the
      // database.
      if (count % 2 === 0) {
        const enough = all(storedLines(killed)) + 1 + random(200)
        await eventually(() => all(storedLines(killed)) >= enough)
      }
      await sleep(random(count % 2 === 0 ? 100 : 1500))
      await follow.end('SIGKILL')
    }
    writing.abort()
    await Promise.all(writers)
    await container.stop()
    const openclaw = (await engine.logOf(container)).split('\n').length - 1

    const last = new Following(args(killed))
    // It was created, started, told to end, did so, and was stopped.
    const complete = { file: written.file, journald: written.journal, openclaw, 'docker events': 5 }
    const isComplete = (db: string): boolean => {
      const lines = storedLines(db)
      return Object.entries(complete).every(([log, count]) => lines[log] === count)
    }
    await eventually(() => isComplete(killed) && isComplete(whole))
    const status = await Promise.all([last.end('SIGTERM'), uninterrupted.end('SIGTERM')])
    expect(status).toEqual([1, 1])
    expect(storedLines(killed)).toMatchObject(complete)
    for (const table of tables) expectSame(dump(killed)[table], dump(whole)[table])
    expect(dump(killed)['event']!.length).toBeGreaterThan(50)
    expect(`${last.stderr}${uninterrupted.stderr}`).not.toMatch(/lost|twice/)
  })
})

function all(lines: Readonly<Record<string, number>>): number {
  return Object.values(lines).reduce((sum, count) => sum + count, 0)
}

/** Every tenth says something. */
function gatewayLine(number: number, stamp: string): string {
  if (number % 10 !== 0) return `${stamp} [gateway/channels] line ${number}\n`
  const conn = `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`
  const client = number % 20 === 0 ? 'cli' : 'node-host'
  return `${stamp} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=${client} ${client} v2026.9.6 role=operator scopes=0 auth=token reason=token_mismatch\n`
}

const containerScript = `i=0; trap 'exit 0' TERM
while true; do
  i=$((i+1)); t=$(date -u +%Y-%m-%dT%H:%M:%S).000Z
  if [ $((i % 10)) = 0 ]; then
    echo "$t [ws] closed before connect conn=00000000-0000-4000-8000-$(printf %012d $i) remote=10.0.0.9 host=gw:18789 code=1008 reason=unauthorized"
  else echo "$t [gateway/channels] line $i"; fi
  usleep 20000
done`
