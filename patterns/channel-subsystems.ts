// Channels by the last part of their subsystem's name.
const channels = [
  'telegram', 'discord', 'slack', 'whatsapp', 'signal', 'imessage', 'bluebubbles', 'feishu', 'line', 'matrix', 'mattermost', 'msteams', 'irc', 'nostr',
  'googlechat', 'zalo', 'zalouser', 'wecom', 'qqbot', 'twitch', 'tlon',
] as const // prettier-ignore

/**
 * Subsystems that speak for channels. They also quote what users write, so a pattern must ask for them by name.
 */
export const channelSubsystems = [
  ...channels, 'channels', 'gateway', 'auto-reply', 'inbound', 'web-reconnect', 'web-session', 'web-heartbeat', 'bolt-app', 'discord-preflight',
] as const // prettier-ignore

/** Subsystems that anybody who writes to a channel, talks to an agent or asks a web server for a page can make say anything. */
export const quotingSubsystems = [
  ...channels, 'yuanbao', 'webchat', 'synology-chat', 'nextcloud-talk', 'clickclack', 'openclaw-weixin', 'inbound', 'memory', 'model-payload',
  'browser', 'browser/server', 'access', 'proxy',
] as const // prettier-ignore
