// Making one takes 60 µs, as long as some fifteen uses.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

/** The offset of an IANA zone at a local time in it, in nanoseconds; the earlier offset in a gap or an overlap. */
export function offsetOfZone(zone: string, local: bigint): bigint {
  const parts = formatOf(zone)
  const localMs = Number(local / 1_000_000n)
  const offsetAt = (instant: number): number => {
    const get = Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, Number(part.value)]))
    const wall = Date.UTC(get['year']!, get['month']! - 1, get['day'], get['hour'], get['minute'], get['second'])
    return wall - Math.floor(instant / 1000) * 1000
  }
  const before = offsetAt(localMs - 86_400_000)
  const later = offsetAt(localMs + 86_400_000)
  const holds = before === later || offsetAt(localMs - before) === before || offsetAt(localMs - later) !== later
  return BigInt(holds ? before : later) * 1_000_000n
}
