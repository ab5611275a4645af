import { gzipSync, strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { refuseBomb } from "../../src/importing/decode.ts";
import { imported, sourceWith } from "./import-folder.ts";

const HEADER = "id,time,text\n";
const MAPPING = { native_id: "id", published_at: "time", text: "text" };
const STUDY = { sources: [sourceWith({ platform: "x", mapping: MAPPING })] };
const GOOD = `${HEADER}900000,2026-03-01T10:00:00Z,the good neighbour\n`;

interface Outcome {
  texts: string[];
  reasons: string[];
  errors: string[];
  ledger: {
    rows_read: number;
    mentions: number;
    duplicates: number;
    rejected: number;
    encoding: string;
    file: string;
  }[];
}

/** Import beside a good file, which must come through whatever the other is. */
function beside(name: string, content: string | Uint8Array): Promise<Outcome> {
  return imported(
    { "good.csv": GOOD, [name]: content },
    async (folder, { warnings }) => {
      const ledger = await folder.rows<Outcome["ledger"][number]>(
        "select * from import_ledger order by file",
      );
      for (const row of ledger) expect(row.rows_read).toBe(row.mentions + row.duplicates + row.rejected);
      expect(ledger.find((row) => row.file.endsWith("good.csv"))).toMatchObject({
        rows_read: 1,
        mentions: 1,
      });
      const texts = await folder.rows<{ text: string }>(
        "select coalesce(text, '') as text from mentions where native_id <> '900000' order by line, text",
      );
      const reasons = await folder.rows<{ reason: string }>(
        "select reason from rejected_rows order by line, reason",
      );
      return {
        texts: texts.map(({ text }) => text),
        reasons: reasons.map(({ reason }) => reason),
        errors: warnings.filter((each) => each.severity === "error").map((each) => each.message),
        ledger: ledger.filter((row) => !row.file.endsWith("good.csv")),
      };
    },
    STUDY,
  );
}

const row = (id: number, text: string) => `${id},2026-03-01T10:00:0${id % 10}Z,${text}\n`;

test("a file cut off inside a quoted field loses that row only", async () => {
  const { texts, reasons } = await beside(
    "a.csv",
    `${HEADER}${row(1, "one")}${row(2, '"two\nlines"')}3,2026-03-01T10:00:00Z,"cut o`,
  );
  expect(texts).toEqual(["one", "two\nlines"]);
  expect(reasons).toEqual(["unclosed quote"]);
});

test("a quote that is never closed does not swallow the rows after it", async () => {
  const { texts, reasons } = await beside(
    "a.csv",
    `${HEADER}${row(1, "one")}2,2026-03-01T10:00:00Z,"torn\n${row(3, "three")}${row(4, '"four"')}${row(5, "five")}`,
  );
  expect(texts).toEqual(["one", "three", "four", "five"]);
  expect(reasons.length).toBe(1);
});

test("rows with too few or too many fields are rejected with their line and text", async () => {
  await imported(
    { "a.csv": `${HEADER}${row(1, "one")}2,x\n${row(3, "three,and,more")}${row(4, "four")}` },
    async (folder) => {
      expect(await folder.rows("select line, reason, raw from rejected_rows order by line")).toEqual([
        { line: 3, reason: "2 fields instead of 3", raw: "2,x" },
        { line: 4, reason: "5 fields instead of 3", raw: "3,2026-03-01T10:00:03Z,three,and,more" },
      ]);
      expect(await folder.rows("select line from mentions order by line")).toEqual([
        { line: 2 },
        { line: 5 },
      ]);
    },
    STUDY,
  );
});

test("mixed line ends, blank lines and lone carriage returns", async () => {
  const { texts, ledger } = await beside(
    "a.csv",
    `id,time,text\r\n1,2026-03-01T10:00:00Z,one\r\n\r\n2,2026-03-01T10:00:01Z,two\n\n3,2026-03-01T10:00:02Z,three\r4,2026-03-01T10:00:03Z,four`,
  );
  expect(texts).toEqual(["one", "two", "three", "four"]);
  expect(ledger[0]?.rows_read).toBe(4);
});

test("lines are physical lines, also behind fields of several lines", async () => {
  await imported(
    { "a.csv": `${HEADER}${row(1, '"a\nb\nc"')}${row(2, "two")}` },
    async (folder) =>
      expect(await folder.rows("select line from mentions order by line")).toEqual([
        { line: 2 },
        { line: 5 },
      ]),
    STUDY,
  );
});

test("Windows-1252, UTF-16 and UTF-8 with a byte order mark", async () => {
  const latin = await beside("a.csv", Buffer.from(`${HEADER}${row(1, "caf\u00e9 \u00fc\u00df")}`, "latin1"));
  expect([latin.texts, latin.ledger[0]?.encoding]).toEqual([["café üß"], "windows-1252"]);
  const wide = await beside("a.csv", Buffer.from(`\uFEFF${HEADER}${row(1, "café ☕")}`, "utf16le"));
  expect([wide.texts, wide.ledger[0]?.encoding]).toEqual([["café ☕"], "utf-16le"]);
  const marked = await beside("a.csv", `\uFEFF${HEADER}${row(1, "café ☕")}`);
  expect([marked.texts, marked.ledger[0]?.encoding]).toEqual([["café ☕"], "utf-8-bom"]);
});

test("a row that is no UTF-8 among rows that are is rejected", async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${HEADER}${row(1, "é ü ☕ ok")}`),
    Buffer.from("2,2026-03-01T10:00:00Z,\xff\xfe\n", "latin1"),
    Buffer.from(row(3, "three")),
  ]);
  const { texts, reasons } = await beside("a.csv", bytes);
  expect([texts, reasons]).toEqual([["é ü ☕ ok", "three"], ["not valid UTF-8"]]);
});

test("NUL bytes, control characters, bidi marks, HTML and formulas are text", async () => {
  const nasty = [
    "a\0b",
    "\u202Eevil\u202C",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; drop table mentions; --",
    "\u0001\u0007 bell",
    "constructor",
  ];
  const { texts } = await beside(
    "a.csv",
    HEADER +
      nasty.map((text, i) => `${i + 1},2026-03-01T10:00:0${i}Z,"${text.replaceAll('"', '""')}"\n`).join(""),
  );
  expect(texts).toEqual(nasty);
});

