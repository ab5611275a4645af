import { normalName } from "./recognise.ts";

const REPOST = /^(is_?(re-?tweet|repost|rt)|retweeted_?(id|status_id|status_id_str)|retweet_of|rt)$/;
const QUOTE = /^(is_?quote(_status|_tweet)?|quoted_?(id|status_id|status_id_str))$/;
const REPLY =
  /^(is_?reply|in_?reply_?to(_status_id|_status_id_str|_screen_name|_user_id|_tweet_id|_id)?|in_response_to_tweet_id|parent_id|reply_?to)$/;

/** A name as a mapping writes it. */
export const mappedName = (name: string) => (/[|@{}`]|^=|^\s|\s$/.test(name) ? `\`${name}\`` : name);

/** How reposts, quotes and replies are told by column names, and which columns hold the id of what they refer to. */
export function kindMapping(names: readonly string[]): { kind: string; original: string } | null {
  const found = (pattern: RegExp) => names.filter((name) => pattern.test(normalName(name)));
  const [reposts, quotes, replies] = [found(REPOST), found(QUOTE), found(REPLY)];
  if (reposts.length + quotes.length + replies.length === 0) return null;
  const kind = [
    ...reposts.map((name) => `=repost if ${mappedName(name)}`),
    ...quotes.map((name) => `=quote if ${mappedName(name)}`),
    ...replies.map((name) => `=reply if ${mappedName(name)}`),
    "=original",
  ].join(" | ");
  const ids = [...reposts, ...quotes, ...replies].filter(
    (name) => /id(_str)?$/.test(normalName(name)) && !/user_id/.test(normalName(name)),
  );
  return { kind, original: ids.map(mappedName).join(" | ") };
}
