import type { DuckDBDataChunk } from "@duckdb/node-api";
import { type Annotation, type AnnotationJob, done, planOf, RESULTS, scoredOf } from "./annotation-job.ts";
import { AnnotationResults, indexedTexts, type ReadBatch } from "./annotation-results.ts";
import { type Annotators, annotateHere, annotateInThreads } from "./annotation-threads.ts";
import { identifier } from "./sql-text.ts";
import { openTermIndex } from "./term-store.ts";
import { packLanguageSql, textBatch } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";
import { openWordIndex } from "./word-store.ts";

export type { Annotation, AnnotationJob } from "./annotation-job.ts";

/** Below this, starting threads costs more than they save. */
const THREADS_FROM = 30_000;
const BATCH = 8192;
/** Texts fetched from DuckDB in one go. */
const FETCHED = 8 * BATCH;
/** Texts whose words are written at once; bounds memory. */
const WORDS_OF = 16 * BATCH;

async function prepareCache(warehouse: Warehouse, job: AnnotationJob): Promise<void> {
  await warehouse.run("create schema if not exists cache");
  for (const { kind } of scoredOf(job)) {
    const language = kind === "language" ? "language VARCHAR, " : "";
    const columns = RESULTS[kind].map((name) => `${identifier(name)} FLOAT`).join(", ");
    await warehouse.run(
      `create table if not exists cache.${kind} (text_hash UBIGINT, model VARCHAR, read_as VARCHAR, ${language}${columns})`,
    );
  }
  if (planOf(job).words) await openWordIndex(warehouse);
  if (job.wanted.kind === "terms") await openTermIndex(warehouse, job.wanted.version);
}

/** Anti join of texts `t` with those that have what is wanted. */
function lacking(wanted: Annotation): string {
  switch (wanted.kind) {
    case "words":
      return "anti join cache.word_texts as d using (text_hash)";
    case "terms":
      return `anti join cache.term_lists as d on d.text_hash = t.text_hash and d.read_as = ${packLanguageSql("t.language")}`;
    case "language":
      return `anti join ${done(wanted)} as d on d.text_hash = t.text_hash`;
    default:
      return `anti join ${done(wanted)} as d on d.text_hash = t.text_hash and d.read_as = t.language`;
  }
}

/** Temporary table `texts_to_annotate` of what lacks the wanted annotation; its row numbers are those of the texts. */
async function collect(warehouse: Warehouse, job: AnnotationJob): Promise<number> {
  const words = planOf(job).words && job.wanted.kind !== "words";
  await warehouse.run(
    `create or replace temp table texts_to_annotate as
     select t.text_hash, t.text, ${packLanguageSql("t.language")} as language,
       ${words ? "(i.text_hash is null)::utinyint" : "1::utinyint"} as indexed
     from (${job.texts}) as t
     ${words ? "left join cache.word_texts as i on i.text_hash = t.text_hash" : ""}
     ${lacking(job.wanted)}`,
  );
  return warehouse.count("texts_to_annotate");
}

/** Chunks of the texts to be annotated, some {@link BATCH} texts at a time. */
async function* readBatches(warehouse: Warehouse, total: number): AsyncGenerator<DuckDBDataChunk[]> {
  // Rows of a transaction that is under way are numbered from 2^55, not from 0.
  const start = await warehouse.row<{ low: string }>(
    "select min(rowid)::varchar as low from texts_to_annotate",
  );
  const low = BigInt(start?.low ?? 0);
  for (let first = 0; first < total; first += FETCHED) {
    const from = low + BigInt(first);
    const result = await warehouse.connection.run(
      `select text_hash, text, language, indexed from texts_to_annotate
       where rowid >= ${from} and rowid < ${from + BigInt(FETCHED)}`,
    );
    let batch: DuckDBDataChunk[] = [];
    let rows = 0;
    for (const chunk of await result.fetchAllChunks()) {
      batch.push(chunk);
      rows += chunk.rowCount;
      if (rows < BATCH) continue;
      yield batch;
      batch = [];
      rows = 0;
    }
    if (rows > 0) yield batch;
  }
}

async function annotate(
  warehouse: Warehouse,
  job: AnnotationJob,
  total: number,
  annotators: Annotators,
  results: AnnotationResults,
) {
  let waiting: ReadBatch[] = [];
  let written = 0;
  let read = 0;
  const store = async () => {
    const arrived = waiting;
    waiting = [];
    for (const batch of arrived) {
      await results.add(batch);
      read += batch.hashes.length;
      job.progress?.(read, total);
    }
  };
  let first = 0;
  for await (const chunks of readBatches(warehouse, total)) {
    const { batch, hashes } = textBatch(chunks, first);
    const indexed = indexedTexts(batch, hashes);
    await annotators.send(batch, (found) => void waiting.push({ hashes, indexed, found }));
    await store();
    first += hashes.length;
    if (first - written < WORDS_OF) continue;
    await results.writeWords();
    written = first;
  }
  await annotators.drain();
  await store();
  await results.keep(job, total);
}

/**
 * Find out what is wanted of the texts that lack it, and in the same visit what is wanted ahead. Results are kept in
 * schema `cache` by text, model and, for models that are told the language, language: a second call reads nothing.
 * @returns number of texts read
 */
export async function annotateTexts(warehouse: Warehouse, job: AnnotationJob): Promise<number> {
  await prepareCache(warehouse, job);
  const total = await collect(warehouse, job);
  if (total > 0) {
    const annotators = total < THREADS_FROM ? annotateHere(planOf(job)) : annotateInThreads(planOf(job));
    const results = await AnnotationResults.open(warehouse, job, annotators.threads);
    try {
      await annotate(warehouse, job, total, annotators, results);
    } catch (error) {
      results.discard();
      throw error;
    } finally {
      await annotators.close();
    }
  }
  await warehouse.run("drop table texts_to_annotate");
  job.progress?.(total, total);
  return total;
}
