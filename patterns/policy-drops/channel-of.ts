import { channelNames } from './channel-names.ts'

/** The channel that a record is about: the one that its text names, else the one of its subsystem or module. */
export function channelOf(said: string | undefined, speaker: unknown): string | undefined {
  if (said !== undefined) return said.toLowerCase().replace(' ', '')
  const name = typeof speaker === 'string' ? speaker : ''
  return channelNames.find((channel) => name.toLowerCase().includes(channel.toLowerCase()))
}
