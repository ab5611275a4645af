/** Channels as they write themselves. */
const CHANNELS = new Map(
  "X,Bluesky,Reddit,YouTube,Telegram,Facebook,Instagram,TikTok,LinkedIn,Mastodon,Threads,Weibo,Trustpilot,VK,Twitch,Pinterest"
    .split(",")
    .map((name) => [name.toLowerCase(), name]),
);

/** Name of a channel as people know it. */
export function channelName(platform: string): string {
  return CHANNELS.get(platform.toLowerCase()) ?? platform;
}
