/** ` (cli, openclaw-control-ui)`, or nothing where no line names a client. */
export function clientNames(clients: readonly string[]): string {
  if (clients.length === 0) return ''
  const more = clients.length > 4 ? ` and ${clients.length - 4} more` : ''
  return ` (${clients.slice(0, 4).join(', ')}${more})`
}
