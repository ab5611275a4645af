import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Random, seededRandom } from "../../src/statistics/index.ts";
import { literal, type Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy } from "../models/small-study.ts";

const TWEETS = fileURLToPath(
  new URL("../../../shared/data/mentions/airline_tweets_2015.csv", import.meta.url),
);
const TABLES = [
  ...[...BASE, "term_documents", "text_term_lists", "term_words", "text_terms", "term_counts"],
  ...["human_labels", "label_majority", "cooccurring_terms", "themes"],
];
const RUNS = 5;

interface Theme {
  period: string;
  topic: string;
  theme: string;
  terms: string[];
  texts: number;
}

/** Themes of the tweets at six airlines, those left out whose number `leave` says. */
async function themesWithout(leave: (row: number) => boolean, rows: number): Promise<Theme[]> {
  const airlines = ["American", "Delta", "Southwest", "US Airways", "United", "Virgin America"];
  const warehouse = await openSmallStudy({
    topics: airlines.map((topic) => ({ topic, query: topic })),
    mentions: [],
  });
  const left = Array.from({ length: rows }, (_, row) => row).filter((row) => !leave(row));
  await fill(warehouse, left);
  await build(warehouse, ...TABLES);
  const themes = await warehouse.rows<Theme>(
    "select period, topic, theme, terms, texts from themes order by all",
  );
  warehouse.close();
  return themes;
}

async function fill(warehouse: Warehouse, rows: readonly number[]): Promise<void> {
  await warehouse.run(`
    create or replace table stop_words as
      select * from read_csv('data/seeds/stop_words.csv', header = true, all_varchar = true);
    create table tweets as
      select row_number() over () - 1 as number, tweet_created[:19]::timestamp as posted_at, airline, name, text, airline_sentiment as label
      from read_csv(${literal(TWEETS)}, all_varchar = true, quote = '"', escape = '"');
    delete from tweets where number not in (select unnest(${JSON.stringify(rows)}));
    insert into mentions by name
      select number::varchar as mention_id, 'x' as platform, posted_at as published_at, posted_at::date as published_on, 'ok' as date_quality,
        name as author_id, name as author_name, 'original' as kind, text, md5_number_lower(text)::ubigint as text_hash
      from tweets;
    insert into mention_topics select number::varchar, airline, 'competitor', 1 from tweets;
    insert into mention_language select number::varchar, 'en', 1 from tweets;
    insert into mention_sentiment select number::varchar, label, null, null, null, 'person' from tweets;
    insert into coverage_daily by name select distinct 'x' as source, 'x' as platform, posted_at::date as date, 1 as mentions,
      false as partial, false as gap from tweets`);
}

const cellOf = ({ period, topic }: Theme) => `${period} ${topic}`;

function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((term) => b.includes(term)).length;
  return both / (a.length + b.length - both);
}

/** Adjusted Rand index (Hubert and Arabie 1985) of the terms that both have in a theme, over all periods and topics. */
function adjustedRand(before: readonly Theme[], now: readonly Theme[]): number {
  const groupOf = (themes: readonly Theme[]) =>
    new Map(themes.flatMap((theme, at) => theme.terms.map((term) => [`${cellOf(theme)} ${term}`, at])));
  const [first, second] = [groupOf(before), groupOf(now)];
  const [rows, columns, cells] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  let n = 0;
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [term, a] of first) {
    const b = second.get(term);
    if (b === undefined) continue;
    n += 1;
    add(rows, String(a));
    add(columns, String(b));
    add(cells, `${a} ${b}`);
  }
  const pairs = (counts: Map<string, number>) =>
    [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const expected = (pairs(rows) * pairs(columns)) / ((n * (n - 1)) / 2);
  return (pairs(cells) - expected) / ((pairs(rows) + pairs(columns)) / 2 - expected);
}

/** How much of the themes is there again: mean over themes, by their texts, of the best overlap in terms; same name. */
function matched(before: readonly Theme[], now: readonly Theme[]) {
  let [overlap, named, texts, strong] = [0, 0, 0, 0];
  for (const theme of before) {
    const others = now.filter((other) => cellOf(other) === cellOf(theme));
    const best = Math.max(0, ...others.map((other) => jaccard(theme.terms, other.terms)));
    overlap += best * theme.texts;
    if (best >= 0.5) strong += theme.texts;
    if (others.some((other) => other.theme === theme.theme)) named += theme.texts;
    texts += theme.texts;
  }
  return { overlap: overlap / texts, named: named / texts, strong: strong / texts };
}

/** Rows of the study, each left out with this chance. */
const dropped = (random: Random, share: number, rows: number) => {
  const out = Array.from({ length: rows }, () => random.uniform() < share);
  return (row: number) => out[row]!;
};

/**
 * Stability of themes on the tweets at six airlines (2015): `themes`. The same data again, and with a twentieth and a fifth of the tweets
 * left out at random.
 */
export async function main(): Promise<void> {
  if (!existsSync(TWEETS)) {
    console.log("themes: skipped, the airline tweets are not there");
    return;
  }
  const seed = 20260716;
  const random = seededRandom(seed);
  const rows = 14_640;
  const whole = await themesWithout(() => false, rows);
  const again = await themesWithout(() => false, rows);
  const same = JSON.stringify(whole) === JSON.stringify(again);
  console.log(
    `themes: ${whole.length} themes; the same data again: ${same ? "the same" : "DIFFERENT"}; seed ${seed}`,
  );
  console.log("left out          adjusted Rand   overlap (Jaccard)   half or more again   same name");
  for (const share of [0.05, 0.2]) {
    const sum = { rand: 0, overlap: 0, strong: 0, named: 0 };
    for (let run = 0; run < RUNS; run++) {
      const less = await themesWithout(dropped(random, share, rows), rows);
      const { overlap, strong, named } = matched(whole, less);
      sum.rand += adjustedRand(whole, less) / RUNS;
      sum.overlap += overlap / RUNS;
      sum.strong += strong / RUNS;
      sum.named += named / RUNS;
    }
    const cells = [sum.rand, sum.overlap, sum.strong, sum.named].map((value) => value.toFixed(2));
    console.log(
      `${`${100 * share} % of tweets`.padEnd(17)} ${cells[0]!.padEnd(15)} ${cells[1]!.padEnd(19)} ${cells[2]!.padEnd(20)} ${cells[3]}`,
    );
  }
}
