import type { Target } from "../targets.ts";

type Col = (name: string) => string;
/** SQL of the first of some paths of a captured item that has a value. */
type At = (...paths: string[]) => string;
/** Paths of which the first with a value counts, or SQL. */
type SiteColumn = string[] | ((at: At, col: Col) => string);

const ACTIVITY = (at: At, col: Col) =>
  `nullif(regexp_extract(coalesce(${at("updateMetadata.urn", "preDashEntityUrn")}, ${col("item_id")}, ${col("__import_meta.item_id")}), 'urn:li:(?:activity|ugcPost|share):([0-9]+)', 1), '')`;
const COUNTS = "*socialDetail.*totalSocialActivityCounts";
const STORY = "comet_sections.content.story";
const MOMENT = "comet_sections.context_layout.story.comet_sections.metadata";
const NOTES = ["note_card", "note"];
const notes = (...paths: string[]) => NOTES.flatMap((note) => paths.map((path) => `${note}.${path}`));

/** A captured item's columns, site by site, where the site's own structure is unlike that of the others. */
export const SITES: Record<string, Partial<Record<Target, SiteColumn>>> = {
  // Activity ids hold their moment: milliseconds since 1970 above bit 22; the page itself says "3 days ago" only.
  linkedin: {
    native_id: ACTIVITY,
    url: (at, col) => `'https://www.linkedin.com/feed/update/urn:li:activity:' || ${ACTIVITY(at, col)}`,
    published_at: (at, col) => `(try_cast(${ACTIVITY(at, col)} as bigint) >> 22)::varchar`,
    author_id: (at) =>
      `nullif(regexp_extract(${at("actor.navigationContext.actionTarget")}, 'linkedin\\.com/((?:in|company|school|showcase)/[^/?]+)', 1), '')`,
    author_name: ["actor.name.text"],
    text: ["commentary.text.text"],
    likes: [`${COUNTS}.numLikes`, "*socialDetail.likes.paging.total"],
    comments: [`${COUNTS}.numComments`, "*socialDetail.comments.paging.total"],
    shares: [`${COUNTS}.numShares`, "*socialDetail.totalShares"],
  },
  "9gag": {
    native_id: ["id"],
    url: ["url"],
    published_at: ["creationTs"],
    author_id: ["creator.userId"],
    author_name: ["creator.username"],
    author_verified: ["creator.isVerifiedAccount"],
    title: ["title"],
    text: ["description"],
    likes: ["upVoteCount"],
    comments: ["commentsCount"],
  },
  douyin: {
    native_id: ["aweme_id", "awemeId"],
    url: (at) => `'https://www.douyin.com/video/' || ${at("aweme_id", "awemeId")}`,
    published_at: ["create_time", "createTime"],
    author_id: ["author.uid", "authorInfo.uid", "author_user_id", "authorUserId"],
    author_name: ["author.nickname", "authorInfo.nickname"],
    author_followers: ["author.follower_count", "authorInfo.followerCount"],
    original_native_id: () => "null::varchar",
    thread_id: () => "null::varchar",
    text: ["desc"],
    likes: ["statistics.digg_count", "stats.diggCount"],
    comments: ["statistics.comment_count", "stats.commentCount"],
    shares: ["statistics.share_count", "stats.shareCount"],
    views: (at) => `nullif(${at("statistics.play_count", "stats.playCount")}, '0')`,
  },
  facebook: {
    native_id: [`${STORY}.post_id`, "post_id"],
    url: [`${STORY}.wwwURL`],
    published_at: [0, 1, 2].map((place) => `${MOMENT}[${place}].story.creation_time`),
    author_id: [`${STORY}.actors[0].id`],
    author_name: [`${STORY}.actors[0].name`],
    text: [`${STORY}.message.text`],
  },
  gab: {
    native_id: ["i", "id"],
    url: ["ul", "url"],
    published_at: ["ca", "created_at"],
    author_id: ["author_info.i", "account.id"],
    author_name: ["author_info.un", "account.username"],
    text: ["c", "content"],
    likes: ["fc", "reaction_count"],
    comments: ["rc", "replies_count"],
    shares: ["rbc", "reposts_count"],
  },
  truthsocial: {
    native_id: ["id"],
    url: ["url", "uri"],
    published_at: ["created_at"],
    author_id: ["account.id"],
    author_name: ["account.acct", "account.username"],
    author_followers: ["account.followers_count"],
    author_verified: ["account.verified"],
    kind: (at) =>
      `case when ${at("reblog.id")} is not null then 'repost' when ${at("quote.id", "quote_id")} is not null then 'quote' when ${at("in_reply_to_id")} is not null then 'reply' else 'original' end`,
    original_native_id: ["reblog.id", "quote.id", "quote_id", "in_reply_to_id"],
    original_text: ["reblog.content"],
    text: ["content", "reblog.content"],
    vendor_language: ["language"],
    likes: (at) => `case when ${at("reblog.id")} is null then ${at("favourites_count")} end`,
    comments: (at) => `case when ${at("reblog.id")} is null then ${at("replies_count")} end`,
    shares: (at) => `case when ${at("reblog.id")} is null then ${at("reblogs_count")} end`,
  },
  pinterest: {
    native_id: ["entityId", "id"],
    url: (at) => `'https://www.pinterest.com/pin/' || ${at("entityId", "id")}`,
    published_at: ["created_at", "createdAt"],
    author_id: ["pinner.id", "pinner.entityId"],
    author_name: ["pinner.username"],
    author_followers: ["pinner.follower_count"],
    title: ["title"],
    text: ["description"],
    comments: ["comment_count", "commentCount"],
    shares: ["repin_count", "repinCount"],
  },
  imgur: {
    native_id: ["id"],
    url: ["url"],
    published_at: ["created_at"],
    author_id: ["account_id"],
    author_name: ["account.username"],
    title: ["title"],
    text: ["description"],
    likes: ["upvote_count"],
    comments: ["comment_count"],
    views: ["view_count"],
  },
  xiaohongshu: {
    native_id: ["id", "note_id"],
    url: (at) => `'https://www.xiaohongshu.com/explore/' || ${at("id", "note_id")}`,
    published_at: [...notes("time"), "time"],
    author_id: [...notes("user.user_id", "user.userId"), "user.user_id"],
    author_name: [...notes("user.nickname"), "user.nickname", "author_name"],
    title: [...notes("display_title", "title"), "display_title", "title"],
    text: [...notes("desc"), "desc"],
    likes: [
      ...notes("interact_info.liked_count", "interactInfo.likedCount"),
      "interact_info.liked_count",
      "likes",
    ],
    comments: notes("interact_info.comment_count", "interactInfo.commentCount"),
    shares: notes("interact_info.share_count", "interactInfo.shareCount"),
  },
};
