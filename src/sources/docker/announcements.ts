import { formatInstant } from '../../base/time.ts'
import type { Notice } from '../live.ts'

const unreadable =
  'The engine gives those of json-file, local and journald ' +
  '(logging: driver: in compose.yaml, then docker compose up -d)'

/** Notices about one container. Each event is announced once. */
export class Announcements {
  private readonly emit: (kind: Notice['kind'], text: string) => void
  private announced: 'joined' | 'left' | undefined
  private lastWait: string | undefined

  constructor(emit: (kind: Notice['kind'], text: string) => void) {
    this.emit = emit
  }

  /** `from`: nanoseconds since the epoch. */
  joined(driver: string, from: bigint): void {
    if (this.announced === 'joined') return
    const isAgain = this.announced === 'left'
    this.announced = 'joined'
    this.notify('joined', isAgain ? 'started again' : `read from ${formatInstant(from)} on`)
    if (driver === 'journald' && !isAgain)
      this.notify(
        'note',
        'its log driver is journald: read through the engine, and the same lines stand in the journal',
      )
  }

  stopped(exitCode: number): void {
    if (this.announced === 'joined') this.left(`stopped with exit code ${exitCode}; to be read on when it starts`)
  }

  removed(): void {
    this.left('removed')
  }

  leftToAnother(driver: string): void {
    this.notify('note', `its log driver is ${driver}: left to the source that reads it`)
  }

  unreadable(driver: string): void {
    this.notify('note', `its log cannot be read: log driver ${driver}. ${unreadable}`)
  }

  lost(): void {
    const cause = 'its log was turned over while it was not read (max-size and max-file of its log driver)'
    this.notify('loss', `lines may be gone: ${cause}`)
  }

  failed(problem: string): void {
    if (problem === this.lastWait) return
    this.notify('wait', problem)
    this.lastWait = problem
  }

  private left(text: string): void {
    this.announced = 'left'
    this.notify('left', text)
  }

  private notify(kind: Notice['kind'], text: string): void {
    this.lastWait = undefined
    this.emit(kind, text)
  }
}
