import { writeFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { operations } from '../patterns/operations/index.ts'
import { precedence } from '../patterns/precedence/index.ts'
import { quoting } from '../patterns/quotations.ts'
import { Follower } from '../src/follow/follower.ts'
import { logIdOf } from '../src/read/saved.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import type { LiveBatch, LiveLine, LiveSource } from '../src/sources/live.ts'
import { Store } from '../src/store/store.ts'
import { analysisDocument, incidentDocument } from '../src/timeline/json.ts'
import { documentOf, type Document } from './helpers/document.ts'
import { newPath } from './helpers/folder.ts'
import { fixtureLogs, stampedLogs } from './helpers/logs.ts'
import { analysed, dump, now } from './helpers/pipeline.ts'
import { expectSame } from './helpers/same.ts'
import { runs } from './helpers/runs.ts'

class Killed extends Error {}

/**
 * A log as a live source: resumes where its cursor says, in batches of the given sizes, and dies after some of them.
 */
function liveLog(name: string, text: string, sizes: readonly number[], batchesToLive = Infinity): LiveSource {
  const lines = linesOf(text)
  return {
    title: name,
    async *follow({ cursor }): AsyncGenerator<LiveBatch> {
      const stream = { id: logIdOf(Buffer.from(text)), name, kind: 'file' as const }
      let at = (cursor(stream.id) as number | undefined) ?? 0
      for (let turn = 0; at < lines.length; turn++) {
        if (turn >= batchesToLive) throw new Killed()
        const batch = lines.slice(at, at + sizes[turn % sizes.length]!)
        at += batch.length
        yield { stream, lines: batch, cursor: at }
        // Lets what was read be stored, now and then.
        if (turn % 3 === 0) for (let count = 0; count < 3; count++) await setImmediate()
      }
    },
  }
}

function linesOf(text: string): LiveLine[] {
  let offset = 0
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => {
      const at = offset
      offset += Buffer.byteLength(line) + 1
      return { text: line, number: index + 1, offset: at, cut: false }
    })
}

/** Follows to the end of all sources, or until one dies. */
async function followed(sources: readonly LiveSource[], db = ':memory:'): Promise<Document | undefined> {
  using store = new Store(db)
  const follower = new Follower({
    sources,
    families: Object.values(families),
    precedence,
    operations,
    quoting,
    store,
    parsers,
    redactor: createRedactor(new Uint8Array(32)),
    prefilter: true,
    timeZone: 'UTC',
    now: () => now,
    document: incidentDocument,
    signal: new AbortController().signal,
    notice: () => undefined,
    changed: () => undefined,
    pace: 0,
  })
  try {
    const summary = await follower.run()
    return documentOf(JSON.stringify(analysisDocument({ ...summary, inputs: [], unreadable: [] }, 'test')))
  } catch (error) {
    follower.stop()
    if (error instanceof Killed) return undefined
    throw error
  }
}

/** Of logs that are followed no more is known at the end than what happened. */
function happened({ incidents, benign, undecidable }: Document): unknown {
  return { incidents, benign, undecidable }
}

const complete = [...fixtureLogs].filter(([name]) =>
  /(?:console\.log|console\.jsonl|file\.jsonl|compose\.log)$/.test(name),
)
const log = fc.oneof(
  fc.constantFrom(...complete).map(([name, text]) => [name.replace('/', '-'), text] as const),
  stampedLogs.map((text) => ['gateway.log', text] as const),
)
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
const tried = runs(25)

/** Hosts and containers that a log names. */
function namesIn(text: string): string {
  return [...new Set(text.match(/"hostname":"[^"]+"|"host(?:\.name)?":"[^"]+"|^[\w-]+ +\|/gm))].sort().join()
}

describe('what is followed', () => {
  it.each(complete)('gives the incidents that analyze finds in %s afterwards', async (name, text) => {
    const path = newPath(name.replace('/', '-'))
    writeFileSync(path, text)
    const saved = await analysed([path], { timeZone: 'UTC' })
    expectSame(happened((await followed([liveLog(path, text, [7])]))!), happened(saved))
  })

  it('is the same whatever batches it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(log, sizes, sizes, async ([name, text], some, others) => {
        const one = newPath('one.db')
        const other = newPath('other.db')
        const first = await followed([liveLog(name, text, some)], one)
        const second = await followed([liveLog(name, text, others)], other)
        expectSame(second, first)
        expectSame(dump(other), dump(one))
      }),
      tried,
    )
  })

  it('is the same when it was killed again and again', async () => {
    await fc.assert(
      fc.asyncProperty(log, sizes, fc.array(fc.nat(12), { maxLength: 12 }), async ([name, text], some, lives) => {
        const whole = newPath('whole.db')
        const killed = newPath('killed.db')
        await followed([liveLog(name, text, some)], whole)
        for (const life of lives) await followed([liveLog(name, text, some, life)], killed)
        await followed([liveLog(name, text, some)], killed)
        expectSame(dump(killed), dump(whole))
      }),
      tried,
    )
  })

  it('is the same in whatever order sources give it', async () => {
    await fc.assert(
      fc.asyncProperty(log, log, sizes, sizes, async ([a, one], [b, two], some, others) => {
        fc.pre(logIdOf(Buffer.from(one)) !== logIdOf(Buffer.from(two)))
        // What was explained before a gateway's name was learnt, and lies more than three quiet hours back, keeps its
        // own.
        fc.pre(namesIn(one) === namesIn(two))
        const path = newPath('one.db')
        const other = newPath('other.db')
        await followed([liveLog(`a-${a}`, one, some), liveLog(`b-${b}`, two, others)], path)
        await followed([liveLog(`b-${b}`, two, some), liveLog(`a-${a}`, one, some)], other)
        expectSame(dump(other), dump(path))
      }),
      tried,
    )
  })
})
