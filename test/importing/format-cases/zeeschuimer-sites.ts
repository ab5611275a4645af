import { clean, type FormatCase, lines, utc } from "./format-case.ts";

const moment = utc("2026-05-11T01:50:07Z");
/** LinkedIn's activity id of a moment. */
const ACTIVITY = String(BigInt(Date.parse("2026-05-11T01:50:07Z")) << 22n);

const captured = (site: string, item: string, data: Record<string, unknown>) => ({
  nav_index: "1:1",
  item_id: item,
  timestamp_collected: 1778500000000,
  source_platform: site,
  source_platform_url: `https://www.${site}/`,
  user_agent: "Researcher/1.0",
  data,
});

const zeeschuimer = (
  site: string,
  data: Record<string, unknown>,
  expected: Record<string, unknown>,
): FormatCase => ({
  name: `Zeeschuimer ${site}`,
  format: "zeeschuimer",
  file: "capture.ndjson",
  content: lines(captured(site, "item", data)),
  ledger: clean(1),
  mentions: [{ published_at: moment, ...expected }],
});

export const zeeschuimerSitesCases: FormatCase[] = [
  zeeschuimer(
    "linkedin.com",
    {
      "*socialDetail": { "*totalSocialActivityCounts": { numComments: 3, numShares: 2, numLikes: 10 } },
      actor: {
        name: { text: "Joe" },
        navigationContext: { actionTarget: "https://www.linkedin.com/in/joe?trk=x" },
      },
      commentary: { text: { text: "hello" } },
      preDashEntityUrn: `urn:li:fs_updateV2:(urn:li:activity:${ACTIVITY},MAIN_FEED)`,
    },
    { platform: "linkedin", native_id: ACTIVITY, author_id: "in/joe", author_name: "Joe", engagement: 15 },
  ),
  zeeschuimer(
    "9gag.com",
    {
      id: "aB1",
      url: "http://9gag.com/gag/aB1",
      title: "Title",
      description: "",
      creationTs: 1778464207,
      creator: { username: "joe" },
      upVoteCount: 10,
      commentsCount: 3,
    },
    { platform: "9gag", title: "Title", text: null, likes: 10, author_name: "joe" },
  ),
  zeeschuimer(
    "douyin.com",
    {
      aweme_id: "7001",
      desc: "hello",
      create_time: 1778464207,
      author: { uid: "8", nickname: "nick", follower_count: 9 },
      statistics: { digg_count: 3, comment_count: 2, share_count: 4, play_count: 0 },
    },
    {
      platform: "douyin",
      native_id: "7001",
      author_id: "8",
      author_followers: 9,
      engagement: 9,
      views: null,
      original_id: null,
    },
  ),
  zeeschuimer(
    "facebook.com",
    {
      comet_sections: {
        content: {
          story: {
            post_id: "123",
            wwwURL: "https://www.facebook.com/page/posts/pfbid0",
            actors: [{ id: "100", name: "The Page" }],
            message: { text: "hello" },
          },
        },
        context_layout: {
          story: { comet_sections: { metadata: [{ story: {} }, { story: { creation_time: 1778464207 } }] } },
        },
      },
    },
    { platform: "facebook", native_id: "123", author_id: "100", text: "hello" },
  ),
  zeeschuimer(
    "gab.com",
    {
      id: "113",
      i: "113",
      c: "hello",
      ca: "2026-05-11T01:50:07.000Z",
      ul: "https://gab.com/joe/posts/113",
      fc: 5,
      rc: 2,
      rbc: 3,
      author_info: { i: "9", un: "joe" },
    },
    { platform: "gab", native_id: "113", author_name: "joe", likes: 5, comments: 2, shares: 3 },
  ),
  zeeschuimer(
    "truthsocial.com",
    {
      id: "114",
      created_at: "2026-05-11T01:50:07.000Z",
      url: "https://truthsocial.com/@ann/114",
      content: "",
      account: { id: "10", acct: "ann" },
      replies_count: 0,
      reblogs_count: 3,
      favourites_count: 4,
      reblog: { id: "112", content: "hello" },
    },
    { platform: "truthsocial", kind: "repost", text: "hello", likes: null, author_name: "ann" },
  ),
  zeeschuimer(
    "pinterest.com",
    {
      id: "UGlu",
      entityId: "98",
      title: "Title",
      description: "hello",
      createdAt: "Mon, 11 May 2026 01:50:07 +0000",
      pinner: { username: "pina" },
    },
    { platform: "pinterest", native_id: "98", title: "Title", text: "hello", author_name: "pina" },
  ),
  zeeschuimer(
    "xiaohongshu.com",
    {
      id: "66a",
      model_type: "note",
      note_card: {
        display_title: "Title",
        desc: "hello",
        time: 1778464207000,
        user: { user_id: "u1", nickname: "red" },
        interact_info: { liked_count: "12" },
      },
    },
    { platform: "xiaohongshu", author_id: "u1", likes: 12, title: "Title" },
  ),
  zeeschuimer(
    "instagram-comments",
    {
      id: "18",
      comment_id: "18",
      text: "hello",
      created_at: 1778464207,
      comment_like_count: 4,
      child_comment_count: 2,
      user: { id: "5", unique_id: "anna" },
      post_id: "33",
      post_shortcode: "C6x",
      post_url: "https://www.instagram.com/p/C6x/",
      parent_comment_id: null,
    },
    {
      platform: "instagram",
      source_type: "comment",
      native_id: "18",
      kind: "reply",
      thread_id: "C6x",
      likes: 4,
      comments: 2,
      author_name: "anna",
    },
  ),
  zeeschuimer(
    "twitter.com",
    {
      rest_id: "2",
      core: { user_results: { result: { core: { screen_name: "anna" } } } },
      legacy: {
        created_at: "Mon May 11 01:50:07 +0000 2026",
        full_text: "RT @bob: a &amp; b cut…",
        user_id_str: "9",
        favorite_count: 0,
        retweeted_status_result: { result: { rest_id: "1", legacy: { full_text: "a &amp; b cut no more" } } },
      },
    },
    { platform: "x", kind: "repost", text: "a & b cut no more", likes: null, author_name: "anna" },
  ),
];
