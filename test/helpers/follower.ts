import { setTimeout as sleep } from 'node:timers/promises'
import type { FollowOptions, LiveBatch, LiveLine, LiveSource, Notice } from '../../src/sources/live.ts'
import { patience } from './patience.ts'

/** Together less than a test may take, so that it leaves nothing running. Milliseconds. */
const mostEnding = 30_000

/** Does with a live source what `follow` does: keeps lines and cursors together, and may be ended at any batch. */
export class Follower {
  readonly lines: LiveLine[] = []
  readonly notices: Notice[] = []
  /** As they come back from the store: through JSON. */
  readonly cursors = new Map<string, unknown>()
  batches = 0
  private readonly source: LiveSource
  private readonly since: bigint | undefined

  constructor(source: LiveSource, since?: bigint) {
    this.source = source
    this.since = since
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text)
  }

  saw(kind: Notice['kind']): string[] {
    return this.notices.filter((notice) => notice.kind === kind).map(({ text }) => text)
  }

  /**
   * Follows until enough has been kept. `keeps` says whether a batch still gets into the store: from the first that
   * does not, everything is as if the process had been killed before.
   */
  async until(enough: () => boolean, keeps: (batch: LiveBatch) => boolean = () => true): Promise<void> {
    const stop = new AbortController()
    const options: FollowOptions = {
      cursor: (id) => this.cursors.get(id),
      streamIds: [...this.cursors.keys()],
      since: this.since,
      signal: stop.signal,
      notice: (notice) => {
        this.notices.push(notice)
        if (enough()) stop.abort()
      },
    }
    const follow = async (): Promise<void> => {
      for await (const batch of this.source.follow(options)) {
        if (!keeps(batch)) {
          stop.abort()
          break
        }
        this.batches++
        this.lines.push(...batch.lines)
        this.cursors.set(batch.stream.id, JSON.parse(JSON.stringify(batch.cursor)))
        if (enough()) stop.abort()
      }
    }
    const following = follow()
    const late = await Promise.race([following, sleep(patience, 'what was waited for did not come', { ref: false })])
    if (late === undefined) return
    stop.abort()
    const stays = await Promise.race([following, sleep(mostEnding, ', and the source does not end', { ref: false })])
    throw new Error(`${late}${stays ?? ''}: ${this.lines.length} lines, ${JSON.stringify(this.notices.slice(-5))}`)
  }

  /** Follows until there are so many lines in all. */
  async read(count: number): Promise<void> {
    if (this.lines.length < count) await this.until(() => this.lines.length >= count)
  }
}

/** What is wrong with the numbers and offsets of lines that must be all there are, each once; empty when nothing is. */
export function gaps(lines: readonly LiveLine[]): string[] {
  return lines.flatMap(({ number, offset }, index) => {
    const before = lines[index - 1]
    if (number !== index + 1) return [`line ${index + 1} has number ${number}`]
    return before && offset <= before.offset ? [`line ${number} begins at ${offset}, the one before at ${before.offset}`] : []
  }) // prettier-ignore
}
