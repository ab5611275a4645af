import type { Format } from "../format.ts";

/** `text` is a string, or a list of strings and `{type, text}`. */
const text = (value: string) => `case when starts_with(${value}, '[') and json_valid(${value})
  then nullif(array_to_string(list_transform(json_extract(${value}, '$[*]'), lambda e: case json_type(e) when 'VARCHAR' then json_extract_string(e, '$') else json_extract_string(e, '$.text') end), ''), '')
  else ${value} end`;

/** All reactions together; exports before 2023 have none. */
const reactions = (value: string) => `case when starts_with(${value}, '[') and json_valid(${value})
  then list_sum(list_transform(json_extract(${value}, '$[*].count'), lambda e: try_cast(e as bigint)))::bigint::varchar end`;

const PREPARE = `
  with chats as (
    select value, 0 as place, page as chat from import_values where json_type(page, '$.messages') = 'ARRAY'
    union all
    select value, generate_subscripts(json_extract(page, '$.chats.list[*]'), 1) as place, unnest(json_extract(page, '$.chats.list[*]')) as chat from import_values
    union all
    select value, 1000000 + generate_subscripts(json_extract(page, '$.left_chats.list[*]'), 1) as place, unnest(json_extract(page, '$.left_chats.list[*]')) as chat from import_values
  ),
  lists as materialized (
    select value, place, json_object('id', json_extract(chat, '$.id'), 'name', json_extract(chat, '$.name'), 'type', json_extract(chat, '$.type')) as chat,
      json_extract(chat, '$.messages[*]') as list
    from chats
  ),
  messages as (
    select value, place, chat, unnest(list) as message, generate_subscripts(list, 1) as number from lists
  )
  select value, row_number() over (partition by value order by place, number) as element, json_object('chat', chat, 'message', message) as json
  from messages`;

const LISTS = ["messages", "chats.list[].messages", "left_chats.list[].messages"];

export const telegram: Format = {
  id: "telegram",
  label: "Telegram Desktop",
  version: 3,
  vendor: "telegram",
  shape: "json",
  signature: [
    ["messages[].date_unixtime", "messages[].type", "messages[].text"],
    ["messages[].date", "messages[].type", "messages[].from_id"],
    ["chats.list[].messages[].date", "chats.list[].messages[].type"],
  ],
  columns: {
    platform: "=telegram",
    native_id: (col) => `${col("chat.id")} || '/' || ${col("message.id")}`,
    url: (col) =>
      `case when ${col("chat.type")} like '%channel' or ${col("chat.type")} like '%supergroup' then 'https://t.me/c/' || ${col("chat.id")} || '/' || ${col("message.id")} end`,
    published_at: "message.date_unixtime | message.date",
    author_id: "message.from_id",
    author_name: (col) =>
      `coalesce(${col("message.from")}, case when starts_with(${col("message.from_id")}, 'channel') then ${col("chat.name")} end)`,
    kind: "=repost if message.forwarded_from | =repost if message.forwarded_from_id | =reply if message.reply_to_message_id | =original",
    original_native_id: (col) =>
      `case when coalesce(${col("message.forwarded_from")}, ${col("message.forwarded_from_id")}) is null then ${col("chat.id")} || '/' || ${col("message.reply_to_message_id")} end`,
    original_author: "message.forwarded_from",
    thread_id: "chat.id",
    text: (col) => `coalesce(${text(col("message.text"))}, ${col("message.poll.question")})`,
    likes: (col) => reactions(col("message.reactions")),
  },
  rejects: [
    {
      reason: "a service message, no post",
      noPost: true,
      when: (col) => `${col("message.type")} = 'service'`,
    },
  ],
  times: ["epoch", "iso"],
  prepare: { select: PREPARE, elements: { lists: LISTS, within: [] } },
  note: "Likes are all reactions together, in newer exports; views are not in the export. Message ids are unique within a chat only.",
};
