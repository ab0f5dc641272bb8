import { lineCap } from '../../model/record.ts'
import { EntryDraft, isFieldName, type Entry } from './entry.ts'

/** systemd refuses larger entries (ENTRY_SIZE_MAX in journal-importer.h), so a larger number is not a length. */
const longestValue = 1 << 30
const longestName = 64
const newline = 10
const equals = 61

/** Returned instead of a position when more bytes are needed. */
const incomplete = -1

/** The rest of a field that is longer than the cap. */
type Skip =
  | { readonly kind: 'nothing' }
  /** Everything to the end of the line. */
  | { readonly kind: 'line' }
  /** `count` bytes, of which the last should be a newline. */
  | { readonly kind: 'bytes'; readonly count: number }

/**
 * Reads the journal export format, however the bytes are divided into chunks. Holds no more than a chunk and the cap.
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/
 */
export class EntryReader {
  /** The beginning of an incomplete field. */
  private rest: Buffer = Buffer.alloc(0)
  private skip: Skip = { kind: 'nothing' }
  private draft = new EntryDraft()
  private entries: Entry[] = []

  /** Returns the entries that the chunk completes. */
  read(chunk: Buffer): Entry[] {
    const data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    let at = 0
    while (at < data.length) {
      const next = this.step(data, at)
      if (next === incomplete) break
      at = next
    }
    // Copy the rest: a few bytes must not keep a whole chunk in memory.
    this.rest = at < data.length ? Buffer.from(data.subarray(at)) : Buffer.alloc(0)
    return this.entries.splice(0)
  }

  /** Reads on at `at`. Returns the next position, or `incomplete`; so do the methods below. */
  private step(data: Buffer, at: number): number {
    switch (this.skip.kind) {
      case 'nothing':
        return this.readField(data, at)
      case 'line':
        return this.skipLine(data, at)
      case 'bytes':
        return this.skipBytes(data, at, this.skip.count)
    }
  }

  /** `at` is the start of a line. */
  private readField(data: Buffer, at: number): number {
    const end = data.indexOf(newline, at)
    if (end === at) {
      this.finishEntry()
      return at + 1
    }
    const separator = data.subarray(at, at + longestName + 1).indexOf(equals)
    if (separator >= 0 && (end < 0 || at + separator < end)) return this.readText(data, at, at + separator, end)
    return this.readBinary(data, at, end)
  }

  /** `NAME=value`, on one line. `end` is its newline, negative when it has not come. */
  private readText(data: Buffer, at: number, separator: number, end: number): number {
    const from = separator + 1
    if (end < 0 && data.length - from <= lineCap) return incomplete
    const value = data.subarray(from, end < 0 ? data.length : end)
    // Reading the name may finish the entry before, and start a new draft.
    const name = this.readName(data, at, separator)
    this.draft.add(name, value, value.length)
    return this.endLine(data, end)
  }

  /** The name on a line of its own, the length in 8 bytes, little-endian, and the value. */
  private readBinary(data: Buffer, at: number, end: number): number {
    if (end < 0 && data.length - at <= longestName) return incomplete
    const name = end >= 0 && end - at <= longestName ? this.readName(data, at, end) : ''
    if (name !== '') return this.readValue(data, end + 1, name)
    this.draft.markDamaged()
    this.draft.add('', data.subarray(at, at), 0)
    return this.endLine(data, end)
  }

  private readValue(data: Buffer, at: number, name: string): number {
    if (data.length < at + 8) return incomplete
    const length = Number(data.readBigUInt64LE(at))
    const from = at + 8
    if (length > longestValue) {
      this.draft.markDamaged()
      return from
    }
    const to = from + Math.min(length, lineCap)
    if (data.length < to) return incomplete
    this.draft.add(name, data.subarray(from, to), length)
    this.skip = { kind: 'bytes', count: Math.max(0, length - lineCap) + 1 }
    return to
  }

  private endLine(data: Buffer, end: number): number {
    if (end >= 0) return end + 1
    this.skip = { kind: 'line' }
    return data.length
  }

  private skipLine(data: Buffer, at: number): number {
    const end = data.indexOf(newline, at)
    this.draft.grow((end < 0 ? data.length : end) - at)
    if (end < 0) return data.length
    this.skip = { kind: 'nothing' }
    return end + 1
  }

  private skipBytes(data: Buffer, at: number, count: number): number {
    const next = at + Math.min(count, data.length - at)
    const left = count - (next - at)
    if (left > 0) {
      this.skip = { kind: 'bytes', count: left }
      return next
    }
    this.skip = { kind: 'nothing' }
    if (data[next - 1] === newline) return next
    // The length was wrong, so nothing in this entry is reliable. The next one begins at the start of some line.
    this.draft.markDamaged()
    return next - 1
  }

  /** The name of a field; empty when it is not one. */
  private readName(data: Buffer, from: number, to: number): string {
    const name = data.toString('latin1', from, to)
    // journalctl begins each entry with its cursor. A cursor in the middle means that the end of the entry before is
    // missing.
    if (name === '__CURSOR' && (this.draft.isDamaged || this.draft.has('__CURSOR'))) {
      this.draft.markDamaged()
      this.finishEntry()
    }
    if (isFieldName(name)) return name
    this.draft.markDamaged()
    return ''
  }

  private finishEntry(): void {
    const entry = this.draft.finish()
    if (entry) this.entries.push(entry)
    this.draft = new EntryDraft()
  }
}
