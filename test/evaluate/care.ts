import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { wilsonInterval } from "../../src/statistics/index.ts";
import { literal } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, runStep } from "../models/small-study.ts";

/** One sentence: what a person says of it, and what the rules say. */
export interface Judged {
  /** The rules were written with `development` in sight, and without `held_out`. */
  list: "development" | "held_out";
  language: string;
  text: string;
  lead: boolean;
  problem: boolean;
  said_lead: boolean | null;
  said_problem: boolean | null;
}

const SENTENCES = "test/steps/care-sentences.csv";

const INVENTED = `select list, language, text, kind = 'lead' as lead, kind = 'problem' as problem
  from read_csv('${SENTENCES}', header = true, quote = '"', escape = '"')`;

const AIRLINES = fileURLToPath(
  new URL("../../../shared/data/mentions/airline_tweets_2015.csv", import.meta.url),
);

/**
 * Tweets to airlines: the problem is that people found a reason for the negative one. Half of them (by id) was in sight of whoever
 * wrote the rules, half was not. Negative ones without a reason are left out.
 */
const TWEETS = `select if(tweet_id::ubigint // 1000 % 2 = 0, 'development', 'held_out') as list, 'en' as language, text,
    null::boolean as lead, any_value(airline_sentiment = 'negative') as problem
  from read_csv(${literal(AIRLINES)}, header = true, all_varchar = true)
  where airline_sentiment is not null and (airline_sentiment <> 'negative' or negativereason <> 'Can''t Tell')
  group by all`;

/** What the rules say of sentences, the invented ones or those of another select, next to what a person said of them. */
export async function judgeSentences(sentences = INVENTED): Promise<Judged[]> {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: [] });
  await warehouse.run(`
    create table sentences as ${sentences};
    insert into mentions by name
      select 'm' || row_number() over (order by text) as mention_id, 'x' as platform, timestamp '2026-05-04 12:00:00' as published_at,
        date '2026-05-04' as published_on, 'ok' as date_quality, 'original' as kind, text,
        md5_number_lower(text)::ubigint as text_hash, language as vendor_language
      from sentences;
    insert into mention_topics select mention_id, 'a', 'own', 1 from mentions;
    insert into mention_language select mention_id, vendor_language, 1 from mentions;
    insert into coverage_daily by name select 'x' as source, 'x' as platform, date '2026-05-04' as date, 1 as mentions,
      false as partial, false as gap;
    create table care_rules as
      select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)`);
  await build(warehouse, ...BASE);
  await runStep(warehouse, "text_care");
  const rows = await warehouse.rows<Judged>(`
    select sentences.*, text_care.lead as said_lead, text_care.problem as said_problem
    from sentences inner join texts using (text) inner join text_care using (text_hash)
    order by language, text`);
  warehouse.close();
  return rows;
}

/** Sentences that a rule found, how many of them rightly, and how many there were to find. */
export function careHits(rows: readonly Judged[], signal: "lead" | "problem") {
  const said = rows.filter((row) => row[`said_${signal}`] === true);
  return {
    said: said.length,
    right: said.filter((row) => row[signal]).length,
    wanted: rows.filter((row) => row[signal]).length,
  };
}

const percent = (part: number, whole: number) =>
  whole === 0 ? "–" : `${Math.round((100 * part) / whole)} %`.padStart(5);

function bounds(part: number, whole: number): string {
  if (whole === 0) return "";
  const { low, high } = wilsonInterval(part / whole, whole);
  return `${Math.round(100 * low)}–${Math.round(100 * high)}`;
}

/**
 * `care [-v]`: precision and recall of the rules for leads and problems on invented sentences, those that the rules were written
 * without and those that they were written with; then problems in real tweets to airlines. `-v` lists the mistakes.
 */
export async function main(args: string[]): Promise<void> {
  const rows = await judgeSentences();
  const languages = [...new Set(rows.map((row) => row.language))];
  console.log(
    `care: ${rows.length} invented sentences in ${languages.length} languages; 95 % intervals (Wilson)`,
  );
  for (const list of ["held_out", "development"] as const) {
    console.log(`${list.padEnd(12)} signal    precision                 recall`);
    for (const language of [...languages, "all"]) {
      const own = rows.filter(
        (row) => row.list === list && (language === "all" || row.language === language),
      );
      for (const signal of ["lead", "problem"] as const) {
        report(language, signal, own, args.includes("-v") && language !== "all");
      }
    }
  }
  await reportTweets();
}

async function reportTweets(): Promise<void> {
  if (!existsSync(AIRLINES)) return console.log("tweets to airlines: skipped, no such data");
  const tweets = await judgeSentences(TWEETS);
  console.log(`${tweets.length} real tweets to airlines, negative ones with a reason against the others`);
  for (const list of ["held_out", "development"] as const)
    report(
      list,
      "problem",
      tweets.filter((row) => row.list === list),
      false,
    );
}

function report(
  language: string,
  signal: "lead" | "problem",
  rows: readonly Judged[],
  mistakes: boolean,
): void {
  const { said, right, wanted } = careHits(rows, signal);
  const cells = [
    language.padEnd(12),
    signal.padEnd(9),
    `${percent(right, said)} of ${said}`.padEnd(13),
    bounds(right, said).padEnd(11),
    `${percent(right, wanted)} of ${wanted}`.padEnd(13),
    bounds(right, wanted),
  ];
  console.log(cells.join(" "));
  for (const row of mistakes ? rows : []) {
    if (row[`said_${signal}`] !== row[signal])
      console.log(`    ${row[signal] ? "missed" : "wrong "} ${row.text}`);
  }
}
