import { lines, table, utc } from "./format-cases/format-case.ts";

/** A file of a site that is no known format, and what is proposed for it. */
export interface Site {
  name: string;
  file: string;
  content: string;
  mapping: Record<string, string>;
  platform?: string;
  /** What the last row becomes. */
  last: Record<string, unknown>;
}

const AT = 1778464207;
const later = utc("2026-05-11T01:50:08Z");

/** Two rows each. */
export const SITES: Site[] = [
  {
    name: "Stack Exchange: the day of creation, the post's address, HTML",
    file: "questions.json",
    content: JSON.stringify({
      items: [5, 7].map((score, n) => ({
        owner: { user_id: 7 + n, display_name: "anna", link: "https://qa.example/users/7" },
        answer_count: 2,
        view_count: 100,
        score,
        last_activity_date: AT + 99,
        creation_date: AT + n,
        question_id: 555 + n,
        link: `https://qa.example/questions/${555 + n}`,
        title: "How long to brew?",
        body: "<p>How long should <b>tea</b> brew?</p>",
      })),
    }),
    mapping: {
      published_at: "creation_date",
      native_id: "question_id",
      url: "link",
      author_id: "owner.user_id",
      author_name: "owner.display_name",
      text: "body @ html",
      title: "title",
      comments: "answer_count",
      views: "view_count",
      likes: "score",
    },
    last: {
      native_id: "556",
      text: "How long should tea brew?",
      published_at: later,
      author_id: "8",
      likes: 7,
    },
  },
  {
    name: "Discourse: posts of a topic, answers by their number",
    file: "topic.json",
    content: JSON.stringify({
      post_stream: {
        posts: [null, 1].map((answers, n) => ({
          id: 101 + n,
          username: "joe",
          created_at: `2026-05-11T01:50:0${7 + n}.000Z`,
          cooked: "<p>Hi, welcome</p>",
          reply_count: 0,
          reply_to_post_number: answers,
          topic_id: 9,
          user_id: 6,
        })),
      },
      id: 9,
    }),
    mapping: {
      published_at: "created_at",
      native_id: "id",
      author_id: "user_id",
      author_name: "username",
      text: "cooked @ html",
      comments: "reply_count",
      thread_id: "topic_id",
      kind: "=reply if reply_to_post_number | =original",
    },
    last: { native_id: "102", text: "Hi, welcome", kind: "reply", thread_id: "9" },
  },
  {
    name: "Hacker News: quotes as HTML writes them, stories and comments",
    file: "items.jsonl",
    content: lines(
      {
        by: "anna",
        descendants: 3,
        id: 4001,
        score: 120,
        time: AT,
        title: "Tea",
        type: "story",
        url: "https://tea.example",
      },
      { by: "joe", id: 4002, parent: 4001, text: "I&#x27;d like it<p>a lot", time: AT + 1, type: "comment" },
    ),
    mapping: {
      published_at: "time",
      native_id: "id",
      url: "url",
      author_name: "by",
      text: "text @ html",
      title: "title",
      comments: "descendants",
      likes: "score",
      kind: "=reply if parent | =original",
      original_native_id: "parent",
    },
    last: { native_id: "4002", kind: "reply", text: "I'd like ita lot" },
  },
  {
    name: "VK: counts in objects of their own",
    file: "wall.json",
    content: JSON.stringify({
      response: {
        count: 2,
        items: [0, 1].map((n) => ({
          id: 55 + n,
          from_id: -22,
          date: AT + n,
          text: `Чай подорожал на ${n} процентов`,
          comments: { count: 3 },
          likes: { count: 10, user_likes: 0 },
          reposts: { count: 2 },
          views: { count: 1000 },
        })),
      },
    }),
    mapping: {
      published_at: "date",
      native_id: "id",
      author_id: "from_id",
      text: "text",
      likes: "likes.count",
      shares: "reposts.count",
      comments: "comments.count",
      views: "views.count",
    },
    last: { native_id: "56", engagement: 15, views: 1000 },
  },
  {
    name: "Weibo with Chinese names",
    file: "weibo.csv",
    content: `\uFEFF${table(
      "微博id,用户昵称,微博正文,发布时间,点赞数,评论数,转发数",
      {
        微博id: "5032",
        用户昵称: "茶客",
        微博正文: "今天喝了很好的茶",
        发布时间: "2026-05-11 09:50",
        点赞数: 10,
        评论数: 2,
        转发数: 3,
      },
      {
        微博id: "5033",
        用户昵称: "咖啡",
        微博正文: "咖啡也不错",
        发布时间: "2026-05-11 10:50",
        点赞数: 1,
        评论数: 0,
        转发数: 0,
      },
    )}`,
    mapping: {
      published_at: "发布时间",
      native_id: "微博id",
      author_name: "用户昵称",
      text: "微博正文",
      likes: "点赞数",
      shares: "转发数",
      comments: "评论数",
    },
    last: { native_id: "5033", text: "咖啡也不错", author_name: "咖啡", engagement: 1 },
  },
  {
    name: "Qualtrics: two lines below the header are no answers",
    file: "survey.csv",
    content: [
      "StartDate,Status,ResponseId,Q1,Q2_TEXT",
      "Start Date,Response Type,Response ID,How satisfied are you?,Please tell us why",
      '"{""ImportId"":""startDate""}","{""ImportId"":""status""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"',
      "2026-05-11 01:50:07,IP Address,R_1,5,I love the fast delivery",
      "2026-05-11 01:50:08,IP Address,R_2,2,The site was slow",
      "",
    ].join("\n"),
    mapping: { published_at: "StartDate", native_id: "ResponseId", text: "Q2_TEXT" },
    last: { native_id: "R_2", text: "The site was slow", published_at: later, line: 5 },
  },
  {
    name: "snscrape: answers by names in camel case; a repost by its text",
    file: "tweets.jsonl",
    content: lines(
      {
        url: "https://twitter.com/a/status/1",
        date: "2026-05-11T01:50:07+00:00",
        content: "RT @bob: tea is fine",
        id: 1,
        user: { username: "anna", id: 9, followersCount: 4 },
        likeCount: 3,
        retweetCount: 2,
        inReplyToTweetId: null,
      },
      {
        url: "https://twitter.com/a/status/2",
        date: "2026-05-11T01:50:08+00:00",
        content: "@bob no, it is not",
        id: 2,
        user: { username: "anna", id: 9, followersCount: 4 },
        likeCount: 0,
        retweetCount: 0,
        inReplyToTweetId: 1,
      },
    ),
    platform: "x",
    mapping: {
      published_at: "date",
      native_id: "id",
      url: "url",
      author_id: "user.id",
      author_name: "user.username",
      text: "content",
      likes: "likeCount",
      shares: "retweetCount",
      author_followers: "user.followersCount",
      kind: "=repost if content starts RT @ | =reply if inReplyToTweetId | =original",
      original_native_id: "inReplyToTweetId",
    },
    last: { native_id: "2", kind: "reply", author_followers: 4 },
  },
];
