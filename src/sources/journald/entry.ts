import { lineCap } from '../../model/record.ts'

/** An entry of the journal as `journalctl --output=export` writes it, with the fields that are used here. */
export interface Entry {
  /** Empty when a damaged entry has none. */
  readonly cursor: string
  /** When journald received it, microseconds since the epoch. */
  readonly realtime: number
  /** All fields but MESSAGE. Of a field that occurs several times, the first one. */
  readonly fields: ReadonlyMap<string, string>
  /** At most `lineCap` bytes. Several messages are joined by newlines. `undefined`: the entry has none. */
  readonly message: Buffer | undefined
  /** Bytes of the message in the journal. */
  readonly size: number
  /** It was cut short, or there is something between its fields that is not a field. */
  readonly damaged: boolean
}

/** The fields that `readEntry` and the selection use, and those that show which lines journald had to split. */
export const entryFields = [
  'MESSAGE', 'MESSAGE_ID', 'N_DROPPED', 'PRIORITY', 'SYSLOG_IDENTIFIER', 'SYSLOG_PID', '_COMM', '_HOSTNAME', '_PID',
  '_UID', '_TRANSPORT', '_SOURCE_REALTIME_TIMESTAMP', '_STREAM_ID', '_LINE_BREAK', 'CONTAINER_NAME', '_SYSTEMD_UNIT',
  'UNIT', 'COREDUMP_UNIT', 'OBJECT_SYSTEMD_UNIT', '_SYSTEMD_USER_UNIT', 'USER_UNIT', 'COREDUMP_USER_UNIT',
  'OBJECT_SYSTEMD_USER_UNIT',
] as const // prettier-ignore

const kept: ReadonlySet<string> = new Set([...entryFields, '__CURSOR', '__REALTIME_TIMESTAMP'])
/** Most bytes kept of a field. Used fields are short, but whoever may write to the journal can send long ones. */
const valueCap = 4096
const validName = /^[A-Z_][A-Z0-9_]*$/

export function isFieldName(name: string): boolean {
  return kept.has(name) || validName.test(name)
}

/** An entry whose fields are still coming. */
export class EntryDraft {
  private readonly fields = new Map<string, string>()
  private readonly messages: Buffer[] = []
  private damaged = false
  private room = lineCap
  private size = 0
  /** Name of the last field. */
  private name = ''

  get isDamaged(): boolean {
    return this.damaged
  }

  has(name: string): boolean {
    return this.fields.has(name)
  }

  markDamaged(): void {
    this.damaged = true
  }

  /** `value` may be only the beginning of the field, which has `length` bytes. */
  add(name: string, value: Buffer, length: number): void {
    this.name = name
    if (name === 'MESSAGE') {
      if (this.messages.length > 0) this.addMessage(Buffer.from('\n'), 1)
      this.addMessage(value, length)
    } else if (kept.has(name) && !this.fields.has(name)) {
      this.fields.set(name, value.toString('utf8', 0, Math.min(value.length, valueCap)))
    }
  }

  /** The last field is longer by so many bytes, which were skipped. */
  grow(bytes: number): void {
    if (this.name === 'MESSAGE') this.size += bytes
  }

  /** `undefined` when nothing has come. */
  finish(): Entry | undefined {
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

  private addMessage(bytes: Buffer, length: number): void {
    const fitting = bytes.subarray(0, this.room)
    this.messages.push(fitting)
    this.room -= fitting.length
    this.size += length
  }
}
