import { expect, test } from "vitest";
import { imported } from "./import-folder.ts";

type Post = Record<string, unknown>;

const at = (n: number) => new Date(1_772_359_200_000 + n * 60_000).toISOString();

const message = (n: number): Post => ({
  id: n,
  type: "message",
  date: at(n).slice(0, 19),
  date_unixtime: String(1_772_359_200 + n * 60),
  from: "Anna",
  from_id: "user1",
  text: [`text ${n} of the chat, "quoted" `, { type: "bold", text: "and [bold], {so}" }],
  text_entities: [
    { type: "plain", text: `text ${n}` },
    { type: "bold", text: "and [bold], {so}" },
  ],
});
const tweet = (n: number): Post => ({
  id: String(1_500_000_000_000_000_000n + BigInt(n)),
  text: `text ${n} of X`,
  author_id: String(n),
  created_at: at(n),
  lang: "en",
  public_metrics: { like_count: n, reply_count: 0, retweet_count: 0, quote_count: 0 },
  referenced_tweets: [{ type: "replied_to", id: String(1_400_000_000_000_000_000n + BigInt(n)) }],
});
const comment = (n: number): Post => ({
  kind: "t1",
  data: {
    id: `c${n.toString(36)}`,
    name: `t1_c${n.toString(36)}`,
    author: `user${n}`,
    body: `text ${n} on Reddit`,
    created_utc: 1_772_359_200 + n,
    subreddit: "test",
    score: n,
    permalink: `/r/test/comments/a/b/c${n.toString(36)}/`,
    link_id: "t3_a",
    parent_id: "t3_a",
    replies: "",
  },
});
const thread = (n: number): Post => ({
  kind: "youtube#commentThread",
  etag: `e${n}`,
  id: `thread${n}`,
  snippet: {
    videoId: "v",
    topLevelComment: {
      kind: "youtube#comment",
      etag: `f${n}`,
      id: `thread${n}`,
      snippet: {
        videoId: "v",
        textDisplay: `text ${n} on YouTube`,
        textOriginal: `text ${n} on YouTube`,
        authorDisplayName: "@anna",
        authorChannelId: { value: "UC1" },
        likeCount: n,
        publishedAt: at(n),
        updatedAt: at(n),
      },
    },
    totalReplyCount: 0,
  },
});

const DOCUMENTS: Record<string, { row: (n: number) => Post; document: (rows: Post[]) => unknown }> = {
  telegram: {
    row: message,
    document: (messages) => ({ name: "a chat", type: "public_channel", id: 7, messages }),
  },
  "x-v2": {
    row: tweet,
    document: (data) => ({
      data,
      includes: {
        users: data.map((_, n) => ({ id: String(n), username: `user${n}`, name: "N" })),
        tweets: [tweet(99_999)],
      },
      meta: { result_count: data.length },
    }),
  },
  reddit: {
    row: comment,
    document: (children) => ({
      kind: "Listing",
      data: { after: null, dist: children.length, children, before: null },
    }),
  },
  youtube: {
    row: thread,
    document: (items) => ({
      kind: "youtube#commentThreadListResponse",
      etag: "e",
      pageInfo: { totalResults: items.length },
      items,
    }),
  },
  "list of posts": { row: (n) => tweet(n), document: (rows) => rows },
};

/** Damages of the text of one row; the number of rows they cost is 1. */
const DAMAGES: Record<string, (row: string) => string> = {
  "a quote missing behind a text": (row) => row.replace(/(text \d+ (?:of X|on [A-Z]\w+)|"Anna)"/, "$1"),
  "a quote missing before a key": (row) => row.replace(/"(date|author_id|data|etag)"/, '$1"'),
  "the last bracket missing": (row) => row.replace(/\}$/, ""),
  "a bracket missing inside": (row) => row.replace(/\}(?=[^}]*\}$)|\](?=\s*\}$)/, ""),
  "a bracket too many": (row) => row.replace(/"(date|author_id|data|snippet)":/, '}"$1":'),
  "a comma missing": (row) => row.replace(/,(?=\s*"(date|author_id|data|snippet)")/, ""),
};

/** The text of a document with some of its rows damaged. */
function damagedText(
  name: string,
  count: number,
  hurt: (n: number) => string | null,
  indent: number,
): string {
  const { row, document } = DOCUMENTS[name] as (typeof DOCUMENTS)[string];
  let text = JSON.stringify(document(Array.from({ length: count }, (_, n) => row(n))), null, indent);
  let from = 0;
  for (let n = 0; n < count; n++) {
    const mark = text.indexOf(`text ${n} `, from);
    const damage = DAMAGES[hurt(n) ?? ""];
    if (!damage) continue;
    const { start, end } = around(text, JSON.stringify(row(n), null, indent), mark, indent);
    const whole = text.slice(start, end);
    const hurtRow = damage(whole);
    expect(hurtRow).not.toBe(whole);
    text = text.slice(0, start) + hurtRow + text.slice(end);
    from = start;
  }
  return text;
}

