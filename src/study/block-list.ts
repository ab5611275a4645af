import type { Exclusions } from "./study.ts";

/**
 * Entries of a block list: one a line, `author:name`, `site:domain`, anything else is a word or phrase.
 * `#` followed by a space, or a `#` alone, starts a comment; `#word` is a hashtag.
 */
export function readBlockList(text: string): Exclusions {
  const list: Exclusions = { words: [], authors: [], sites: [] };
  for (const raw of text
    .replace(/^\uFEFF/, "")
    .replaceAll("\0", "")
    .split(/\r?\n/)) {
    const entry = raw.replace(/(^|\s)#(\s.*)?$/, "").trim();
    if (entry === "") continue;
    const field = /^(author|site):\s*(.+)$/i.exec(entry);
    if (field?.[1]?.toLowerCase() === "author") list.authors.push(field[2]!.replace(/^@/, ""));
    else if (field) list.sites.push(field[2]!);
    else list.words.push(entry);
  }
  return list;
}
