import { two, wallClock } from "../calendar.ts";
import { utf8 } from "../delimited.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

/** Telegram Desktop's result.json of one group: text as a string or in pieces, service messages in between. */
export function writeTelegram(rows: Post[], zone: string): Written {
  const numbers = new Map(rows.map((post, index) => [post, 4_100 + index * 3] as const));
  const messages: object[] = rows.map((post) => message(post, numbers, zone));
  const services = [60, 170, 290].filter((place) => place < messages.length);
  for (const place of services)
    messages.splice(place, 0, service(rows[place - 1]!, numbers.get(rows[place - 1]!)! + 1, zone));
  const chat = { name: "Shopping & deals Europe", type: "public_supergroup", id: 1_874_420_915, messages };
  return { bytes: utf8(JSON.stringify(chat, null, 1)), rejected: { "service message": services.length } };
}

function moment(at: number, zone: string) {
  const wall = wallClock(at, zone);
  const clock = `${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`;
  return {
    date: `${wall.year}-${two(wall.month)}-${two(wall.day)}T${clock}`,
    date_unixtime: String(at / 1000),
  };
}

function message(post: Post, numbers: Map<Post, number>, zone: string) {
  const pieces = post.text.split(/(#[\p{L}\d_]+)/u).filter(Boolean);
  const hashtagged = pieces.length > 1;
  const entities = pieces.map((text) => ({ type: text.startsWith("#") ? "hashtag" : "plain", text }));
  return {
    id: numbers.get(post)!,
    type: "message",
    ...moment(post.at, zone),
    from: post.author.name,
    from_id: post.author.id,
    ...(post.of && numbers.has(post.of) ? { reply_to_message_id: numbers.get(post.of)! } : {}),
    text: hashtagged ? entities.map((piece) => (piece.type === "plain" ? piece.text : piece)) : post.text,
    text_entities: entities,
  };
}

function service(after: Post, id: number, zone: string) {
  return {
    id,
    type: "service",
    ...moment(after.at + 20_000, zone),
    actor: after.author.name,
    actor_id: after.author.id,
    action: "join_group_by_link",
    inviter: "Group",
    text: "",
    text_entities: [],
  };
}
