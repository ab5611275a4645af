import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { columnTypes, type StepDefinition } from "../../src/pipeline/step.ts";
import type { Study } from "../../src/study/study.ts";
import { EMOTIONS } from "../../src/text/index.ts";
import { literal, Warehouse, writeRows } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

/** A mention in a test, with everything that is not said filled in. */
export interface SmallMention {
  id: string;
  /** Local time `YYYY-MM-DD HH:MM:SS`; the study's zone is UTC. */
  at: string;
  topics: string[];
  author?: string;
  label?: "negative" | "neutral" | "positive" | "not_scored";
  kind?: "original" | "repost" | "quote" | "reply";
  text?: string;
  engagement?: number | null;
  platform?: string;
  language?: string;
  country?: string | null;
  followers?: number | null;
  original?: string | null;
  thread?: string | null;
}

export interface SmallTopic {
  topic: string;
  role?: string;
  category?: string;
  query?: string;
}

export interface SmallStudy {
  topics: SmallTopic[];
  mentions: SmallMention[];
  every?: "week" | "month" | "quarter";
  from?: string | null;
  to?: string | null;
  /** Days without rows inside coverage, and days cut short. */
  gaps?: string[];
  partial?: string[];
}

const MENTIONS = `mention_id varchar, vendor varchar, platform varchar, source_type varchar, native_id varchar,
  url varchar, published_at timestamp, published_on date, date_quality varchar, author_id varchar, author_name varchar,
  author_followers bigint, author_verified boolean, kind varchar, original_id varchar, thread_id varchar, title varchar,
  text varchar, text_hash ubigint, vendor_language varchar, vendor_sentiment varchar, country varchar, likes bigint,
  comments bigint, shares bigint, quotes bigint, "views" bigint, clicks bigint, seconds_on_page bigint, reach bigint,
  engagement bigint, file varchar, line bigint, copy_group ubigint`;

function mentionRow(one: SmallMention, line: number): string {
  const text = one.text ?? `text of ${one.id}`;
  const author = one.author ?? `author of ${one.id}`;
  const cells: Record<string, string> = {
    mention_id: literal(one.id),
    vendor: "'test'",
    platform: literal(one.platform ?? "x"),
    source_type: "'social'",
    published_at: `timestamp ${literal(one.at)}`,
    published_on: `date ${literal(one.at.slice(0, 10))}`,
    date_quality: "'ok'",
    author_id: literal(author),
    author_name: literal(author),
    author_followers: literal(one.followers ?? null),
    kind: literal(one.kind ?? "original"),
    original_id: literal(one.original ?? null),
    thread_id: literal(one.thread ?? null),
    text: literal(text),
    text_hash: `md5_number_lower(${literal(text)})::ubigint`,
    country: literal(one.country ?? null),
    engagement: literal(one.engagement ?? null),
    file: "'test.csv'",
    line: String(line),
    copy_group: `md5_number_lower(${literal(text)})::ubigint`,
  };
  const names = MENTIONS.split(",").map((column) => column.trim().split(" ")[0]!.replaceAll('"', ""));
  return `(${names.map((name) => cells[name] ?? "null").join(", ")})`;
}

async function fill(warehouse: Warehouse, table: string, rows: readonly string[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    await warehouse.run(`insert into ${table} values ${rows.slice(at, at + 500).join(", ")}`);
  }
}

