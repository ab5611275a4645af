import type { Format } from "../format.ts";

type Col = (name: string) => string;

const chatId = (col: Col) =>
  `coalesce(${col("peer_id.channel_id")}, ${col("peer_id.chat_id")}, ${col("peer_id.user_id")}, ${col("_chat.id")})`;
const chat = (col: Col) => `coalesce(${col("_chat.username")}, ${col("chat.username")}, ${chatId(col)})`;

/** Messages as Telegram's own API gives them to Telethon, and 4CAT's NDJSON of them. */
export const telegramApi: Format = {
  id: "telegram-api",
  label: "Telegram API (Telethon, 4CAT NDJSON)",
  version: 1,
  vendor: "telegram",
  shape: "json",
  signature: [
    ["id", "date", "message", "peer_id.channel_id"],
    ["id", "date", "message", "peer_id.chat_id"],
    ["id", "date", "message", "_chat.username"],
  ],
  records: ["messages"],
  columns: {
    platform: "=telegram",
    native_id: (col) => `${chat(col)} || '/' || ${col("id")}`,
    url: (col) =>
      `'https://t.me/' || coalesce(${col("_chat.username")}, ${col("chat.username")}, 'c/' || ${col("peer_id.channel_id")}) || '/' || ${col("id")}`,
    published_at: "date",
    author_id: (col) =>
      `coalesce(${col("from_id.user_id")}, ${col("from_id.channel_id")}, ${col("_sender.id")}, ${chatId(col)})`,
    author_name: "_sender.username | _sender.first_name | post_author | _chat.username | chat.username",
    kind: "=repost if fwd_from.date | =reply if reply_to.reply_to_msg_id | =reply if reply_to_msg_id | =original",
    original_native_id: (col) =>
      `case when ${col("fwd_from.date")} is null then ${chat(col)} || '/' || coalesce(${col("reply_to.reply_to_msg_id")}, ${col("reply_to_msg_id")}) end`,
    original_author: "fwd_from.from_name",
    thread_id: chat,
    text: "message",
    comments: "replies.replies",
    shares: "forwards",
    views: "views",
  },
  rejects: [
    {
      reason: "a service message, no post",
      noPost: true,
      when: (col) => `coalesce(${col("_type")}, ${col("_")}) = 'MessageService'`,
    },
  ],
  times: ["epoch", "iso"],
  zone: "UTC",
};
