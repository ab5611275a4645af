import { createHash } from "node:crypto";
import { join } from "node:path";
import type { SentimentLabel } from "../../text/sentiment.ts";
import { NumberTable } from "../append-columns.ts";
import { literal } from "../sql-text.ts";
import type { Warehouse } from "../warehouse.ts";
import { type ClassifierFolder, readClassifierFolder } from "./classifier-folder.ts";
import { type ScorePage, SpooledScores } from "./spooled-scores.ts";
import { TextClassifier } from "./text-classifier.ts";

/** Changes with the code that turns outputs into probabilities. */
const ADAPTER = "1";
const PAGE = 512;

/** A classifier of the study's own, as study.yaml names it. */
export interface StudyClassifier {
  folder: string;
  labels: Readonly<Record<string, SentimentLabel>> | null;
}

/** The folder of a study's classifier, looked at. Throws an EarshotError where it will not do. */
export const classifierFolder = (root: string, { folder }: StudyClassifier): ClassifierFolder =>
  readClassifierFolder(join(root, folder), root);

/** What its results are kept under in `cache.sentiment`: the files, and what the labels are said to mean. */
export function classifierKey({ version }: ClassifierFolder, { labels }: StudyClassifier): string {
  const meant = JSON.stringify(Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${version}/${ADAPTER}${createHash("sha256").update(meant).digest("hex").slice(0, 7)}`;
}

export interface ClassifyJob {
  root: string;
  classifier: StudyClassifier;
  /** Select of text_hash (UBIGINT, distinct) and text. */
  texts: string;
  /** Folder for what is worked out and not yet in the database. */
  scratch: string;
  progress?: (done: number, total: number) => void;
}

/** Texts read now, those of them that were longer than the model reads, and how many tokens it reads. */
export interface Classified {
  read: number;
  cut: number;
  mostTokens: number;
}

/**
 * Tables `texts_to_classify`, of what the classifier has not seen, and `classified`, with what an interrupted run wrote
 * down. @returns texts to classify
 */
async function collect(
  warehouse: Warehouse,
  texts: string,
  key: string,
  spool: SpooledScores,
): Promise<number> {
  await warehouse.run("create schema if not exists cache");
  await warehouse.run(
    `create table if not exists cache.sentiment (text_hash UBIGINT, model VARCHAR, read_as VARCHAR,
       p_negative FLOAT, p_neutral FLOAT, p_positive FLOAT)`,
  );
  await warehouse.run(
    "create or replace temp table classified (text_hash ubigint, p_negative float, p_neutral float, p_positive float)",
  );
  const table = new NumberTable(warehouse, "classified");
  for (const page of spool.read()) await table.append(page);
  table.flush();
  await warehouse.run(
    `create or replace temp table unclassified as
     select t.text_hash, t.text
     from (${texts}) as t
     anti join (from cache.sentiment where model = ${literal(key)}) as d on d.text_hash = t.text_hash`,
  );
  await warehouse.run("delete from classified where text_hash not in (select text_hash from unclassified)");
  if ((await warehouse.count("classified")) === 0) spool.remove();
  await warehouse.run(
    `create or replace temp table texts_to_classify as
     select row_number() over () - 1 as n, t.text_hash, t.text
     from unclassified as t anti join classified as c on c.text_hash = t.text_hash`,
  );
  await warehouse.run("drop table temp.unclassified");
  return warehouse.count("texts_to_classify");
}

async function readPage(warehouse: Warehouse, from: number): Promise<{ hash: string; text: string }[]> {
  return warehouse.rows(
    `select text_hash::varchar as hash, text
     from texts_to_classify where n >= ${from} and n < ${from + PAGE} order by n`,
  );
}

/**
 * Classify the texts that the classifier has not seen yet, each once, and keep the probabilities in `cache.sentiment`
 * under {@link classifierKey}, with an empty `read_as`: a classifier is not told the language. Slow models take hours,
 * so what is done is also written down page by page and found again after an interruption.
 */
export async function classifyTexts(warehouse: Warehouse, job: ClassifyJob): Promise<Classified> {
  const folder = classifierFolder(job.root, job.classifier);
  const key = classifierKey(folder, job.classifier);
  const spool = new SpooledScores(job.scratch, key);
  const read = await collect(warehouse, job.texts, key, spool);
  const result: Classified = { read, cut: 0, mostTokens: 0 };
  if (read > 0) {
    const model = await TextClassifier.open(folder, job.classifier.labels);
    result.mostTokens = model.mostTokens;
    const table = new NumberTable(warehouse, "classified");
    for (let from = 0; from < read; from += PAGE) {
      const rows = await readPage(warehouse, from);
      const found = await model.classify(rows.map(({ text }) => text));
      result.cut += found.cut;
      const page = columnsOf(
        BigUint64Array.from(rows, ({ hash }) => BigInt(hash)),
        found.probabilities,
      );
      spool.add(page);
      await table.append(page);
      job.progress?.(from + rows.length, read);
    }
    table.flush();
  }
  await warehouse.run(
    `insert into cache.sentiment
     select distinct on (text_hash) text_hash, ${literal(key)}, '', p_negative, p_neutral, p_positive from classified`,
  );
  await warehouse.run("drop table temp.texts_to_classify");
  await warehouse.run("drop table temp.classified");
  return result;
}

function columnsOf(hashes: BigUint64Array<ArrayBuffer>, probabilities: Float32Array): ScorePage {
  const column = (k: number) => Float32Array.from(hashes, (_, row) => probabilities[row * 3 + k] as number);
  return [hashes, column(0), column(1), column(2)];
}
