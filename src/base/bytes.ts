/** A sequence of bytes that is read from its beginning to its end. */
export interface Bytes {
  /** Reads up to `length` bytes into `target` at `at`. Returns how many it read; 0 at the end. */
  read(target: Buffer, at: number, length: number): Promise<number>
}
