import type { Notice } from '../live.ts'

/**
 * Milliseconds that a problem must last before it is reported: during a rotation a name may be missing for a moment.
 */
const patience = 5000

interface Trouble {
  readonly since: number
  text: string
  /** The text that was reported last; empty before that. */
  reported: string
  isPresent: boolean
}

/** Problems that may pass. Each is reported once, and once more when it is over. */
export class Troubles {
  private readonly notice: (notice: Notice) => void
  private readonly known = new Map<string, Trouble>()

  constructor(notice: (notice: Notice) => void) {
    this.notice = notice
  }

  raise(source: string, text: string, now: number): void {
    const known = this.known.get(source)
    if (known) Object.assign(known, { text, isPresent: true })
    else this.known.set(source, { since: now, text, reported: '', isPresent: true })
  }

  /** To be called after each poll. Problems of the first poll are reported at once. */
  notify(now: number, isFirst: boolean): void {
    for (const [source, trouble] of this.known) {
      if (!trouble.isPresent) {
        this.known.delete(source)
        if (trouble.reported !== '') this.notice({ kind: 'note', source, text: 'can be read now' })
      } else if (trouble.reported !== trouble.text && (isFirst || now - trouble.since >= patience)) {
        trouble.reported = trouble.text
        this.notice({ kind: 'wait', source, text: trouble.text })
      }
      trouble.isPresent = false
    }
  }
}
