/** A sequence of bytes that is read from its beginning to its end. */
export interface Bytes {
  /** Reads up to `length` bytes into `target` at `at`. Returns how many it read; 0 at the end. */
  read(target: Buffer, at: number, length: number): Promise<number>
}

/** Chunks of one size, except for the last, however the source divides the bytes. */
export async function* chunksOf(bytes: Bytes, size = 256 * 1024): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(size)
    let length = 0
    while (length < size) {
      const read = await bytes.read(chunk, length, size - length)
      if (read === 0) break
      length += read
    }
    if (length > 0) yield chunk.subarray(0, length)
    if (length < size) return
  }
}

/** Lets a stream be read as bytes. Holds at most one of its chunks. */
export function streamed(stream: AsyncIterable<Buffer | string | Uint8Array>): Bytes {
  const iterator = stream[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return {
    async read(target, at, length) {
      while (rest.length === 0) {
        const next = await iterator.next()
        if (next.done) return 0
        rest = typeof next.value === 'string' ? Buffer.from(next.value) : Buffer.from(next.value)
      }
      const taken = rest.copy(target, at, 0, length)
      rest = rest.subarray(taken)
      return taken
    },
  }
}

/** Reads the first bytes ahead; `bytes` still starts at the beginning. */
export async function withHead(bytes: Bytes, size: number): Promise<{ head: Buffer; bytes: Bytes }> {
  const head = Buffer.alloc(size)
  let length = 0
  while (length < size) {
    const read = await bytes.read(head, length, size - length)
    if (read === 0) break
    length += read
  }
  let given = 0
  return {
    head: head.subarray(0, length),
    bytes: {
      async read(target, at, wanted) {
        if (given < length) {
          const taken = head.copy(target, at, given, Math.min(length, given + wanted))
          given += taken
          return taken
        }
        return bytes.read(target, at, wanted)
      },
    },
  }
}
