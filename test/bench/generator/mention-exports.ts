import { createReadStream, createWriteStream, mkdirSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { literal, Warehouse } from "../../../src/warehouse/index.ts";
import { BRANDS, VOCABULARY } from "./vocabulary.ts";

export interface ExportRequest {
  /** Mentions to write; duplicates and reposts are among them. */
  rows: number;
  /** Folder that becomes the workspace: `data/exports/*` and `pipelines/study.yaml`. */
  folder: string;
  seed?: number;
  /** `csv`: one Brandwatch-shaped CSV of 40 columns; `mixed`: a CSV, an NDJSON and a mapped CSV. */
  shape?: "csv" | "mixed";
  /** First row number, so that a further export holds other mentions. */
  from?: number;
  /** Only of the last so many days; default: of the whole year. */
  lastDays?: number;
}

/** Share of rows that repost an earlier one, and how steeply popularity falls. */
const REPOSTS = 0.35;
const POPULARITY = 4;

/** 0 ≤ u < 1, a function of row, purpose and seed only. */
function uniform(row: string, purpose: number, seed: number): string {
  return `((hash(${row}, ${purpose}, ${seed}) >> 11)::double / 9007199254740992.0)`;
}

async function prepareVocabulary(warehouse: Warehouse): Promise<void> {
  let from = 0;
  const rows = VOCABULARY.map(({ language, share, words }) => {
    const row = `(${literal(language)}, ${from}, ${from + share}, ${literal(words)})`;
    from += share;
    return row;
  });
  await warehouse.run(`create table vocabulary as
    select language, low, high, string_split(words, ' ') as words
    from (values ${rows.join(", ")}) as t(language, low, high, words)`);
}

function brandOf(u: string): string {
  let edge = 0;
  const cases = BRANDS.map(({ name, share }) => {
    edge += share;
    return `when ${u} < ${edge} then ${literal(name)}`;
  });
  return `case ${cases.join(" ")} else 'the shop' end`;
}

/**
 * One row per mention: number, text, author, time and counts, with lengths (log-normal, median 14 words),
 * repost popularity and author activity (Zipf-like) as social exports have them.
 */
function mentionsSql(rows: number, from: number, seed: number, days: number): string {
  const u = (purpose: number, row = "source") => uniform(row, purpose, seed);
  return `
    with numbered as (
      select
        n::bigint as n,
        n > 100 and ${uniform("n", 1, seed)} < ${REPOSTS} as is_repost,
        case when n > 100 and ${uniform("n", 1, seed)} < ${REPOSTS}
          then floor(n * pow(${uniform("n", 2, seed)}, ${POPULARITY}))::bigint else n end as source
      from range(${from}, ${from + rows}) as r(n)
    ),
    shaped as (
      select *, ${u(3)} as language_u, ${brandOf(u(4))} as brand,
        least(70, greatest(3, round(exp(2.65 + 0.55 * sqrt(-2 * ln(1 - ${u(5)})) * cos(2 * pi() * ${u(6)})))))::int as length
      from numbered
    )
    select
      s.n, s.is_repost, s.source, v.language, s.brand,
      (case when s.is_repost then 'RT @user' || floor(20000 * pow(${u(9)}, 3))::bigint || ': ' else '' end)
        || s.brand || ' '
        || array_to_string(list_transform(range(s.length),
            lambda i: v.words[1 + floor(len(v.words) * pow((hash(s.source, i, ${seed}) >> 11)::double / 9007199254740992.0, 1.6))::int]), ' ')
        || case when ${u(7)} < 0.15 then ' 😡' when ${u(7)} < 0.35 then ' ❤️' when ${u(7)} < 0.5 then ' #' || lower(s.brand[:4]) || (s.source % 50) else '' end
        || case when ${u(8)} < 0.25 then ' https://t.co/' || lower(to_base(s.source % 2000000000, 36)) else '' end as text,
      floor(${Math.max(50, Math.round(rows / 4))} * pow(${uniform("s.n", 10, seed)}, 3))::bigint as author,
      timestamp '2026-07-01' - to_seconds(${days * 86400}) + to_seconds(((s.n * 2654435761) % ${days * 86400})::bigint) as published_at,
      case when s.is_repost then null else floor(30 * pow(${uniform("s.n", 11, seed)}, 6))::int end as likes,
      floor(8 * pow(${uniform("s.n", 12, seed)}, 6))::int as replies
    from shaped s
    join vocabulary v on s.language_u >= v.low and s.language_u < v.high`;
}

const EMPTY = [
  "Continent Code",
  "Continent",
  "City Code",
  "Assignment",
  "Category Details",
  "Checked",
  "Display URLs",
  "Gender",
  "Interest",
  "Location Name",
  "Media URLs",
  "Priority",
  "Professions",
  "Short URLs",
  "Starred",
  "Status",
];

/** Forty columns of a Brandwatch export; an X status id holds the time, as real ones do. */
function brandwatchSelect(): string {
  const id = "((epoch_ms(published_at) - 1288834974657)::hugeint * 4194304 + n % 4194304)::varchar";
  return `
    select
      '1998880001' as "Query Id", 'Benchmark query' as "Query Name",
      strftime(published_at, '%Y-%m-%d %H:%M:%S') || '.0' as "Date",
      text as "Title",
      'https://x.com/user' || author || '/status/' || ${id} as "Url",
      'x.com' as "Domain", 'neutral' as "Sentiment", 'twitter' as "Page Type", language as "Language",
      'USA' as "Country Code", 'United States' as "Country",
      strftime(published_at + interval 20 minute, '%Y-%m-%dT%H:%M:%S.000+0000') as "Added",
      'user' || author as "Author", text as "Full Text", 'Person number ' || author as "Full Name",
      'https://x.com/user' || author || '/status/' || ${id} as "Expanded URLs",
      'https://x.com/user' || source || '/status/' || source as "Original Url",
      ${id} as "Resource Id", author::varchar as "X Author ID", (author % 9000)::varchar as "X Followers",
      coalesce(likes, 0)::varchar as "X Likes", replies::varchar as "X Replies", '0' as "X Reposts",
      case when is_repost then 'https://x.com/user/status/' || source else '' end as "X Repost of",
      ${EMPTY.map((name) => `repeat('-', 6) as "${name}"`).join(", ")}
    from mentions`;
}

async function writeBrandwatch(warehouse: Warehouse, path: string, where: string): Promise<void> {
  const body = `${path}.body`;
  await warehouse.run(
    `copy (${brandwatchSelect()} where ${where}) to ${literal(body)} (format csv, header true, force_quote *)`,
  );
  const preamble =
    '\ufeff"Report:","Bulk Mentions Download"\n"Brand:","Benchmark"\n"From:","Tue Jul 01 00:00:00 UTC 2025"\n"To:","Wed Jul 01 00:00:00 UTC 2026"\n"Label:",""\n\n';
  writeFileSync(path, preamble);
  await pipeline(createReadStream(body), createWriteStream(path, { flags: "a" }));
  await rm(body);
}

async function writeReddit(warehouse: Warehouse, path: string, where: string): Promise<void> {
  await warehouse.run(`copy (
    select lower(to_base(n + 60466176, 36)) as id, 't3_' || lower(to_base(source + 60466176, 36)) as link_id,
      't3_' || lower(to_base(source + 60466176, 36)) as parent_id, 'user' || author as author,
      't2_' || lower(to_base(author, 36)) as author_fullname, epoch(published_at)::bigint as created_utc,
      'r' || (source % 200) as subreddit, text as body, likes as score,
      '/r/r' || (source % 200) || '/comments/x/y/' || lower(to_base(n + 60466176, 36)) || '/' as permalink
    from mentions where ${where}) to ${literal(path)} (format json)`);
}

async function writeMapped(warehouse: Warehouse, path: string, where: string): Promise<void> {
  await warehouse.run(`copy (
    select n as post_id, published_at as posted, 'user' || author as username, text as content, likes, replies as comments
    from mentions where ${where}) to ${literal(path)} (format csv, header true)`);
}

function studyYaml(shape: "csv" | "mixed"): string {
  const topics = BRANDS.map(
    ({ id, name }, index) =>
      `  - id: ${id}\n    label: ${name}\n    role: ${index === 0 ? "own" : "competitor"}\n    query: ${name}\n`,
  ).join("");
  const sources =
    shape === "mixed"
      ? "sources:\n  - match: forum*.csv\n    platform: forum\n    mapping:\n      native_id: post_id\n      published_at: posted\n      author_name: username\n      text: content\n      likes: likes\n      comments: comments\n"
      : "";
  return `title: Benchmark\ntime_zone: Europe/Amsterdam\nperiod:\n  every: week\ntopics:\n${topics}${sources}`;
}

/** Write a benchmark workspace. @returns paths and bytes of the export files */
export async function makeMentionExports(request: ExportRequest): Promise<{ path: string; bytes: number }[]> {
  const { rows, folder, seed = 1, shape = "csv", from = 0, lastDays = 365 } = request;
  const exportsFolder = join(folder, "data", "exports");
  mkdirSync(exportsFolder, { recursive: true });
  mkdirSync(join(folder, "pipelines"), { recursive: true });
  writeFileSync(join(folder, "pipelines", "study.yaml"), studyYaml(shape));
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const name = from === 0 ? "" : `-from-${from}`;
  const files: string[] = [];
  try {
    await prepareVocabulary(warehouse);
    await warehouse.run(`create view mentions as ${mentionsSql(rows, from, seed, lastDays)}`);
    const brandwatch = join(exportsFolder, `brandwatch${name}.csv`);
    files.push(brandwatch);
    if (shape === "csv") await writeBrandwatch(warehouse, brandwatch, "true");
    else {
      await writeBrandwatch(warehouse, brandwatch, "n % 4 < 2");
      files.push(join(exportsFolder, `reddit${name}.ndjson`), join(exportsFolder, `forum${name}.csv`));
      await writeReddit(warehouse, files[1] as string, "n % 4 = 2");
      await writeMapped(warehouse, files[2] as string, "n % 4 = 3");
    }
  } finally {
    warehouse.close();
  }
  return files.map((path) => ({ path, bytes: statSync(path).size }));
}
