import { expect } from 'vitest'
import type { FollowOptions, LiveBatch, LiveLine, LiveSource, Notice } from '../../src/sources/live.ts'
import { patience } from './patience.ts'

/** What a consumer keeps of a source: the lines that were committed, with the cursor that was committed with them. */
export class Followed {
  readonly lines = new Map<string, LiveLine[]>()
  readonly cursors = new Map<string, unknown>()
  readonly names = new Map<string, string>()
  readonly over = new Set<string>()
  readonly notices: Notice[] = []
  private readonly source: () => LiveSource
  private readonly since: bigint | undefined
  private changed: (() => void)[] = []

  constructor(source: () => LiveSource, since?: bigint) {
    this.source = source
    this.since = since
  }

  /**
   * Follows until the condition holds after a batch or a notice. Batches that come while `commit` says no are lost, as
   * in a crash.
   */
  async until(
    condition: () => boolean,
    { commit = () => true, signal }: { commit?: (batch: LiveBatch) => boolean; signal?: AbortSignal } = {},
  ): Promise<void> {
    if (condition()) return
    const controller = new AbortController()
    let late = false
    const timer = setTimeout(() => {
      late = true
      controller.abort()
    }, patience)
    signal?.addEventListener('abort', () => controller.abort())
    const check = (): void => {
      if (condition()) controller.abort()
    }
    this.changed.push(check)
    const options: FollowOptions = {
      // As they would come out of a database.
      cursor: (id) => (this.cursors.has(id) ? JSON.parse(JSON.stringify(this.cursors.get(id))) : undefined),
      streamIds: [...this.cursors.keys()],
      since: this.since,
      signal: controller.signal,
      notice: (notice) => {
        this.notices.push(notice)
        check()
      },
    }
    try {
      for await (const batch of this.source().follow(options)) {
        if (!commit(batch)) break
        this.commit(batch)
        check()
      }
    } finally {
      clearTimeout(timer)
      this.changed = this.changed.filter((each) => each !== check)
    }
    if (late && !condition()) throw new Error(`waited in vain for ${condition.toString()}\n${this.state()}`)
  }

  /** For the message of a test that fails. */
  state(): string {
    const streams = [...this.lines].map(
      ([id, lines]) => `${this.names.get(id)}: ${lines.length} lines, the last: ${lines.at(-1)?.text.slice(0, 200)}`,
    )
    return [...streams, ...this.notices.map(({ kind, source, text }) => `${kind} ${source}: ${text}`)].join('\n')
  }

  /** To be called when something else changed that a condition looks at. */
  look(): void {
    for (const check of this.changed) check()
  }

  commit({ stream, lines, cursor, over }: LiveBatch): void {
    expect(lines.length).toBeLessThanOrEqual(1024)
    expect(lines.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(1 << 20)
    const kept = this.lines.get(stream.id) ?? []
    for (const line of lines) {
      const last = kept.at(-1)
      if (line.number !== (last?.number ?? 0) + 1)
        expect(line).toBe(`line ${(last?.number ?? 0) + 1} of ${stream.name}`)
      if (line.offset <= (last?.offset ?? -1)) expect(line.offset).toBeGreaterThan(last!.offset)
      kept.push(line)
    }
    this.lines.set(stream.id, kept)
    this.names.set(stream.id, stream.name)
    this.cursors.set(stream.id, cursor)
    if (over) this.over.add(stream.id)
  }

  /** The texts of all streams of a name, in their order. */
  texts(name: string): string[] {
    return [...this.lines].flatMap(([id, lines]) => (this.names.get(id) === name ? lines.map(({ text }) => text) : []))
  }

  said(kind: Notice['kind'], text: RegExp | string): boolean {
    return this.notices.some((notice) => notice.kind === kind && notice.text.match(text))
  }
}
