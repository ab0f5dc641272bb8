import { lineCap } from '../../model/record.ts'

/** An entry of the journal as `journalctl --output=export` writes it, with the fields that are of use here. */
export interface Entry {
  /** Empty when the entry is damaged so much that it has none. */
  readonly cursor: string
  /** When journald took it in, microseconds since the epoch. */
  readonly realtime: number
  /** All but MESSAGE; of a field that is given several times the first. */
  readonly fields: ReadonlyMap<string, string>
  /** At most `lineCap` bytes; several messages are joined by newlines. `undefined`: the entry has none. */
  readonly message: Buffer | undefined
  /** Bytes of the message as it is in the journal. */
  readonly size: number
  /** Cut short, or with something between its fields that is no field. */
  readonly damaged: boolean
}

/** What `readEntry` asks for, what the selection looks at, and what tells which lines journald had to break. */
export const entryFields = [
  'MESSAGE', 'MESSAGE_ID', 'N_DROPPED', 'PRIORITY', 'SYSLOG_IDENTIFIER', 'SYSLOG_PID', '_COMM', '_HOSTNAME', '_PID', '_UID',
  '_TRANSPORT', '_SOURCE_REALTIME_TIMESTAMP', '_STREAM_ID', '_LINE_BREAK', 'CONTAINER_NAME', '_SYSTEMD_UNIT', 'UNIT',
  'COREDUMP_UNIT', 'OBJECT_SYSTEMD_UNIT', '_SYSTEMD_USER_UNIT', 'USER_UNIT', 'COREDUMP_USER_UNIT', 'OBJECT_SYSTEMD_USER_UNIT',
] as const // prettier-ignore

const kept: ReadonlySet<string> = new Set([...entryFields, '__CURSOR', '__REALTIME_TIMESTAMP'])
const longestName = 64
/** Values of other fields are short; whoever may write to the journal can send long ones. */
const valueCap = 4096
/** An entry in the journal is smaller than this (ENTRY_SIZE_MAX in systemd's journal-importer.h): more is no length. */
const longestValue = 1 << 30
const newline = 10
const equals = 61
const validName = /^[A-Z_][A-Z0-9_]*$/

/**
 * Reads bytes as they come, however they are cut, and gives the entries that are complete. What it holds is bounded by the size of a
 * chunk and the cap. https://systemd.io/JOURNAL_EXPORT_FORMATS/
 */
