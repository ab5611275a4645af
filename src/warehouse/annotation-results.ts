import { type AnnotatedBatch, NOT_ASKED } from "./annotate-batch.ts";
import { type AnnotationJob, done, planOf, RESULTS, type Scored, scoredOf } from "./annotation-job.ts";
import { NumberTable } from "./append-columns.ts";
import { modelKey } from "./model-key.ts";
import { identifier, literal } from "./sql-text.ts";
import { TermStore } from "./term-store.ts";
import { type TextBatch, unpackLanguageSql } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";
import { type IndexedTexts, WordStore } from "./word-store.ts";

/** A batch that came back, and the texts in it whose words are indexed. */
export interface ReadBatch {
  hashes: BigUint64Array<ArrayBuffer>;
  indexed: IndexedTexts;
  found: AnnotatedBatch;
}

/** Those texts of a batch whose words are to be indexed. */
export function indexedTexts({ first, indexed }: TextBatch, hashes: BigUint64Array): IndexedTexts {
  const numbers = new Int32Array(indexed.length);
  const kept = new BigUint64Array(indexed.length);
  let count = 0;
  for (let row = 0; row < indexed.length; row++) {
    if (indexed[row] !== 1) continue;
    numbers[count] = first + row;
    kept[count++] = hashes[row] as bigint;
  }
  return { numbers: numbers.subarray(0, count), hashes: kept.subarray(0, count) };
}

/** Where the results of a job wait until they are kept. */
export class AnnotationResults {
  private constructor(
    private readonly warehouse: Warehouse,
    private readonly tables: ReadonlyMap<Scored["kind"], NumberTable>,
    private readonly words: WordStore | null,
    private readonly terms: TermStore | null,
  ) {}

  static async open(warehouse: Warehouse, job: AnnotationJob, threads: number): Promise<AnnotationResults> {
    const tables = new Map<Scored["kind"], NumberTable>();
    for (const { kind } of scoredOf(job)) {
      const columns = RESULTS[kind].map((name) => `${identifier(name)} float`).join(", ");
      const declared = `text_hash ubigint, language usmallint, ${columns}`;
      await warehouse.run(`create or replace temp table annotated_${kind} (${declared})`);
      tables.set(kind, new NumberTable(warehouse, `annotated_${kind}`));
    }
    const { words, terms } = planOf(job);
    return new AnnotationResults(
      warehouse,
      tables,
      words ? await WordStore.open(warehouse, threads) : null,
      terms ? new TermStore(warehouse, threads) : null,
    );
  }

  async add({ hashes, indexed, found }: ReadBatch): Promise<void> {
    const values = { language: found.confidence, sentiment: found.sentiment, emotion: found.emotion };
    for (const [kind, table] of this.tables) {
      const columns = columnsOf(values[kind] as Float32Array<ArrayBuffer>, hashes.length);
      await table.append([hashes, found.languages, ...columns]);
    }
    if (this.words && found.words) await this.words.add(indexed, found.words);
    if (this.terms && found.terms) this.terms.add(hashes, found.languages, found.terms);
  }

  /** Bound what waits in memory. */
  async writeWords(): Promise<void> {
    await this.words?.write();
    await this.terms?.write();
  }

  /** Take everything over into the caches. */
  async keep(job: AnnotationJob, total: number): Promise<void> {
    for (const annotation of scoredOf(job)) {
      const table = this.tables.get(annotation.kind);
      table?.flush();
      const stored = await this.warehouse.count(`annotated_${annotation.kind}`);
      if (stored !== total) throw new Error(`texts were lost: ${total} to read, ${stored} results`);
      await this.warehouse.run(keepSql(annotation, annotation === job.wanted));
      await this.warehouse.run(`drop table temp.annotated_${annotation.kind}`);
    }
    await this.words?.close();
    await this.terms?.write();
  }

  /** Leave nothing behind of a visit that is given up. */
  discard(): void {
    for (const table of this.tables.values()) table.discard();
    this.words?.discard();
    this.terms?.discard();
  }
}

/** Columns of a matrix that lies in memory row by row. */
function columnsOf(matrix: Float32Array, rows: number): Float32Array<ArrayBuffer>[] {
  const width = matrix.length / Math.max(1, rows);
  return Array.from({ length: width }, (_, column) => {
    const values = new Float32Array(rows);
    for (let row = 0; row < rows; row++) values[row] = matrix[row * width + column] as number;
    return values;
  });
}

function keepSql(annotation: Scored, wanted: boolean): string {
  const { kind } = annotation;
  const names = RESULTS[kind].map(identifier);
  const own =
    kind === "language"
      ? `'' as read_as, ${unpackLanguageSql("language")}`
      : `${unpackLanguageSql("language")} as read_as`;
  const asked = kind === "language" ? "true" : `${names[0]} <> ${NOT_ASKED}`;
  const select = `select text_hash, ${literal(modelKey(kind, annotation.model))}, ${own}, ${names.join(", ")}
    from annotated_${kind} where ${asked}`;
  const rows = wanted
    ? select
    : `select s.* from (${select}) as s anti join ${done(annotation)} as d using (text_hash, read_as)`;
  return `insert into cache.${kind} ${rows}`;
}
