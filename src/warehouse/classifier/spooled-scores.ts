import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

/** Hashes of texts, and a column for each probability. */
export type ScorePage = [BigUint64Array<ArrayBuffer>, ...Float32Array<ArrayBuffer>[]];

const COLUMNS = 3;
const RECORD = 8 + 4 * COLUMNS;
const PAGE = 8192;

/**
 * Probabilities by text in a file of its own, outside of the step's transaction: what was worked out before an
 * interruption is not lost with it. Records of 20 bytes, little-endian; one that was cut off is taken away.
 */
export class SpooledScores {
  private readonly file: string;

  /** @param key of the model; every model has its own file */
  constructor(
    private readonly folder: string,
    key: string,
  ) {
    this.file = join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 16)}.scores`);
    const size = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size % RECORD > 0) truncateSync(this.file, size - (size % RECORD));
  }

  add([hashes, ...columns]: ScorePage): void {
    const bytes = new DataView(new ArrayBuffer(hashes.length * RECORD));
    hashes.forEach((hash, row) => {
      bytes.setBigUint64(row * RECORD, hash, true);
      columns.forEach((column, k) => {
        bytes.setFloat32(row * RECORD + 8 + 4 * k, column[row] as number, true);
      });
    });
    mkdirSync(this.folder, { recursive: true });
    appendFileSync(this.file, new Uint8Array(bytes.buffer));
  }

  /** Pages of everything written down so far. */
  *read(): Generator<ScorePage> {
    if (!existsSync(this.file)) return;
    const content = readFileSync(this.file);
    const bytes = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const records = bytes.byteLength / RECORD;
    for (let from = 0; from < records; from += PAGE) {
      const rows = Math.min(PAGE, records - from);
      const place = (row: number) => (from + row) * RECORD;
      const hashes = BigUint64Array.from({ length: rows }, (_, row) => bytes.getBigUint64(place(row), true));
      const columns = Array.from({ length: COLUMNS }, (_, k) =>
        Float32Array.from({ length: rows }, (_, row) => bytes.getFloat32(place(row) + 8 + 4 * k, true)),
      );
      yield [hashes, ...columns];
    }
  }

  /** What is in the database need not stand here too. */
  remove(): void {
    rmSync(this.file, { force: true });
  }
}
