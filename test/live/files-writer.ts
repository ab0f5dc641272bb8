import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { pathToFileURL } from 'node:url'

/** How a log is written and rotated while it is followed. */
export interface Scenario {
  /** Bytes come in pieces of 1 to 1500, cut anywhere, also within a character. */
  readonly split?: true
  /** Lines with characters of two to four bytes. */
  readonly wide?: true
  readonly crlf?: true
  /**
   * `rename`: away, and the new file is there at once. `late`: 300 lines more go to the renamed file before there is a
   * new one. `linger`: the new file is there at once, 3000 lines more go to the old. `copytruncate`: as logrotate does
   * it.
   */
  readonly rotate?: 'rename' | 'late' | 'linger' | 'copytruncate'
  /** Milliseconds of silence before and after a rotation. */
  readonly calm?: number
  /** A folder of OpenClaw's dated names, with a midnight half way, instead of one name. */
  readonly dated?: true
  readonly rotations?: number
}

export const scenarios = {
  append: {},
  partial: { split: true },
  utf8: { split: true, wide: true },
  crlf: { split: true, crlf: true },
  'rename-hot': { rotate: 'rename' },
  'rename-calm': { rotate: 'rename', calm: 2500 },
  'rename-late': { rotate: 'late' },
  'rename-linger': { rotate: 'linger' },
  'truncate-hot': { rotate: 'copytruncate' },
  'truncate-calm': { rotate: 'copytruncate', calm: 2500 },
  mixed: { split: true, wide: true, crlf: true, rotate: 'late' },
  // No more than there are names for: what is removed before anybody has looked cannot be read, and a busy machine may
  // not look for long.
  'dated-rename': { dated: true, wide: true, rotate: 'rename', rotations: 18 },
  'dated-truncate': { dated: true, wide: true, rotate: 'copytruncate', rotations: 18 },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

/** Line number `index`, so that what was read can be checked byte for byte. */
export function lineOf(index: number, wide: boolean): string {
  const text = wide
    ? 'gateway ws fermé ✗ code=1008 理由=ポリシー 🙂🚦 peer=é'
    : 'gateway ws close code=1008 reason=policy client=abcdef peer=10.0.0.'
  return `${String(index).padStart(7, '0')} ${text}${((index * 2_654_435_761) >>> 0).toString(36)}`
}

const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** Writes all lines, about 20 a millisecond, and rotates on the way. */
function write(path: string, scenario: Scenario, count: number): void {
  const { split, wide = false, crlf, rotate, calm = 0, dated, rotations = 9 } = scenario
  const newline = crlf ? '\r\n' : '\n'
  const every = Math.ceil(count / (rotations + 1) / 20) * 20
  let seed = 12_345
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff) / 0x7f_ff_ff_ff
  let day = 22
  const current = (): string => (dated ? `${path}/openclaw-2026-11-${day}.log` : path)
  const turned = (turn: number): string =>
    dated ? current().replace(/\.log$/, `.${turn}.log`) : `${current()}.${turn}`
  let file = openSync(current(), 'a')

  const put = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length;) {
      const length = split ? 1 + Math.floor(random() * 1500) : bytes.length
      // OpenClaw opens its file anew for every line.
      if (dated) appendFileSync(current(), bytes.subarray(at, at + length))
      else writeSync(file, bytes, at, Math.min(length, bytes.length - at))
      at += length
      pause(1)
    }
  }
  let next = 0
  const putLines = (until: number): void => {
    while (next < until) {
      let text = ''
      for (const stop = Math.min(until, next + 20); next < stop; next++) text += lineOf(next, wide) + newline
      put(Buffer.from(text))
    }
  }
  const shift = (): void => {
    const last = dated ? 9 : rotations
    rmSync(turned(last), { force: true })
    for (let turn = last - 1; turn >= 1; turn--)
      if (existsSync(turned(turn))) renameSync(turned(turn), turned(turn + 1))
  }
  const turn = (): void => {
    shift()
    if (rotate === 'copytruncate') {
      copyFileSync(current(), turned(1))
      if (dated) truncateSync(current(), 0)
      else ftruncateSync(file, 0)
      return
    }
    renameSync(current(), turned(1))
    if (dated) return
    const fresh = rotate === 'late' ? undefined : openSync(path, 'a')
    if (rotate === 'late') putLines(Math.min(count, next + 300))
    if (rotate === 'linger') putLines(Math.min(count, next + 3000))
    if (rotate !== 'rename') pause(30)
    closeSync(file)
    file = fresh ?? openSync(path, 'a')
  }

  for (let done = 1; next < count; done++) {
    putLines(Math.min(count, rotate ? done * every : count))
    if (next >= count) break
    pause(calm)
    turn()
    if (dated && done === Math.ceil(rotations / 2)) day++
    pause(calm)
  }
  closeSync(file)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , path = '', name = '', count = '0', changes = '{}'] = process.argv
  write(path, { ...scenarios[name as ScenarioName], ...(JSON.parse(changes) as Scenario) }, Number(count))
}
