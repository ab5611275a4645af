import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/errors.ts";
import { decodeHead, detectEncoding } from "../../src/importing/decode.ts";
import { linePaths } from "../../src/importing/json-paths.ts";
import { recogniseJson } from "../../src/importing/recognise-json.ts";
import { splitRecords } from "../../src/importing/records.ts";
import { sniffTable } from "../../src/importing/sniff.ts";
import { ImportFolder, imported, sourceWith } from "./import-folder.ts";

const FOLDER = "data/samples/exports";
const MUTATIONS = 2000;
const HEAD = { table: 5000, json: 2500 };
/** How the samples' study reads its reviews, which are of no known format. */
const REVIEWS = {
  published_at: "Submitted @ %d/%m/%Y %H:%M:%S",
  author_name: "Reviewer",
  country: "Country",
  title: "Headline",
  text: "Review",
  likes: "Helpful votes",
};
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
      const copy = Uint8Array.from(bytes);
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

/** How the rows of a sample stand in it: what comes before, the rows, what stands between them, what comes behind. */
function rowsOf(
  name: string,
  text: string,
): { before: string; rows: string[]; between: string; behind: string } {
  if (name.startsWith("telegram")) {
    const { messages, ...chat } = JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as {
      messages: object[];
    };
    const before = `${JSON.stringify(chat).slice(0, -1)},"messages":[\n`;
    const rows = messages.slice(0, 12).map((message) => JSON.stringify(message));
    return { before, rows, between: ",\n", behind: "\n]}" };
  }
  if (name.startsWith("x-search")) {
    const lines = Buffer.from(gunzipSync(readFileSync(join(FOLDER, `${name}.gz`))))
      .toString()
      .split("\n")
      .filter((line) => line !== "");
    const rows = lines.sort((a, b) => a.length - b.length).slice(0, 2);
    return { before: "", rows, between: "\n", behind: "\n" };
  }
  if (/json/.test(name))
    return { before: "", rows: text.split("\n").slice(0, -1), between: "\n", behind: "\n" };
  const layout = sniffTable(Buffer.from(text), "utf-8", true);
  if (!layout) throw new Error(`${name} is no table`);
  const records = splitRecords(text, layout.dialect, true);
  const rows = records.filter(({ line }) => line >= layout.firstLine).map(({ raw }) => raw);
  const lines = text.split(/(?<=\n)/);
  return { before: lines.slice(0, layout.firstLine - 1).join(""), rows, between: "\n", behind: "\n" };
}

/** A file of a sample's rows in which every second one is damaged. */
function damagedRows(
  name: string,
  bytes: Uint8Array,
  roll: (below: number) => number,
): { bytes: Uint8Array; sound: number } {
  if (name.endsWith(".xlsx")) return damagedSheet(roll);
  const text = decodeHead(Buffer.from(bytes), detectEncoding(Buffer.from(bytes))).replace(/^\uFEFF/, "");
  const { before, rows, between, behind } = rowsOf(name, text);
  const parts: Uint8Array[] = [Buffer.from(before + rows.join(between))];
  for (let i = 0; i < MUTATIONS; i++) {
    const row = rows[roll(rows.length)] as string;
    parts.push(Buffer.from(between), mutate(Buffer.from(row), roll), Buffer.from(between + row));
  }
  parts.push(Buffer.from(behind));
  return { bytes: Buffer.concat(parts), sound: MUTATIONS + rows.length };
}

/** A workbook in which every second row has a damaged cell, or a cell too many. */
function damagedSheet(roll: (below: number) => number): { bytes: Uint8Array; sound: number } {
  const cells = ["http://twitter.com/a/statuses/1", "11/05/26 03:50:07", "Hello", "SOCIALMEDIA_TWITTER", ""];
  const rows = [["url", "published", "content", "source_type", "tags_internal"], cells];
  for (let i = 0; i < MUTATIONS; i++) {
    const at = roll(cells.length);
    const cell = Buffer.from(mutate(Buffer.from(cells[at] as string), roll)).toString();
    const damaged = cells.map((each, n) => (n === at ? cell : each)).concat(roll(3) === 0 ? ["more"] : []);
    rows.push(
      damaged.map((each) => each.replace(/[<&\p{Cc}\uFFFE\uFFFF]/gu, "?")),
      cells,
    );
  }
  return { bytes: smallWorkbook(rows), sound: MUTATIONS + 1 };
}

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

  test.each(SAMPLES.map(({ name, bytes }) => [name, bytes] as const))(
    `${MUTATIONS} rows, one damaged between two sound ones, through the engine: %s`,
    async (name, bytes) => {
      const damaged = damagedRows(name, bytes, dice(seed + 2));
      const sources = name.startsWith("shop") ? [sourceWith({ mapping: REVIEWS })] : [];
      const study = { sources };
      const look = async (folder: ImportFolder, { warnings }: { warnings: readonly Diagnostic[] }) => {
        const [row] = await folder.rows<Record<string, number>>("select * from import_ledger");
        expect(warnings.filter(({ severity }) => severity === "error")).toEqual([]);
        const { mentions = 0, duplicates = 0, rejected = 0 } = row ?? {};
        expect(row?.["rows_read"]).toBe(mentions + duplicates + rejected);
        const listed = await folder.rows<{ n: number }>("select count(*) as n from rejected_rows");
        expect(listed).toEqual([{ n: rejected }]);
        const kept = mentions + duplicates + (row?.["not_posts"] ?? 0);
        if (!name.startsWith("telegram")) expect(kept).toBeGreaterThan(damaged.sound * 0.9);
        if (!name.endsWith(".xlsx")) expect(rejected).toBeGreaterThan(0);
      };
      await imported({ [name]: damaged.bytes }, look, study);
    },
    60_000,
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