/** Where the row lies in which `mark` stands: it has the length of its text but for the deeper indentation. */
function around(text: string, row: string, mark: number, indent: number): { start: number; end: number } {
  const first = row.slice(0, row.indexOf('"', 2)).trimEnd();
  if (indent === 0) {
    const start = mark - row.indexOf("text ", row.indexOf(text.slice(mark, mark + 12)));
    expect(first.startsWith("{")).toBe(true);
    return { start, end: start + row.length };
  }
  const lines = row.split("\n").length;
  const before = row.slice(0, row.indexOf(text.slice(mark, mark + 8))).split("\n").length - 1;
  let start = text.lastIndexOf("\n", mark);
  for (let i = 0; i < before; i++) start = text.lastIndexOf("\n", start - 1);
  let end = start;
  for (let i = 0; i < lines; i++) {
    const next = text.indexOf("\n", end + 1);
    end = next < 0 ? text.length : next;
  }
  const body = text.slice(start, end).replace(/,$/, "");
  const open = start + body.search(/\S/);
  return { start: open, end: start + body.length };
}

interface Found {
  texts: string[];
  ledger: Record<string, number>;
  rejected: { line: number; reason: string; raw: string }[];
}

async function read(text: string): Promise<Found> {
  return imported({ "a.json": text }, async (folder, { warnings }) => {
    const [ledger] = await folder.rows<Record<string, number>>("select * from import_ledger");
    expect(ledger, JSON.stringify(warnings)).toBeDefined();
    const all = ledger as Record<string, number>;
    expect(all["rows_read"]).toBe((all["mentions"] ?? 0) + (all["duplicates"] ?? 0) + (all["rejected"] ?? 0));
    const texts = await folder.rows<{ text: string }>(
      "select text from mentions order by published_at, text",
    );
    return {
      texts: texts.map(({ text }) => text),
      ledger: all,
      rejected: await folder.rows("select line, reason, raw from rejected_rows order by line"),
    };
  });
}

const cases = Object.keys(DOCUMENTS).flatMap((name) => [0, 1].map((indent) => [name, indent] as const));

test.each(cases)("%s, indented by %i: only the damaged rows are lost", async (name, indent) => {
  const kinds = Object.keys(DAMAGES);
  const hurt = new Map([0, 3, 11, 12, 20, 24, 26, 27].map((n, index) => [n, kinds[index % kinds.length]]));
  const text = damagedText(name, 30, (n) => hurt.get(n) ?? null, indent);
  expect(() => JSON.parse(text)).toThrow();
  const { texts, rejected } = await read(text);
  const numbers = texts.map((each) => Number(/text (\d+)/.exec(each)?.[1]));
  expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n).filter((n) => !hurt.has(n)));
  expect(rejected).toHaveLength(hurt.size);
  for (const [index, n] of [...hurt.keys()].entries()) {
    expect(rejected[index]?.raw).toMatch(new RegExp(`text ${n}\\b`));
    expect(rejected[index]?.reason).toBe("not valid JSON");
    const line = text.slice(0, text.indexOf(`text ${n} `)).split("\n").length;
    expect(line - (rejected[index]?.line ?? 0)).toBeGreaterThanOrEqual(0);
    expect(line - (rejected[index]?.line ?? 0)).toBeLessThan(20);
  }
});

test.each(["[1]", "null", "5", "# a comment", "// a comment", '{"id": "torn off,', "", "\uFEFF"])(
  "lines of JSON behind a first line that is no object: %j",
  async (first) => {
    const lines = [first, "", ...[1, 2, 3].map((n) => JSON.stringify(tweet(n)))];
    const { texts, ledger } = await read(`${lines.join("\n")}\n`);
    expect(texts).toEqual([1, 2, 3].map((n) => `text ${n} of X`));
    expect(ledger["rejected"]).toBe(first.trim() === "" ? 0 : 1);
  },
);

test.each(Object.keys(DOCUMENTS))("%s that is cut off keeps all whole rows before the cut", async (name) => {
  for (const indent of [0, 2]) {
    const text = damagedText(name, 30, () => null, indent);
    const { texts, rejected } = await read(text.slice(0, text.indexOf("text 20 ") + 6));
    expect(texts).toHaveLength(20);
    expect(rejected).toHaveLength(1);
  }
});

test("20,000 messages, 200 of them damaged, are read in seconds", async () => {
  const kinds = Object.keys(DAMAGES);
  for (const indent of [0, 1]) {
    const rows = Array.from({ length: 20_000 }, (_, n) => {
      const row = JSON.stringify(message(n), null, indent);
      return n % 100 === 50
        ? (DAMAGES[kinds[((n / 100) % kinds.length) | 0] ?? ""] as (row: string) => string)(row)
        : row;
    });
    const text = `{"name": "a chat", "type": "public_channel", "id": 7, "messages": [${indent ? "\n" : ""}${rows.join(indent ? ",\n" : ",")}${indent ? "\n" : ""}]}`;
    const begin = performance.now();
    const { ledger } = await read(text);
    expect([ledger["mentions"], ledger["rejected"]]).toEqual([19_800, 200]);
    expect(performance.now() - begin).toBeLessThan(20_000);
  }
}, 60_000);

test("rows that lost all brackets behind their lists do not swallow those behind them", async () => {
  const rows = Array.from({ length: 2000 }, (_, n) => {
    const row = JSON.stringify(message(n));
    return n % 100 === 50 ? row.slice(0, -2) : row;
  });
  const { ledger } = await read(
    `{"name": "a", "type": "public_channel", "id": 7, "messages": [${rows.join(",")}]}`,
  );
  expect([ledger["mentions"], ledger["rejected"]]).toEqual([1980, 20]);
});
