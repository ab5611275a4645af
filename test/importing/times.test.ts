import { expect, test } from "vitest";
import { ABBREVIATIONS } from "../../src/importing/times.ts";
import { ImportFolder, imported, sourceWith } from "./import-folder.ts";

const SOURCES = [sourceWith({ mapping: { native_id: "id", published_at: "time", text: "text" } })];

/** What `published_at` and `date_quality` become of times in one file. */
async function read(times: readonly string[], timeZone: string, mapped?: string) {
  const sources = mapped
    ? [sourceWith({ mapping: { native_id: "id", published_at: `time @ ${mapped}`, text: "text" } })]
    : SOURCES;
  const table = `id,time,text\n${times.map((time, i) => `a${i},"${time}",text ${i}`).join("\n")}\n`;
  return imported(
    { "a.csv": table },
    async (folder, { warnings }) => ({
      rows: await folder.rows<{ at: string; quality: string }>(
        "select published_at::varchar as at, date_quality as quality from mentions order by length(native_id), native_id",
      ),
      rules: warnings.map((each) => each.rule),
    }),
    { sources, timeZone },
  );
}
const at = async (...args: Parameters<typeof read>) => (await read(...args)).rows.map((row) => row.at);

const utc = (offset: string) => {
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))) * (offset[0] === "-" ? -1 : 1);
  return new Date(Date.UTC(2024, 0, 5, 10) - minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
};

test.each(["America/New_York", "Europe/Helsinki"])(
  "a time with a zone's abbreviation is turned into UTC once, in a study of %s",
  async (timeZone) => {
    const names = Object.keys(ABBREVIATIONS);
    const found = await at(
      names.map((name) => `2024-01-05 10:00:00 ${name}`),
      timeZone,
    );
    expect(names.map((name, i) => `${name} ${found[i]}`)).toEqual(
      Object.entries(ABBREVIATIONS).map(([name, offset]) => `${name} ${utc(offset)}`),
    );
  },
);

test("abbreviations may stand behind T, fractions and minutes, beside each other", async () => {
  const times = [
    "2024-01-05T10:00:00 EST",
    "2024-01-05 10:00:00.5 EST",
    "2024-01-05 10:00 EST",
    "2024-01-05 10:00:00 CET",
    "2024-01-05 10:00:00Z",
  ];
  expect(await at(times, "Asia/Tokyo")).toEqual([
    "2024-01-05 15:00:00",
    "2024-01-05 15:00:00.5",
    "2024-01-05 15:00:00",
    "2024-01-05 09:00:00",
    "2024-01-05 10:00:00",
  ]);
});

test("a zone's full name counts once, too", async () => {
  expect(await at(["2024-01-05 10:00:00 America/New_York"], "Europe/Helsinki")).toEqual([
    "2024-01-05 15:00:00",
  ]);
});

test("an abbreviation that nobody can place is not guessed at", async () => {
  const { rows, rules } = await read(["2024-01-05 10:00:00 IST"], "Europe/Helsinki");
  expect(rows).toEqual([{ at: null, quality: "impossible" }]);
  expect(rules).toContain("unread-dates");
});

test("day stamps are days, second stamps moments", async () => {
  expect(await at(["20240105", "20231231"], "UTC")).toEqual(["2024-01-05 00:00:00", "2023-12-31 00:00:00"]);
  expect(await at(["1704448800", "1704448801"], "Europe/Helsinki")).toEqual([
    "2024-01-05 10:00:00",
    "2024-01-05 10:00:01",
  ]);
  expect(await at(["1704448800000"], "Europe/Helsinki")).toEqual(["2024-01-05 10:00:00"]);
  expect(await at(["1704448800000000"], "Europe/Helsinki")).toEqual(["2024-01-05 10:00:00"]);
  expect(await at(["20240105101112"], "UTC")).toEqual(["2024-01-05 10:11:12"]);
  expect(await at(["202401051011"], "UTC")).toEqual(["2024-01-05 10:11:00"]);
});

test("numbers that are neither a day nor a likely moment are no times", async () => {
  expect((await read(["20241399", "12345678"], "UTC")).rows).toEqual([
    { at: null, quality: "impossible" },
    { at: null, quality: "impossible" },
  ]);
});

test("a file of which more than a tenth has doubtful dates is warned of", async () => {
  const good = Array.from({ length: 18 }, (_, i) => `2024-01-05 10:00:${10 + i}`);
  expect((await read([...good, "2000-01-01 00:00:00", "2091-05-05 10:00:00"], "UTC")).rules).toEqual([]);
  const bad = ["2000-01-01 00:00:00", "2091-05-05 10:00:00", "1970-01-01 00:00:00"];
  expect((await read([...good, ...bad], "UTC")).rules).toEqual(["doubtful-dates"]);
});

test.each(["Europe/Helsinki", "America/New_York", "UTC"])(
  "a default date is known by its wall clock, in a study of %s",
  async (timeZone) => {
    const { rows } = await read(
      ["2000-01-01 00:00:00", "1970-01-01 00:00:00", "2000-01-01 02:00:00", "2024-01-05 00:00:00"],
      timeZone,
    );
    expect(rows.map((row) => row.quality)).toEqual(["default", "default", "ok", "ok"]);
  },
);

test("a date in the future is judged again when it has come, and only then", async () => {
  const folder = await ImportFolder.open(
    { "a.csv": "id,time,text\na,2026-03-10T10:00:00Z,One\nb,2026-03-20T10:00:00Z,Two\n" },
    { sources: SOURCES },
  );
  const run = async (now: string) => {
    const { changed, fingerprint } = await folder.import({ now: new Date(now) });
    const rows = await folder.rows<{ quality: string }>(
      "select date_quality as quality from mentions order by native_id",
    );
    return { changed, fingerprint, quality: rows.map((row) => row.quality) };
  };
  try {
    const first = await run("2026-03-01T00:00:00Z");
    expect(first).toMatchObject({ changed: true, quality: ["future", "future"] });
    expect(await run("2026-03-09T09:00:00Z")).toMatchObject({ ...first, changed: false });
    const second = await run("2026-03-09T10:00:00Z");
    expect(second).toMatchObject({ changed: true, quality: ["ok", "future"] });
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(await run("2026-03-10T10:00:00Z")).toMatchObject({ ...second, changed: false });
    const third = await run("2026-04-01T10:00:00Z");
    expect(third).toMatchObject({ changed: true, quality: ["ok", "ok"] });
    expect(await run("2027-04-01T10:00:00Z")).toMatchObject({ ...third, changed: false });
  } finally {
    folder.close();
  }
});
