import type { FileHandle } from 'node:fs/promises'
import type { LiveLine } from '../live.ts'
import { LineCutter } from './lines.ts'

/** How far a generation has been read. */
export class Progress {
  private bytes = 0
  private cutter = new LineCutter()
  private isCounted = true

  /** Bytes read, including the beginning of a line that is not complete yet. */
  get pos(): number {
    return this.bytes
  }

  /** Byte where the next line starts. */
  get offset(): number {
    return this.cutter.offset
  }

  /** Number of the next line; 0 while the lines before it have not been counted. */
  get number(): number {
    return this.isCounted ? this.cutter.number : 0
  }

  /** Continues at a byte where a line starts. `number` is that of the line, 0 when it is not known. */
  begin(pos: number, number: number): void {
    this.bytes = pos
    this.cutter = new LineCutter(Math.max(number, 1), pos)
    this.isCounted = number > 0
  }

  /** Yields the lines that the chunk completes, in groups that make a batch. */
  *accept(chunk: Buffer): Generator<readonly LiveLine[]> {
    this.bytes += chunk.length
    yield* this.cutter.cut(chunk)
  }

  /** The last line, which never got its newline: one line or none. */
  rest(): LiveLine[] {
    const rest = this.cutter.rest()
    return rest ? [rest] : []
  }

  /** Counts the lines before the next one, unless that was done. The buffer is scratch space. */
  async count(handle: FileHandle, buffer: Buffer): Promise<void> {
    if (this.isCounted) return
    const { offset } = this
    let number = 1
    for (let at = 0; at < offset;) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, offset - at), at)
      if (bytesRead === 0) break
      at += bytesRead
      const chunk = buffer.subarray(0, bytesRead)
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) number++
    }
    this.cutter.renumber(number)
    this.isCounted = true
  }
}
