export function clientNames(clients: readonly string[]): string {
  return clients.length === 0
    ? 'client not named'
    : clients.slice(0, 4).join(', ') + (clients.length > 4 ? ` and ${clients.length - 4} more` : '')
}
