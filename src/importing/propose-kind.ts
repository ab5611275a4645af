import { normalName } from "./recognise.ts";

const REPOST =
  /^(is_?(re-?tweet|repost|rt)|retweet(ed)?_?(id|status_?id|status_?id_?str|tweet_?id)|retweeted_?(tweet|status)\.(id|id_?str|rest_id)|retweet_of|rt)$/;
const QUOTE =
  /^(is_?quote(_?status|_?tweet)?|quoted_?(id|status_?id|status_?id_?str|tweet_?id)|quoted_?(tweet|status)\.(id|id_?str|rest_id))$/;
const REPLY =
  /^(is_?reply|(in_?)?reply_?to(_?(status|user|tweet|post|comment|message)?_?(id|id_?str|number)|_?screen_?name|_?post|_?comment)?|in_response_to_tweet_id|parent(_?(id|comment_?id|post_?id))?|in_?reply_?to_?user\.(id|username))$/;

/** A name as a mapping writes it. */
export const mappedName = (name: string) => (/[|@{}`]|^=|^\s|\s$/.test(name) ? `\`${name}\`` : name);

/**
 * How reposts, quotes and replies are told by column names, and which columns hold the id of what they refer to.
 * `text` is the column of texts where some begin as reposts do.
 */
export function kindMapping(
  names: readonly string[],
  text: string | null,
): { kind: string; original: string } | null {
  const found = (pattern: RegExp) => names.filter((name) => pattern.test(normalName(name)));
  const [reposts, quotes, replies] = [found(REPOST), found(QUOTE), found(REPLY)];
  if (reposts.length + quotes.length + replies.length === 0) return null;
  const kind = [
    ...reposts.map((name) => `=repost if ${mappedName(name)}`),
    ...(reposts.length === 0 && text ? [`=repost if ${text} starts RT @`] : []),
    ...quotes.map((name) => `=quote if ${mappedName(name)}`),
    ...replies.map((name) => `=reply if ${mappedName(name)}`),
    "=original",
  ].join(" | ");
  const ids = [...reposts, ...quotes, ...replies].filter(
    (name) => /(id(_?str)?|^parent)$/.test(normalName(name)) && !/user[_.]?id/.test(normalName(name)),
  );
  return { kind, original: ids.map(mappedName).join(" | ") };
}
