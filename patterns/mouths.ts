/**
 * Subsystems in which channels speak, by the last part of their name. They also quote what users write, so a pattern must ask for
 * them by name.
 */
export const channelSubsystems = [
  'telegram', 'discord', 'slack', 'whatsapp', 'signal', 'imessage', 'bluebubbles', 'feishu', 'line', 'matrix', 'mattermost', 'msteams', 'irc', 'nostr',
  'googlechat', 'zalo', 'zalouser', 'wecom', 'qqbot', 'twitch', 'tlon', 'channels', 'gateway', 'auto-reply', 'inbound', 'web-reconnect', 'web-session',
  'web-heartbeat', 'bolt-app', 'discord-preflight',
] as const // prettier-ignore
