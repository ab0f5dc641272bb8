import { gzipSync } from 'node:zlib'

/** Packs so that the same bytes come out on every machine. */
export function reproducibleGzip(content: string | Uint8Array): Buffer {
  const packed = gzipSync(content, { level: 9 })
  // The operating system that packed it (RFC 1952, 2.3.1): 255 is "unknown".
  packed[9] = 255
  return packed
}
