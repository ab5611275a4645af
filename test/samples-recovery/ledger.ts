import { expect, test } from "vitest";
import type { Post } from "../samples/post.ts";
import type { Recovered } from "./recovered.ts";

interface LedgerRow {
  file: string;
  rows_read: number;
  mentions: number;
  duplicates: number;
  rejected: number;
  zone: string;
  zone_evidence: string;
}

const base = (file: string) => file.split("/").at(-1)!;

/** The import's accounts against what was written into the files. */
export function ledgerTests(recovered: () => Recovered): void {
  test("every file's rows are read, rejected and kept exactly", async () => {
    const { study, rows } = recovered();
    const ledger = await rows<LedgerRow>("select * from import_ledger");
    expect(ledger.map((row) => base(row.file)).sort()).toEqual(Object.keys(study.truth.files).sort());
    for (const row of ledger) {
      const file = study.truth.files[base(row.file)]!;
      const rejected = Object.values(file.rejected).reduce((sum, n) => sum + n, 0);
      const found = { rows_read: Number(row.rows_read), rejected: Number(row.rejected) };
      expect(found, row.file).toEqual({ rows_read: file.rows_read, rejected });
      expect(Number(row.mentions) + Number(row.duplicates), row.file).toBe(file.posts + file.repeated_within);
    }
  });

  test("mentions, duplicates and rejected rows add up to what was planted", async () => {
    const { study, rows } = recovered();
    const [sums] = await rows<Record<string, number>>(
      "select sum(rows_read)::int as rows_read, sum(mentions)::int as mentions, sum(duplicates)::int as duplicates, sum(rejected)::int as rejected from import_ledger",
    );
    expect(sums).toEqual(study.truth.totals);
  });

  test("duplicates lie between the files that overlap and within those that repeat rows", async () => {
    const { study, rows } = recovered();
    const dropped = await rows<{ dropped: string; kept: string; n: number }>(
      "select d.file as dropped, m.file as kept, count(*)::int as n from duplicate_rows d join mentions m using (mention_id) group by all",
    );
    const found: Record<string, number> = {};
    for (const { dropped: one, kept: other, n } of dropped) {
      const key = one === other ? base(one) : [base(one), base(other)].sort().join(" & ");
      found[key] = (found[key] ?? 0) + n;
    }
    const planted: Record<string, number> = {};
    for (const [name, file] of Object.entries(study.truth.files)) {
      if (file.repeated_within > 0) planted[name] = file.repeated_within;
    }
    for (const [pair, n] of Object.entries(study.truth.overlaps)) {
      planted[pair.split(" & ").sort().join(" & ")] = n;
    }
    expect(found).toEqual(planted);
  });

  test("the zones of the files are found: every post has its moment", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ key: string; at: number; file: string }>(
      `select ${KEY} as key, epoch_ms(published_at)::double as at, file from mentions where date_quality = 'ok'`,
    );
    const planted = new Map(study.posts.map((post) => [keyOf(post), post.at]));
    // An hour that a clock shows twice in autumn can be told apart by an id only.
    const twice = (file: string, one: number, other: number) => {
      const { zone, zone_proof } = study.truth.files[base(file)]!;
      return zone_proof === "study" && clock(one, zone) === clock(other, zone);
    };
    const wrong = found.filter(({ key, at, file }) => {
      const minute = file.includes("meltwater") ? 60_000 : 1;
      return (
        Math.floor(planted.get(key)! / minute) * minute !== Math.floor(at / minute) * minute &&
        !twice(file, planted.get(key)!, at)
      );
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(found.length).toBe(study.truth.date_quality["ok"]);
  });

  test("the ledger names a zone that agrees with the file, and its evidence", async () => {
    const { study, rows } = recovered();
    for (const row of await rows<LedgerRow>("select * from import_ledger")) {
      const file = study.truth.files[base(row.file)]!;
      for (const at of ["2026-08-01T12:00:00Z", "2026-11-01T12:00:00Z"]) {
        expect(clock(at, row.zone), `${row.file}: ${row.zone}`).toBe(clock(at, file.zone));
      }
      if (file.zone_proof === "ids") expect(row.zone_evidence).toMatch(/proved by [\d,]+ of [\d,]+/);
      if (file.zone_proof === "study") expect(row.zone_evidence).toMatch(/settings/);
    }
  });

  test("impossible and missing dates are marked", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ date_quality: string; n: number }>(
      "select date_quality, count(*)::int as n from mentions group by 1",
    );
    expect(Object.fromEntries(found.map((row) => [row.date_quality, row.n]))).toEqual(
      study.truth.date_quality,
    );
  });

  test("the days without collection are the only gaps, in every source that covers them", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ source: string; days: string[] }>(
      "select source, list(date::varchar order by date) as days from coverage_daily where gap group by source",
    );
    for (const { source, days } of found) expect(days, source).toEqual(study.truth.gap_days);
    const [sources] = await rows<{ n: number }>(
      "select count(distinct source)::int as n from coverage_daily where date = '2026-08-19'",
    );
    expect(found.length).toBe(sources!.n);
  });

  test("reposts are known, tied to their original, and have its whole text", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ key: string; text: string; original: string }>(
      `select ${KEY} as key, text, original_id as original from mentions where kind = 'repost'`,
    );
    const planted = new Map(
      study.posts.filter((post) => post.kind === "repost").map((post) => [keyOf(post), post]),
    );
    expect(found.length).toBe(study.truth.kinds["repost"]);
    for (const row of found) expect(planted.has(row.key), row.key).toBe(true);
    const cut = found.filter(({ key, text }) => !flat(text).includes(flat(planted.get(key)!.of!.text)));
    expect(cut.slice(0, 5)).toEqual([]);
  });
}

/** Names a post by what both sides know of it. */
const KEY = `case
  when platform in ('x', 'youtube', 'reddit') then native_id
  when platform = 'bluesky' then split_part(native_id, '/', -1)
  when platform = 'web' then url
  else author_name || ' ' || text end`;

function keyOf(post: Post): string {
  if (post.platform === "forum" || post.platform === "news") return post.url;
  if (post.platform === "review" || post.platform === "telegram") return `${post.author.name} ${post.text}`;
  return post.id;
}

const flat = (text: string) => text.replace(/\s+/g, " ");

const clock = (at: string | number, zone: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(
    new Date(at),
  );
