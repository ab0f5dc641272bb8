import { gunzipSync } from 'node:zlib'
import { reproducibleGzip } from '../base/gzip.ts'

export interface File {
  readonly name: string
  readonly content: Buffer
}

const block = 512

/** The files as a `.tar.gz` that names no machine, user or time. POSIX.1-1988, ustar. */
export function pack(files: readonly File[]): Buffer {
  const parts = files.flatMap(({ name, content }) => [
    header(name, content.length),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ])
  return reproducibleGzip(Buffer.concat([...parts, Buffer.alloc(2 * block)]))
}

function header(name: string, size: number): Buffer {
  const result = Buffer.alloc(block)
  if (Buffer.byteLength(name) > 100) throw new Error(`the name ${name} is too long for a tar file`)
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`
  result.write(name, 0)
  result.write(octal(0o644, 8), 100)
  result.write(octal(0, 8), 108)
  result.write(octal(0, 8), 116)
  result.write(octal(size, 12), 124)
  result.write(octal(0, 12), 136)
  result.write(' '.repeat(8), 148)
  result.write('0', 156)
  result.write('ustar\x0000', 257, 'latin1')
  const checksum = result.reduce((sum, byte) => sum + byte, 0)
  result.write(`${octal(checksum, 7)} `, 148)
  return result
}

/** The files of an archive that `pack` made. */
export function unpack(packed: Buffer): File[] {
  const tar = gunzipSync(packed)
  const files: File[] = []
  for (let at = 0; tar[at] !== 0 && at < tar.length;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8)
    files.push({ name, content: tar.subarray(at + block, at + block + size) })
    at += block + Math.ceil(size / block) * block
  }
  return files
}
