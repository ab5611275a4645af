import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { decodeHead, detectEncoding } from "../../src/importing/decode.ts";
import { linePaths } from "../../src/importing/json-paths.ts";
import { recogniseJson } from "../../src/importing/recognise-json.ts";
import { splitRecords } from "../../src/importing/records.ts";
import { sniffTable } from "../../src/importing/sniff.ts";
import { ImportFolder } from "./import-folder.ts";

const FOLDER = "data/samples/exports";
const MUTATIONS = 2000;
const HEAD = { table: 5000, json: 2500 };
/** Damaged copies of each sample that are imported through the engine. */
const COPIES = 4;
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000);

/** Mulberry32. */
function dice(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const SNIPPETS = [
  '"',
  '""',
  "\n",
  "\r\n",
  "\r",
  "\0",
  "\\",
  '\\"',
  ",",
  "\t",
  ";",
  "{",
  "}",
  "[",
  "]",
  "\uFEFF",
  "\u202E",
  "\\ud800",
  "=1+1",
  "<script>",
  "'; drop table mentions; --",
  "99999999999999999999",
  "NaN",
  "\u{1F600}",
  ":",
  "null",
];

/** One small damage: bytes flipped, taken out, doubled, moved, or something nasty put in. */
function mutate(bytes: Uint8Array, roll: (below: number) => number): Uint8Array {
  const at = roll(bytes.length + 1);
  const length = roll(40);
  const rest = bytes.subarray(Math.min(bytes.length, at + length));
  switch (roll(7)) {
    case 0: {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at % copy.length] = roll(256);
      return copy;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), rest]);
    case 2:
      return bytes.slice(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
    case 4: {
      const from = roll(bytes.length + 1);
      return Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(from, from + length * 4),
        bytes.subarray(at),
      ]);
    }
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        strToU8(SNIPPETS[roll(SNIPPETS.length)] as string),
        bytes.subarray(at),
      ]);
  }
}

const SHEET = (rows: string[][]) =>
  `<worksheet><sheetData>${rows.map((cells, r) => `<row r="${r + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`).join("")}</sheetData></worksheet>`;

/** A workbook small enough to damage two thousand times. */
function smallWorkbook(rows: string[][]): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(
      '<workbook><sheets><sheet name="Sheet0" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": strToU8(SHEET(rows)),
  });
}

const WORKBOOK = smallWorkbook([
  ["url", "published", "content", "source_type", "tags_internal"],
  ["http://twitter.com/a/statuses/1", "11/05/26 03:50:07", "Hello", "SOCIALMEDIA_TWITTER", "isRepost"],
  ["http://twitter.com/b/statuses/2", "12/05/26 03:50:07", "Hi &amp; ho", "SOCIALMEDIA_TWITTER", ""],
]);

/** The beginnings of the sample exports, unpacked; the workbook is a small one of its kind. */
const SAMPLES = readdirSync(FOLDER).map((name) => {
  const bytes = readFileSync(join(FOLDER, name));
  if (name.endsWith(".xlsx")) return { name, bytes: WORKBOOK };
  const plain = name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return {
    name: name.replace(/\.gz$/, ""),
    bytes: plain.slice(0, /json/.test(name) ? HEAD.json : HEAD.table),
  };
});

/** Read in memory as far as DuckDB; nothing may throw and no character may get lost. */
function readByHand(bytes: Uint8Array): void {
  const head = Buffer.from(bytes);
  const encoding = detectEncoding(head);
  const text = decodeHead(head, encoding).replace(/^\uFEFF/, "");
  recogniseJson(linePaths(text, false).keys());
  const layout = sniffTable(head, encoding, false);
  if (!layout) return;
  const records = splitRecords(text, layout.dialect);
  const bare = (value: string) => value.replace(/[\r\n]/g, "");
  expect(bare(records.map((record) => record.raw).join(""))).toBe(bare(text));
  let line = 0;
  for (const record of records) {
    expect(record.line).toBeGreaterThan(line);
    line = record.line;
  }
}

describe(`damaged sample files (seed ${seed}; FUZZ_SEED repeats it)`, () => {
  console.log(`seed ${seed}`);

  test.each(SAMPLES.map(({ name, bytes }) => [name, bytes] as const))(
    `${MUTATIONS} times: %s`,
    (_name, bytes) => {
      const roll = dice(seed);
      for (let i = 0; i < MUTATIONS; i++) {
        let damaged = mutate(bytes, roll);
        for (let more = roll(4); more > 0; more--) damaged = mutate(damaged, roll);
        readByHand(damaged);
      }
    },
  );

  test("imported beside a sound file: the ledger adds up, the sound file is whole", async () => {
    const roll = dice(seed + 1);
    const folder = await ImportFolder.open({}, {});
    const sound =
      "id,thread_id,timestamp,unix_timestamp,author,body\nzz9,zz9,x,1772359200,anna,the sound neighbour\n";
    try {
      folder.write("sound.csv", sound);
      for (const { name, bytes } of SAMPLES) {
        for (let copy = 0; copy < COPIES; copy++) {
          let damaged: Uint8Array = bytes;
          for (let i = 0; i <= copy; i++) damaged = mutate(damaged, roll);
          folder.write(`${copy}-${name}`, damaged);
        }
      }
      const { warnings } = await folder.import();
      const ledger = await folder.rows<{
        file: string;
        rows_read: number;
        mentions: number;
        duplicates: number;
        rejected: number;
      }>("select * from import_ledger");
      for (const row of ledger)
        expect(row.rows_read, row.file).toBe(row.mentions + row.duplicates + row.rejected);
      expect(ledger.find((row) => row.file.endsWith("sound.csv"))).toMatchObject({
        rows_read: 1,
        mentions: 1,
      });
      const errors = new Set(warnings.filter((each) => each.severity === "error").map((each) => each.file));
      const told = new Set([
        ...ledger.map((row) => row.file.split("#")[0]),
        ...[...errors].map((file) => file?.split("#")[0]),
      ]);
      expect(told.size).toBe(SAMPLES.length * COPIES + 1);
      const defects = warnings
        .filter((each) => /cannot be read/.test(each.message))
        .map((each) => `${each.file}: ${each.message}`);
      console.log(
        `${ledger.length} files imported, ${errors.size} refused, of these by the engine:`,
        defects.slice(0, 10),
      );
    } finally {
      folder.close();
    }
  });
});