test("a header of a million columns is a clear error", async () => {
  const { errors } = await beside(
    "a.csv",
    `${Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(",")}\n1\n`,
  );
  expect(errors.length).toBe(1);
});

test("a field of 50 MB is a rejected row, its neighbours are kept", async () => {
  const { texts, reasons } = await beside(
    "a.csv",
    `${HEADER}${row(1, "one")}${row(2, "x".repeat(50 * 2 ** 20))}${row(3, "three")}`,
  );
  expect(texts).toEqual(["one", "three"]);
  expect(reasons).toEqual(["row larger than 16 MiB"]);
});

const CELL = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const WORKBOOK = (rows: string) =>
  zipSync({
    "xl/workbook.xml": strToU8(
      '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<worksheet><sheetData><row r="1">${["id", "time", "text"].map(CELL).join("")}</row>${rows}</sheetData></worksheet>`,
    ),
  });

test("workbooks: a cell without end is refused at once, empty rows count for nothing, formulas are their result", async () => {
  const endless = WORKBOOK(`<row r="2">${CELL("x".repeat(70 * 2 ** 20))}</row>`);
  const { errors } = await beside("a.xlsx", endless);
  expect(errors).toEqual(["a cell of the workbook is larger than 64 MiB"]);
  const empty = Array.from({ length: 100_000 }, (_, n) => `<row r="${n + 3}"><c r="A${n + 3}" s="1"/></row>`);
  const rows = `<row r="2">${CELL("1")}${CELL("2026-03-01T10:00:00Z")}<c t="str"><f>CMD()</f><v>=cmd|calc</v></c></row>`;
  const { texts, ledger } = await beside("a.xlsx", WORKBOOK(rows + empty.join("")));
  expect(texts).toEqual(["=cmd|calc"]);
  expect(ledger[0]).toMatchObject({ rows_read: 1, mentions: 1 });
});

test("binary, empty and headless files are clear errors", async () => {
  const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256);
  expect((await beside("a.csv", bytes)).errors).toHaveLength(1);
  expect((await beside("a.csv", "")).errors).toEqual(["empty file"]);
  expect((await beside("a.csv", "\n\n\n")).errors).toHaveLength(1);
  expect((await beside("a.csv", "%PDF-1.7 \n%\xff\xff")).errors).toEqual([
    "a PDF, not an export that can be read",
  ]);
});

