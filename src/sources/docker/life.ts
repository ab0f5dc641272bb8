/** The current activity on a container. docs/following.md has the table of transitions. */
export type Phase =
  /** The engine is asked, or is asked again soon, what to do. */
  | { readonly kind: 'asking' }
  /** The engine sends its log over this connection. */
  | { readonly kind: 'reading'; readonly connection: AbortController }
  /** It has stopped, and everything was read. Its next start is awaited. */
  | { readonly kind: 'halted' }
  /** Its log cannot be read, or is left to another source. Its removal is awaited. */
  | { readonly kind: 'unread'; readonly driver: string }

/** `removed`: it is gone from the engine; the rest of its log is still read. `stopped`: it is not followed any more. */
export type Fate = 'followed' | 'removed' | 'stopped'

/** The state of following one container. */
export class Life {
  private current: Phase = { kind: 'asking' }
  private destiny: Fate = 'followed'
  private startCount = 0

  get phase(): Phase {
    return this.current
  }

  get fate(): Fate {
    return this.destiny
  }

  get isFollowed(): boolean {
    return this.destiny === 'followed'
  }

  /** How often the container was started while it was followed. */
  get starts(): number {
    return this.startCount
  }

  get connection(): AbortController | undefined {
    return this.current.kind === 'reading' ? this.current.connection : undefined
  }

  attach(connection: AbortController): void {
    this.expect('be attached to', 'asking')
    this.current = { kind: 'reading', connection }
  }

  detach(): void {
    this.expect('be detached from', 'reading')
    this.current = { kind: 'asking' }
  }

  halt(): void {
    this.expect('halt', 'asking')
    this.current = { kind: 'halted' }
  }

  wake(): void {
    this.expect('wake', 'halted')
    this.current = { kind: 'asking' }
  }

  leaveUnread(driver: string): void {
    this.expect('be left unread', 'asking')
    this.current = { kind: 'unread', driver }
  }

  /** Starts may be reported at any time, and more than once. */
  start(): void {
    this.startCount++
  }

  /** A removal may be reported more than once, and after the container was given up. */
  remove(): void {
    if (this.destiny === 'followed') this.destiny = 'removed'
  }

  stop(): void {
    this.destiny = 'stopped'
  }

  private expect(transition: string, kind: Phase['kind']): void {
    if (this.current.kind !== kind) throw new Error(`a container that is ${this.current.kind} cannot ${transition}`)
  }
}
