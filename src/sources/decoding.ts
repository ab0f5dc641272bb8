import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import { chunksOf, streamed, withHead, type Bytes } from '../base/bytes.ts'
import { messageOf } from '../base/errors.ts'

// With the default of 16 KiB, the work around each chunk costs more than decompressing it: 9.8 s for 2 GB instead of
// 5.1 s.
const inflating = { chunkSize: 256 * 1024 }
/** Bytes of compressed data in each write. A fixed size makes the outcome for damaged data the same every time. */
const pieceSize = 64 * 1024

/**
 * Decompresses and converts to UTF-8, judging by content. Returns a problem in words if the data cannot be read as
 * text.
 */
export async function decode(raw: Bytes, notes: string[]): Promise<Bytes | string> {
  const { head, bytes } = await withHead(raw, 512)
  const magic = head.toString('latin1', 0, 8)
  if (magic.startsWith('\x1f\x8b')) return decompressed('gzip', inflated(bytes, createGunzip(inflating)), notes)
  if (magic.startsWith('\x28\xb5\x2f\xfd'))
    return decompressed('zstd', inflated(bytes, createZstdDecompress(inflating)), notes)
  if (magic.startsWith('\xfd7zXZ\0')) return decompressed('xz', unxz(bytes), notes)
  return notText(head, magic) ?? asUtf8(head, bytes, notes)
}

/** Why data with this beginning is no log; `undefined` if it may be one. */
function notText(head: Buffer, magic: string): string | undefined {
  if (magic.startsWith('BZh')) return 'compressed with bzip2, which cannot be read here; run bunzip2 on it first'
  if (magic.startsWith('PK\x03\x04')) return 'a zip archive; unpack it and name the folder'
  if (magic.startsWith('LPKSHHRH'))
    return 'a binary journal; read it with: journalctl --file <it> -o export | oclog analyze -'
  if (magic.startsWith('SQLite f')) return 'a SQLite database, not a log'
  if (head.toString('latin1', 257, 262) === 'ustar') return 'a tar archive; unpack it and name the folder'
  return undefined
}

async function decompressed(
  format: string,
  unpacked: AsyncIterable<Uint8Array>,
  notes: string[],
): Promise<Bytes | string> {
  notes.push(`decompressed (${format})`)
  const { head, bytes: text } = await withHead(forgiving(streamed(unpacked), format, notes), 512)
  if (head.toString('latin1', 257, 262) === 'ustar') return 'a compressed tar archive; unpack it and name the folder'
  return asUtf8(head, text, notes)
}

/** Includes everything decompressed before a failure. A stream's own iterator drops a part of that, of varying size. */
async function* inflated(bytes: Bytes, engine: Gunzip | ZstdDecompress): AsyncGenerator<Buffer> {
  let failure: Error | undefined
  let wake = (): void => undefined
  for (const event of ['readable', 'end', 'close'] as const) engine.on(event, () => wake())
  engine.on('error', (error) => (failure ??= error))
  const input = Readable.from(chunksOf(bytes, pieceSize))
  input.on('error', (error) => engine.destroy(error))
  input.pipe(engine)
  try {
    for (;;) {
      const chunk = engine.read() as Buffer | null
      if (chunk !== null) yield chunk
      else if (failure) throw failure
      else if (engine.readableEnded || engine.closed) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    input.destroy()
    engine.destroy()
  }
}

async function* unxz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const { default: xz } = await import('xz-decompress')
  const input = Readable.toWeb(Readable.from(chunksOf(bytes)))
  yield* new xz.XzReadableStream(input) as unknown as AsyncIterable<Uint8Array>
}

/** Ends at the damage instead of failing, and adds a note. */
function forgiving(bytes: Bytes, format: string, notes: string[]): Bytes {
  let over = false
  return {
    async read(target, at, length) {
      if (over) return 0
      try {
        return await bytes.read(target, at, length)
      } catch (error) {
        over = true
        notes.push(`the ${format} data is damaged or cut off (${messageOf(error)}); read up to there`)
        return 0
      }
    },
  }
}

async function asUtf8(head: Buffer, bytes: Bytes, notes: string[]): Promise<Bytes> {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    await bytes.read(Buffer.alloc(3), 0, 3)
    return bytes
  }
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : guessUtf16(head)
  if (!label) return bytes
  notes.push(`converted from ${label.toUpperCase()}`)
  return transcoded(bytes, label)
}

/**
 * In UTF-16, mostly Latin text has a zero in every second byte. PowerShell writes it, not always with a byte order
 * mark.
 */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 16) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const half = head.length / 2
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le'
  return even > half * 0.7 && odd < half * 0.1 ? 'utf-16be' : undefined
}

function transcoded(bytes: Bytes, label: string): Bytes {
  const decoder = new TextDecoder(label)
  return streamed(
    (async function* () {
      for await (const chunk of chunksOf(bytes)) yield Buffer.from(decoder.decode(chunk, { stream: true }))
      yield Buffer.from(decoder.decode())
    })(),
  )
}
