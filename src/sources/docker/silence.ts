/** Most checks that are let pass. */
const mostPatience = 64

/**
 * How long a log has been silent, in checks, and how many silent checks are let pass before the engine is asked why.
 */
export class Silence {
  private checks = 0
  private patience = 1

  /** Counts a check. Returns whether to ask the engine. */
  check(): boolean {
    return this.checks++ >= this.patience
  }

  /** Whether something has come since the last check. */
  get isOver(): boolean {
    return this.checks === 0
  }

  /** The engine has sent something, or the reader has taken something. */
  end(): void {
    this.checks = 0
  }

  /** Asking again has paid off. */
  newLine(): void {
    this.patience = 1
  }

  /**
   * The engine is asked for the log again. Since finding the position may take a while, wait longer before the next
   * time.
   */
  askAgain(): void {
    this.patience = Math.min(2 * this.patience, mostPatience)
  }
}
