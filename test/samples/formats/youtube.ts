import { utcText } from "../calendar.ts";
import { utf8 } from "../delimited.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

const COLUMNS =
  "id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,isReplyToName";

/** YouTube Data Tools, comments: quotes are escaped with a backslash; one row has too few columns. */
export function writeYoutube(rows: Post[]): Written {
  const lines = rows.map((post) =>
    [
      post.id,
      String(post.replies),
      String(post.likes),
      utcText(post.at),
      post.author.name,
      post.text,
      post.author.id,
      `http://www.youtube.com/channel/${post.author.id}`,
      post.kind === "reply" ? "1" : "",
      post.kind === "reply" ? post.of!.id : "",
      post.kind === "reply" ? post.of!.author.name : "",
    ]
      .map(field)
      .join(","),
  );
  lines.splice(110, 0, '"deleted",0');
  return { bytes: utf8(`${COLUMNS}\n${lines.join("\n")}\n`), rejected: { "too few columns": 1 } };
}

const field = (text: string) => (/[",\s\\]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text);
