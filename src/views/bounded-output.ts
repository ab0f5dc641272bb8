/** What a stream may hold back before updates are left out, and before everything is. Bytes. */
const mostForUpdates = 65_536
const mostForAll = 8 * 1024 * 1024

interface Output {
  readonly writableLength: number
  write(text: string): unknown
}

/**
 * Writes to a stream whose reader may sleep, in bounded memory: what has no room is left out. `problem` is called when
 * that begins, and when there is room again.
 */
export class BoundedOutput {
  private readonly stream: Output
  private readonly problem: (text: string) => void
  private omitted = 0

  constructor(stream: Output, problem: (text: string) => void) {
    this.stream = stream
    this.problem = problem
  }

  /** `isUpdate`: something that later texts make up for. */
  hasRoom(isUpdate: boolean): boolean {
    const isRoom = this.stream.writableLength <= (isUpdate ? mostForUpdates : mostForAll)
    if (isRoom && this.omitted > 0) {
      this.problem(
        `standard output is read again; ${this.omitted} changes were left out (oclog incidents list has all)`,
      )
      this.omitted = 0
    } else if (!isRoom && this.omitted++ === 0)
      this.problem('standard output is not read; changes are stored, but left out there')
    return isRoom
  }

  write(text: string, isUpdate: boolean): void {
    if (this.hasRoom(isUpdate)) this.stream.write(text)
  }
}
