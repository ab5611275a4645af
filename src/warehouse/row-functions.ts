import { scoreSelect, storeScored } from "./score-chunks.ts";
import { scoreInWorkers } from "./score-in-workers.ts";
import { scoringCode } from "./scoring-code.ts";
import { identifier, literal } from "./sql-text.ts";
import { loadScorer, type ScorerKind } from "./text-scorers.ts";
import type { Warehouse } from "./warehouse.ts";

/** Texts to be scored, and where the results are kept. */
export interface ScoringJob {
  kind: ScorerKind;
  /** Path of the model file. */
  model: string;
  /** Select of `text_hash` (UBIGINT, distinct), `text`, `language`: everything that needs a result. */
  texts: string;
  /** Table in schema `cache`; made when missing: text_hash, model, language (as scored), results. */
  cache: string;
  /** Texts done and in all. */
  progress?: (done: number, total: number) => void;
}

/** Below this, starting workers costs more than they save. */
const WORKERS_FROM = 30_000;

/**
 * Score the texts that have no result of this model version yet and keep the results in `cache.<cache>`, by
 * text and model version (and, for models that are told the language, by language): a second call scores nothing.
 * @returns texts scored now, the model's version, and `key`, by which column `model` of the cache names model and code
 */
export async function scoreNewTexts(
  warehouse: Warehouse,
  job: ScoringJob,
): Promise<{ scored: number; version: string; key: string }> {
  const scorer = loadScorer(job.kind, job.model);
  const key = `${scorer.version}/${scoringCode()}`;
  const table = `cache.${identifier(job.cache)}`;
  const columns = Object.entries(scorer.columns).map(([name, type]) => `${identifier(name)} ${type}`);
  await warehouse.run("create schema if not exists cache");
  await warehouse.run(
    `create table if not exists ${table} (text_hash UBIGINT, model VARCHAR, read_as VARCHAR, ${columns.join(", ")})`,
  );
  await warehouse.run(
    `create or replace temp table texts_to_score as
     select t.text_hash, t.text, t.language
     from (${job.texts}) as t
     anti join (select text_hash, read_as from ${table} where model = ${literal(key)}) as done
       on done.text_hash = t.text_hash and done.read_as = t.language`,
  );
  const total = await warehouse.count("texts_to_score");
  if (total > 0) {
    if (total < WORKERS_FROM) {
      const select = "select text_hash, text, language from texts_to_score";
      const scored = await scoreSelect(warehouse.connection, select, scorer);
      await storeScored(warehouse.connection, { name: "scored_texts", temporary: true }, scored, scorer);
    } else {
      let done = 0;
      await scoreInWorkers(warehouse, job, (rows) => {
        done += rows;
        job.progress?.(done, total);
      });
    }
    await keep(warehouse, table, key, Object.keys(scorer.columns), total);
  }
  await warehouse.run("drop table texts_to_score");
  job.progress?.(total, total);
  return { scored: total, version: scorer.version, key };
}

async function keep(warehouse: Warehouse, table: string, key: string, names: string[], total: number) {
  const stored = await warehouse.count("scored_texts");
  if (stored !== total) throw new Error(`scoring lost texts: ${total} to score, ${stored} results`);
  const results = names.map((name) => `s.${identifier(name)}`).join(", ");
  await warehouse.run(
    `insert into ${table}
     select s.text_hash, ${literal(key)}, t.language, ${results}
     from scored_texts as s
     join texts_to_score as t using (text_hash)`,
  );
  await warehouse.run("drop table scored_texts");
}

/** Version of the model that {@link scoreNewTexts} would use. */
export function modelVersion(kind: ScorerKind, file: string): string {
  return loadScorer(kind, file).version;
}
