export function policySteps(channels: readonly string[]): { what: string; command: string }[] {
  const channel = channels[0] ?? '<channel>'
  return [{ what: 'The policy of the channel', command: `openclaw config get channels.${channel}` }]
}
