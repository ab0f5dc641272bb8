const clients = [
  'cli cli', 'openclaw-control-ui webchat', 'gateway-client backend', 'node-host node', 'gateway:health backend', 'gateway:logs.tail backend',
  'openclaw-ios ui', 'openclaw-android ui', 'openclaw-macos ui', 'cron backend',
] // prettier-ignore
const refusals = ['token_mismatch', 'token_missing', 'device_token_mismatch', 'rate_limited']

/**
 * The console log of a gateway that refuses its clients for hours, two events for each refusal: every line differs, the
 * way lines do, so that nothing is counted instead of kept.
 */
export function stormLog(events: number): string {
  const lines = ['2026-11-22T00:00:00.000+00:00 [gateway] loading configuration…']
  for (let index = 0; index * 2 < events; index++) {
    // Hours apart in kind, so that the sample of each hour is not full.
    const at = Date.UTC(2026, 10, 22, 0, 0, 5) + index * 7000 + ((index * 7919) % 5000)
    const time = (ms: number): string => new Date(ms).toISOString().replace('Z', '+00:00')
    const hex = (index * 2654435761) % 2 ** 32
    const conn = `${hex.toString(16).padStart(8, '0')}-${(hex % 65536).toString(16).padStart(4, '0')}-4e1f-9c3a-${(hex * 8191).toString(16).padStart(12, '0').slice(-12)}`
    const client = clients[index % clients.length]!
    const version = `2026.9.${index % 7}`
    const refusal = refusals[(index >> 3) % refusals.length]!
    const port = 40_000 + (index % 20_000)
    lines.push(
      `${time(at)} [ws] unauthorized conn=${conn} peer=127.0.0.1:${port}->127.0.0.1:18789 remote=127.0.0.1 client=${client} v${version} role=operator scopes=5 auth=token device=yes platform=linux instance=n/a host=127.0.0.1:18789 origin=n/a ua=n/a reason=${refusal}`,
      `${time(at + 41)} [ws] closed before connect conn=${conn} peer=127.0.0.1:${port}->127.0.0.1:18789 remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=connect failed`,
    )
  }
  return `${lines.join('\n')}\n`
}
