import type { Format } from "../format.ts";
import { htmlTextSql } from "./html-text.ts";

export const youtubeDataTools: Format = {
  id: "youtube-data-tools",
  label: "YouTube Data Tools comments",
  version: 1,
  vendor: "youtube-data-tools",
  shape: "table",
  signature: [
    ["id", "likeCount", "publishedAt", "authorName", "text"],
    ["id", "publishedAt", "text", "authorChannelId", "isReply"],
  ],
  columns: {
    platform: "=youtube",
    source_type: "=comment",
    native_id: "id",
    url: "=https://www.youtube.com/watch?v={videoId}&lc={id}",
    published_at: "publishedAt",
    author_id: "authorChannelId",
    author_name: "authorName",
    kind: "=reply if isReply | =original",
    original_native_id: "isReplyTo",
    thread_id: "isReplyTo | id",
    text: "text",
    likes: "likeCount",
    comments: "replyCount",
  },
  times: ["iso"],
  zone: "UTC",
};

export const youtubeVideos: Format = {
  id: "youtube-data-tools-videos",
  label: "YouTube Data Tools videos",
  version: 2,
  vendor: "youtube-data-tools",
  shape: "table",
  signature: [
    ["videoId", "publishedAt", "videoTitle", "viewCount"],
    ["videoId", "channelTitle", "publishedAt", "videoTitle"],
  ],
  columns: {
    platform: "=youtube",
    source_type: "=video",
    native_id: "videoId",
    url: "=https://www.youtube.com/watch?v={videoId}",
    published_at: "publishedAtSQL | publishedAt",
    author_id: "channelId",
    author_name: "channelTitle",
    title: "videoTitle",
    text: "videoDescription",
    vendor_language: "defaultLanguage | defaultAudioLanguage | defaultLAudioLanguage",
    likes: "likeCount",
    comments: "commentCount",
    views: "viewCount",
  },
  times: ["iso", "epoch"],
  nulls: ["not set"],
  zone: "UTC",
};

/** A comment as the API gives it: inside a thread (`topLevelComment`), or on its own (`comments.list`, replies). */
const PREPARE = `
  with items as (
    select value, unnest(list) as item, generate_subscripts(list, 1) as place
    from (select value, case when json_type(page, '$.items') = 'ARRAY' then json_extract(page, '$.items[*]') else [page] end as list
      from import_values
      where json_type(page) = 'OBJECT')
  ),
  comments as (
    select value, place, case when json_type(item, '$.snippet.topLevelComment') = 'OBJECT' then json_extract(item, '$.snippet.topLevelComment') else item end as comment,
      json_extract_string(item, '$.snippet.totalReplyCount') as replies, json_extract_string(item, '$.snippet.videoId') as video, item
    from items
  ),
  placed as (
    select value, place, 0 as number, json_object('comment', comment, 'replies', replies, 'video', video) as json from comments
    union all
    select value, place, generate_subscripts(json_extract(item, '$.replies.comments[*]'), 1) as number,
      json_object('comment', unnest(json_extract(item, '$.replies.comments[*]')), 'replies', null, 'video', video) as json
    from comments
  )
  select value, row_number() over (partition by value order by place, number) as element, json
  from placed`;

export const youtubeApi: Format = {
  id: "youtube-api",
  label: "YouTube Data API comments",
  version: 2,
  vendor: "youtube-api",
  shape: "json",
  signature: [
    ["items[].snippet.topLevelComment.snippet.publishedAt"],
    ["items[].snippet.textOriginal", "items[].snippet.publishedAt"],
    ["items[].snippet.textDisplay", "items[].snippet.authorDisplayName"],
    ["snippet.topLevelComment.snippet.publishedAt", "snippet.videoId"],
    ["snippet.textDisplay", "snippet.authorDisplayName", "snippet.publishedAt"],
  ],
  columns: {
    platform: "=youtube",
    source_type: "=comment",
    native_id: "comment.id",
    url: (col) =>
      `'https://www.youtube.com/watch?v=' || coalesce(${col("comment.snippet.videoId")}, ${col("video")}) || '&lc=' || ${col("comment.id")}`,
    published_at: "comment.snippet.publishedAt",
    author_id: "comment.snippet.authorChannelId.value",
    author_name: "comment.snippet.authorDisplayName",
    kind: "=reply if comment.snippet.parentId | =original",
    original_native_id: "comment.snippet.parentId",
    thread_id: "comment.snippet.parentId | comment.id",
    text: (col) =>
      `coalesce(${col("comment.snippet.textOriginal")}, ${htmlTextSql(col("comment.snippet.textDisplay"))})`,
    likes: "comment.snippet.likeCount",
    comments: "replies",
  },
  times: ["iso"],
  zone: "UTC",
  prepare: { select: PREPARE, elements: { lists: ["items"], within: ["replies.comments"] } },
};

/** The id is an object in `search.list` and the list's own in `playlistItems.list`. */
const VIDEO = (col: (name: string) => string) =>
  `coalesce(${col("id.videoId")}, ${col("snippet.resourceId.videoId")}, ${col("id")})`;

/** Videos as the API lists them (`videos.list`, `search.list`, `playlistItems.list`). */
export const youtubeApiVideos: Format = {
  id: "youtube-api-videos",
  label: "YouTube Data API videos",
  version: 2,
  vendor: "youtube-api",
  shape: "json",
  signature: [
    ["id", "snippet.publishedAt", "snippet.title", "snippet.channelTitle", "statistics.viewCount"],
    ["id.videoId", "snippet.publishedAt", "snippet.title", "snippet.channelTitle"],
    ["id", "snippet.publishedAt", "snippet.title", "snippet.channelTitle", "snippet.description"],
    ["snippet.resourceId.videoId", "snippet.publishedAt", "snippet.title", "snippet.channelTitle"],
  ],
  records: ["items"],
  columns: {
    platform: "=youtube",
    source_type: "=video",
    native_id: VIDEO,
    url: (col) => `'https://www.youtube.com/watch?v=' || ${VIDEO(col)}`,
    published_at: "contentDetails.videoPublishedAt | snippet.publishedAt",
    author_id: "snippet.videoOwnerChannelId | snippet.channelId",
    author_name: "snippet.videoOwnerChannelTitle | snippet.channelTitle",
    title: (col) =>
      `case when ${col("id.videoId")} is null then ${col("snippet.title")} else ${htmlTextSql(col("snippet.title"))} end`,
    text: "snippet.description",
    vendor_language: "snippet.defaultLanguage | snippet.defaultAudioLanguage",
    likes: "statistics.likeCount",
    comments: "statistics.commentCount",
    views: "statistics.viewCount",
  },
  rejects: [
    {
      reason: "a channel or playlist, no video",
      noPost: true,
      when: (col) => `coalesce(${col("id.channelId")}, ${col("id.playlistId")}) is not null`,
    },
  ],
  times: ["iso"],
  zone: "UTC",
};