test("gzip, also cut off or broken", async () => {
  const packed = gzipSync(
    strToU8(`${HEADER}${Array.from({ length: 2000 }, (_, i) => row(i + 1, `text ${Math.sin(i)}`)).join("")}`),
  );
  expect((await beside("a.csv.gz", packed)).ledger[0]).toMatchObject({ rows_read: 2000, mentions: 2000 });
  const cut = await beside("a.csv.gz", packed.slice(0, packed.length / 2));
  expect(cut.errors).toEqual([expect.stringMatching(/^the gzip file is broken .*before the break$/)]);
  expect(cut.texts.length).toBeGreaterThan(800);
  expect(cut.reasons.length).toBeLessThanOrEqual(1);
  const broken = packed.slice();
  broken.fill(7, packed.length - 900, packed.length - 700);
  const damaged = await beside("a.csv.gz", broken);
  expect(damaged.errors).toHaveLength(1);
  expect(damaged.texts.length).toBeGreaterThan(100);
  expect((await beside("a.csv.gz", packed.slice(0, 12))).errors).toHaveLength(1);
});

/** `zstd --long=31` of a line, as a stream of unknown length: a frame that asks for a window of 2 GiB. */
const LONG_WINDOW = (text: string) => {
  const bytes = Buffer.from(text);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3]), block, bytes]);
};

test("zstd, also with a window of 2 GiB", async () => {
  const { texts } = await beside("a.csv.zst", LONG_WINDOW(`${HEADER}${row(1, "one")}`));
  expect(texts).toEqual(["one"]);
});

test("a zip of several files is several files in the ledger", async () => {
  const zip = zipSync({
    "one.csv": strToU8(`${HEADER}${row(1, "one")}`),
    "sub/two.csv": strToU8(`${HEADER}${row(2, "two")}`),
    "__MACOSX/._one.csv": strToU8("x"),
  });
  const { texts, ledger } = await beside("a.zip", zip);
  expect(texts).toEqual(["one", "two"]);
  expect(ledger.map((each) => each.file)).toEqual([
    "data/exports/a.zip#one.csv",
    "data/exports/a.zip#sub/two.csv",
  ]);
});

test("a zip that climbs out of its folder or grows without end is refused", async () => {
  const climbing = zipSync({ "../../evil.csv": strToU8(GOOD) });
  expect((await beside("a.zip", climbing)).errors[0]).toContain("unsafe or broken zip");
  const bomb = zipSync({ "bomb.csv": new Uint8Array(80 * 2 ** 20) }, { level: 9 });
  const { errors } = await beside("a.zip", bomb);
  expect(errors[0]).toMatch(/unpacks to more than/);
});

test("a zip that says it unpacks to 100 GB is refused before anything is unpacked", () => {
  expect(() => refuseBomb("a.zip", 100e9)).toThrow(/unpacks to more than 16384 MiB/);
  expect(() => refuseBomb("a.zip", 10e9)).not.toThrow();
});

test("JSON: torn lines, lines that are no objects, deep nesting, lone surrogates, large numbers", async () => {
  const deep = `{"id":"5","time":"2026-03-01T10:00:05Z","text":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
  const content = [
    '{"id":9007199254740993123,"time":"2026-03-01T10:00:01Z","text":"one"}',
    "[1,2]",
    '"text"',
    "null",
    "",
    "17",
    '{"id":"2","time":"2026-03-01T10:00:02Z","text":"lone \\ud800 pair \\ud83d\\ude00"}',
    '{"id":"3","ti',
    deep,
    '{"id":"6","time":"2026-03-01T10:00:06Z","text":"nul \\u0000 inside","__proto__":{"x":1},"constructor":1}',
  ].join("\n");
  const { texts, reasons } = await beside("a.ndjson", content);
  expect(texts.slice(0, 2)).toEqual(["one", "lone  pair 😀"]);
  expect(reasons).toEqual([
    "not a JSON object",
    "not a JSON object",
    "not a JSON object",
    "not a JSON object",
    "not valid JSON",
  ]);
});

test("dates: missing, impossible, default and future ones stay out of trends", async () => {
  const dates = [
    "",
    "2026-02-31 10:00:00",
    "1970-01-01 00:00:00",
    "0001-01-01 00:00:00",
    "2099-01-01 00:00:00",
    "2026-03-01 10:00:00",
    "soon",
  ];
  await imported(
    { "a.csv": HEADER + dates.map((date, i) => `${i},${date},text ${i}\n`).join("") },
    async (folder) =>
      expect(
        (await folder.rows<{ date_quality: string }>("select date_quality from mentions order by line")).map(
          (each) => each.date_quality,
        ),
      ).toEqual(["missing", "impossible", "default", "default", "future", "ok", "impossible"]),
    {
      sources: [
        sourceWith({ platform: "x", mapping: { ...MAPPING, published_at: "time @ %Y-%m-%d %H:%M:%S" } }),
      ],
    },
  );
});
