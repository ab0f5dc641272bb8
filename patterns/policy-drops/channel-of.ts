import { channelNames } from './channel-names.ts'

/** The channel that a record speaks of: by its words, else by its subsystem or module. */
export function channelOf(said: string | undefined, speaker: unknown): string | undefined {
  if (said !== undefined) return said.toLowerCase().replace(' ', '')
  const name = typeof speaker === 'string' ? speaker : ''
  return channelNames.find((channel) => name.toLowerCase().includes(channel.toLowerCase()))
}
