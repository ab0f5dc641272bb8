import { count } from '../../base/text.ts'
import type { Notice } from '../live.ts'
import type { Entry } from './entry.ts'
import { instantText, type JournalPosition, type LineMaker } from './lines.ts'
import { droppedBy, isDropped, type Selection } from './selection.ts'

export type Notify = (kind: Notice['kind'], text: string) => void

/** Units whose first line is announced. */
const mostUnits = 1000

/** Decides what becomes of each entry: a line, a notice, or nothing. Lives as long as the journal is followed. */
export class Intake {
  private readonly selection: Selection
  private readonly maker: LineMaker
  private readonly notify: Notify
  /** Units that have written. */
  private readonly units = new Set<string>()
  /** The cursor with which journalctl was started, until the first entry has come. */
  private awaited: string | undefined
  /** The position where a damaged entry was met. If it is met again there, it is left out. */
  private damage: JournalPosition | undefined
  /** The last cursor that was reported as missing in the journal. */
  private reportedCursor: string | undefined

  constructor(selection: Selection, maker: LineMaker, notify: Notify) {
    this.selection = selection
    this.maker = maker
    this.notify = notify
  }

  /**
   * journalctl is started from here. `expectsCursor`: the journal should give the entry with the position's cursor
   * first.
   */
  begin(expectsCursor: boolean): void {
    this.awaited = expectsCursor ? this.maker.position.cursor : undefined
  }

  /** Returns whether reading may go on. */
  accept(entry: Entry): boolean {
    if (entry.damaged) return this.acceptDamaged(entry)
    const isKnown = entry.cursor === this.maker.cursor
    if (!isKnown) this.reportMissingCursor()
    this.awaited = undefined
    if (isKnown) return true
    if (this.selection.includes(entry)) this.acceptSelected(entry)
    else this.maker.pass(entry)
    return true
  }

  /** journalctl has given all that there is. */
  end(): void {
    this.reportMissingCursor()
  }

  private acceptDamaged(entry: Entry): boolean {
    const { maker } = this
    if (this.damage !== maker.position) {
      this.damage = maker.position
      return false
    }
    const advice = 'to look at the files: journalctl --verify'
    this.notify('loss', `an entry of the journal cannot be read and is left out; ${advice}`)
    if (entry.cursor !== '' && Number.isSafeInteger(entry.realtime)) maker.pass(entry)
    return true
  }

  private acceptSelected(entry: Entry): void {
    if (isDropped(entry)) this.reportDropped(entry)
    const unit = this.selection.unitOf(entry)
    if (unit !== undefined && !this.units.has(unit) && this.units.size < mostUnits) {
      this.units.add(unit)
      if (!this.selection.names.includes(unit)) this.notify('joined', `${unit} writes to the journal`)
    }
    this.maker.add(entry)
  }

  private reportMissingCursor(): void {
    if (this.awaited === undefined || this.reportedCursor === this.awaited) return
    this.reportedCursor = this.awaited
    this.notify(
      'loss',
      `the journal does not hold the entry of ${instantText(this.maker.position.realtime)} any more, ` +
        'after which reading stopped: what came next may be lost as well (journald removes old entries beyond ' +
        'SystemMaxUse= and MaxRetentionSec= of journald.conf)',
    )
  }

  private reportDropped(entry: Entry): void {
    const dropped = count(BigInt(/^\d{1,18}$/.exec(entry.fields.get('N_DROPPED') ?? '')?.[0] ?? 0), 'line')
    this.notify(
      'loss',
      `journald did not take ${dropped} of ${droppedBy(entry)}, which came too fast; to keep all: ` +
        'RateLimitBurst=0 in journald.conf, or LogRateLimitBurst=0 in the unit',
    )
  }
}