export function entryReader(): (chunk: Buffer) => Entry[] {
  /** The beginning of a field of which the end has not come. */
  let rest: Buffer = Buffer.alloc(0)
  /** Of a field that is longer than the cap: how many bytes are still to be passed over, or that its line has not ended. */
  let skipping: 'nothing' | 'line' | 'bytes' = 'nothing'
  let toSkip = 0
  let draft = new Draft()

  return (chunk) => {
    const entries: Entry[] = []
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (at < data.length) {
      const next = skipping === 'nothing' ? field(data, at, entries) : skip(data, at)
      if (next < 0) break
      at = next
    }
    // A copy: a few bytes must not keep a whole chunk in memory.
    rest = at < data.length ? Buffer.from(data.subarray(at)) : Buffer.alloc(0)
    return entries
  }

  /** Takes what begins at a line's start; gives where the next line starts, or -1 when more bytes are needed to tell. */
  function field(data: Buffer, at: number, entries: Entry[]): number {
    const end = data.indexOf(newline, at)
    if (end === at) {
      finish(entries)
      return at + 1
    }
    const separator = data.subarray(at, at + longestName + 1).indexOf(equals)
    const whole = end >= 0
    if (separator >= 0 && (!whole || at + separator < end)) {
      const from = at + separator + 1
      if (!whole && data.length - from <= lineCap) return -1
      const to = whole ? end : data.length
      draft.take(nameOf(data, at, at + separator, entries), data.subarray(from, to), to - from)
      if (whole) return end + 1
      skipping = 'line'
      return data.length
    }
    if (!whole && data.length - at <= longestName) return -1
    const name = whole && end - at <= longestName ? nameOf(data, at, end, entries) : ''
    if (name !== '') return binary(data, end + 1, name)
    draft.damaged = true
    draft.take('', data.subarray(at, at), 0)
    if (whole) return end + 1
    skipping = 'line'
    return data.length
  }

  /** Takes a value that follows its length, 8 bytes, little-endian. */
  function binary(data: Buffer, at: number, name: string): number {
    if (data.length < at + 8) return -1
    const length = Number(data.readBigUInt64LE(at))
    const from = at + 8
    if (length > longestValue) {
      draft.damaged = true
      return from
    }
    if (data.length < from + Math.min(length, lineCap)) return -1
    draft.take(name, data.subarray(from, from + Math.min(length, lineCap)), length)
    skipping = 'bytes'
    toSkip = Math.max(0, length - lineCap) + 1
    return from + Math.min(length, lineCap)
  }

  function skip(data: Buffer, at: number): number {
    if (skipping === 'line') {
      const end = data.indexOf(newline, at)
      draft.grow((end < 0 ? data.length : end) - at)
      if (end < 0) return data.length
      skipping = 'nothing'
      return end + 1
    }
    const passed = Math.min(toSkip, data.length - at)
    toSkip -= passed
    if (toSkip > 0) return at + passed
    skipping = 'nothing'
    if (data[at + passed - 1] === newline) return at + passed
    // The length was wrong: nothing in this entry can be relied on, and the next one begins at some line's start.
    draft.damaged = true
    return at + passed - 1
  }

  /** The name of a field, empty when it is none. */
  function nameOf(data: Buffer, from: number, to: number, entries: Entry[]): string {
    const name = data.toString('latin1', from, to)
    // journalctl begins each entry with its cursor: one that comes in the middle says that the end of the entry before is missing.
    if (name === '__CURSOR' && (draft.damaged || draft.fields.has('__CURSOR'))) {
      draft.damaged = true
      finish(entries)
    }
    if (kept.has(name) || validName.test(name)) return name
    draft.damaged = true
    return ''
  }

  function finish(entries: Entry[]): void {
    const entry = draft.entry()
    if (entry) entries.push(entry)
    draft = new Draft()
  }
}

/** An entry while its fields are coming. */
class Draft {
  readonly fields = new Map<string, string>()
  damaged = false
  private messages: Buffer[] = []
  private room = lineCap
  private size = 0
  private name = ''

  take(name: string, value: Buffer, length: number): void {
    this.name = name
    if (name === 'MESSAGE') {
      if (this.messages.length > 0) this.add(Buffer.from('\n'), 1)
      this.add(value, length)
    } else if (kept.has(name) && !this.fields.has(name)) {
      this.fields.set(name, value.toString('utf8', 0, Math.min(value.length, valueCap)))
    }
  }

  /** Says that more of the field that was taken last has been passed over. */
  grow(bytes: number): void {
    if (this.name === 'MESSAGE') this.size += bytes
  }

  entry(): Entry | undefined {
    const { fields, damaged, messages, size } = this
    if (fields.size === 0 && messages.length === 0 && !damaged) return undefined
    const cursor = fields.get('__CURSOR') ?? ''
    const realtime = Number(fields.get('__REALTIME_TIMESTAMP') ?? NaN)
    return {
      cursor,
      realtime,
      fields,
      message: messages.length === 0 ? undefined : messages.length === 1 ? messages[0] : Buffer.concat(messages),
      size,
      damaged: damaged || cursor === '' || !Number.isSafeInteger(realtime),
    }
  }

  private add(bytes: Buffer, length: number): void {
    const taken = bytes.subarray(0, this.room)
    this.messages.push(taken)
    this.room -= taken.length
    this.size += length
  }
}
