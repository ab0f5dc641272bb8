/** Everything random in the generated logs, from one seed: the same parameters give the same bytes. */
export class World {
  #state: number
  /** What the gateway calls itself; it is upgraded half way through a log. */
  version = '2026.2.26'

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** Uniform in [0, 1). mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += words[this.int(0, 65_535)]
    return text.slice(0, digits)
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${this.hex(4)}-${this.hex(12)}`
  }

  /** A connection id as most lines shorten it. */
  shortId(): string {
    return `${this.hex(8)}…${this.hex(4)}`
  }

  port(): number {
    return this.int(32_768, 60_999)
  }

  remote(): string {
    return this.next() < 0.6 ? '127.0.0.1' : `10.${this.int(0, 3)}.${this.int(0, 9)}.${this.int(2, 250)}`
  }
}

const words = Array.from({ length: 65_536 }, (_, index) => index.toString(16).padStart(4, '0'))

/** A thing that happens and what the gateway says of it. */
export interface Kind {
  /** How often, against the others of its list. */
  readonly share: number
  /** As in the file log; the console leaves `gateway/` and `gateway/channels/` out. None: printed without a tag. */
  readonly subsystem?: string
  readonly level?: 'INFO' | 'WARN' | 'ERROR'
  /** The message, and fields of their own in the file log; since 2026.9 the console appends them. */
  readonly say: (world: World) => string | readonly [string, Readonly<Record<string, string | number | boolean>>]
}
