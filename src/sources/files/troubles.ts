import type { Notice } from '../live.ts'

/** How long something must be in the way before it is told, milliseconds: over a rotation a name may be gone for a moment. */
const patience = 5000

/** What is in the way and may pass: told once, and once more when it is over. */
export class Troubles {
  private readonly notice: (notice: Notice) => void
  private readonly known = new Map<string, { readonly since: number; text: string; told: string; now: boolean }>()

  constructor(notice: (notice: Notice) => void) {
    this.notice = notice
  }

  raise(source: string, text: string, now: number): void {
    const known = this.known.get(source)
    if (known) Object.assign(known, { text, now: true })
    else this.known.set(source, { since: now, text, told: '', now: true })
  }

  /** After each look. What was in the way at the very first is told at once. */
  tell(now: number, first: boolean): void {
    for (const [source, trouble] of this.known) {
      if (!trouble.now) {
        this.known.delete(source)
        if (trouble.told !== '') this.notice({ kind: 'note', source, text: 'can be read now' })
      } else if (trouble.told !== trouble.text && (first || now - trouble.since >= patience)) {
        trouble.told = trouble.text
        this.notice({ kind: 'wait', source, text: trouble.text })
      }
      trouble.now = false
    }
  }
}