/** The tables that import and the per-text steps would have made. */
export async function openSmallStudy(study: SmallStudy): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const { topics, mentions } = study;
  await warehouse.run(`
    create table study as select 'Test' as title, 'UTC' as time_zone, ${literal(study.every ?? "week")} as period_every,
      ${literal(study.from ?? null)}::date as period_from, ${literal(study.to ?? null)}::date as period_to,
      'internal' as profile, 'en' as language;
    create table topics (topic varchar, label varchar, role varchar, category varchar, parent varchar, query varchar, position integer);
    create table mentions (${MENTIONS});
    create table mention_topics (mention_id varchar, topic varchar, role varchar, weight double);
    create table mention_language (mention_id varchar, language varchar, confidence double);
    create table mention_topic_sentiment (text_hash ubigint, topic varchar, label varchar, p_negative double, p_neutral double, p_positive double);
    create table mention_emotion (mention_id varchar, ${EMOTIONS.map((emotion) => `p_${emotion} double`).join(", ")}, model varchar);
    create table mention_sentiment (mention_id varchar, label varchar, p_negative double, p_neutral double, p_positive double, model varchar);
    create table targets (topic varchar, metric varchar, at_least double, at_most double);
    create table campaigns (campaign varchar, label varchar, topic varchar, starts_on date, ends_on date);
    create table stop_words (language varchar, word varchar);
    insert into stop_words values ('en', 'the'), ('en', 'a'), ('en', 'is'), ('en', 'of'), ('und', 'rt'), ('nl', 'de');
    create table definitions as select * from read_csv('data/seeds/definitions.csv', header = true, sample_size = -1);`);
  const role = (topic: SmallTopic, at: number) => topic.role ?? (at === 0 ? "own" : "competitor");
  await fill(
    warehouse,
    "topics",
    topics.map((topic, at) => {
      const cells = [
        topic.topic,
        topic.topic,
        role(topic, at),
        topic.category ?? "main",
        null,
        topic.query ?? topic.topic,
      ];
      return `(${cells.map(literal).join(", ")}, ${at})`;
    }),
  );
  await fill(warehouse, "mentions", mentions.map(mentionRow));
  const panelled = new Set(
    topics.filter((t, at) => ["own", "competitor"].includes(role(t, at))).map((t) => t.topic),
  );
  const memberships = mentions.flatMap((one) => {
    const k = one.topics.filter((topic) => panelled.has(topic)).length;
    return one.topics.map((topic) => {
      const at = topics.findIndex((known) => known.topic === topic);
      return `(${literal(one.id)}, ${literal(topic)}, ${literal(role(topics[at]!, at))}, ${panelled.has(topic) ? 1 / k : 1})`;
    });
  });
  await fill(warehouse, "mention_topics", memberships);
  await fill(
    warehouse,
    "mention_language",
    mentions.map((m) => `(${literal(m.id)}, ${literal(m.language ?? "en")}, 1)`),
  );
  await fill(
    warehouse,
    "mention_sentiment",
    mentions.map((m) => `(${literal(m.id)}, ${literal(m.label ?? "neutral")}, null, null, null, 'test')`),
  );
  const list = (days: string[] = []) =>
    days.length ? days.map((d) => `date ${literal(d)}`).join(", ") : "null";
  await warehouse.run(`create table coverage_daily as
    with spans as (select vendor, platform, min(published_on) as first, max(published_on) as last from mentions group by all),
    spine as (select vendor, platform, unnest(generate_series(first, last, interval 1 day))::date as date from spans)
    select vendor || ' ' || platform as source, vendor, platform, date,
      (select count(*) from mentions where published_on = date and mentions.platform = spine.platform) as mentions,
      coalesce(date in (${list(study.partial)}), false) as partial, coalesce(date in (${list(study.gaps)}), false) as gap
    from spine`);
  return warehouse;
}

const MODELS = new Map(
  readdirSync("pipelines/models", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .map((path) => [path.replace(/^.*\//, "").replace(/\.sql$/, ""), join("pipelines/models", path)]),
);

/** Models that a model is made of and nothing else reads: they are made with it. */
const WITH: Readonly<Record<string, string>> = {
  term_documents: "period_documents",
  cooccurring_terms: "frequent_terms",
};

/** Make models and steps by name, in the order given. */
export async function build(warehouse: Warehouse, ...names: string[]): Promise<void> {
  for (const name of names) {
    const before = WITH[name];
    if (before !== undefined && !(await warehouse.exists(before))) await build(warehouse, before);
    const path = MODELS.get(name);
    if (path === undefined) await runStep(warehouse, name);
    else {
      const sql = readFileSync(path, "utf8");
      const kind = /^-- materialized: view$/m.test(sql) ? "view" : "table";
      await warehouse.run(`create ${kind} ${name} as ${sql}`);
    }
  }
}

/** Run one step as the pipeline does; `study` need only hold what its parameters read. Returns the step's notes. */
export async function runStep(
  warehouse: Warehouse,
  name: string,
  study: Partial<Study> = {},
): Promise<string[]> {
  const loaded = (await import(`../../pipelines/steps/${name}.ts`)) as { default: StepDefinition<unknown> };
  const step = loaded.default;
  const whole = { topics: [], targets: [], campaigns: [], ...study } as unknown as Study;
  const notes: string[] = [];
  await step.run({
    warehouse,
    study: whole,
    workspace: locateWorkspace("."),
    parameters: step.parameters?.(whole),
    rows: (sql) => warehouse.rows(sql),
    write: async (rows) => {
      await writeRows(warehouse, name, columnTypes(step as StepDefinition), rows);
    },
    input: (table) => table,
    part: false,
    writeSql: (select) => warehouse.run(`create or replace table ${name} as ${select}`),
    progress() {},
    note: (message) => void notes.push(message),
  });
  return notes;
}

/** What every analysis needs: days, periods, mentions by topic, authors by topic. */
export const BASE = [
  "texts",
  "calendar",
  "days",
  "periods",
  "topic_mentions",
  "author_counts",
  "author_topic",
];

/** What warnings compare a period with; after {@link BASE}. */
export const BASELINE = ["judged_periods", "usual_days", "usual_authors", "warning_baseline"];
