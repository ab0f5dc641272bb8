// Channels, by the last segment of their subsystem's name.
const channels = [
  'telegram', 'discord', 'slack', 'whatsapp', 'signal', 'imessage', 'bluebubbles', 'feishu', 'line', 'matrix',
  'mattermost', 'msteams', 'irc', 'nostr', 'googlechat', 'zalo', 'zalouser', 'wecom', 'qqbot', 'twitch', 'tlon',
] as const // prettier-ignore

/** Subsystems that speak for channels. They also quote what users write, so a pattern must ask for them by name. */
export const channelSubsystems = [
  ...channels, 'channels', 'gateway', 'auto-reply', 'inbound', 'web-reconnect', 'web-session', 'web-heartbeat',
  'bolt-app', 'discord-preflight',
] as const // prettier-ignore

/** Subsystems whose lines repeat what anybody writes to a channel, says to an agent or asks a web server for. */
export const quotingSubsystems = [
  ...channels, 'yuanbao', 'webchat', 'synology-chat', 'nextcloud-talk', 'clickclack', 'openclaw-weixin', 'inbound',
  'memory', 'model-payload', 'browser', 'browser/server', 'access', 'proxy',
] as const // prettier-ignore
