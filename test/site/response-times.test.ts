import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { responseTable } from "../../src/site/care-page.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { RESPONSE_TIMES } from "../../src/site/publication-sql.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import { type Row, Warehouse } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

interface Asked {
  need: string;
  threads: number;
  answered: number;
  quick: number;
}

/** What is published of these; each mention is another person's. */
async function published(...asked: Asked[]): Promise<Row[]> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const columns = asked.map(
    ({ need, threads, answered, quick }) => `
      select '2026-w45' as period, 'acme' as topic, '${need}' as need, ${threads}::bigint as threads,
        ${answered}::bigint as answered, ${threads} as asked_authors, ${answered} as answered_authors,
        ${threads - answered} as unanswered_authors, 41.2833 as median_minutes, 30.0167 as median_low, 52.5833 as median_high,
        93.7167 as p90_minutes, ${quick} as quick_authors, ${threads - quick} as late_authors,
        ${quick / threads} as within_hour, 0.01 as within_hour_low, 0.2 as within_hour_high,
        ${answered / threads} as answered_share, 0.05 as answered_share_low, 0.5 as answered_share_high`,
  );
  await warehouse.run(`create table response_times as ${columns.join(" union all ")}`);
  const rows = await warehouse.rows<Row>(`${RESPONSE_TIMES} order by need`);
  warehouse.close();
  return rows;
}

test("where it is told how many were answered, their share is told too, however few were answered quickly", async () => {
  const [any] = await published({ need: "any", threads: 155, answered: 11, quick: 3 });
  expect(any).toMatchObject({ threads: 155, answered: 11, within_hour: null });
  expect(any?.["answered_share"]).toBeCloseTo(11 / 155, 8);
  const [few] = await published({ need: "any", threads: 155, answered: 4, quick: 0 });
  expect(few).toMatchObject({ answered: null, answered_share: null, answered_share_low: null });
});

test("of fewer than five who were answered after the hour nobody learns how many by subtraction", async () => {
  const [slow] = await published({ need: "any", threads: 155, answered: 11, quick: 9 });
  expect(slow).toMatchObject({
    answered: 11,
    within_hour: null,
    within_hour_low: null,
    within_hour_high: null,
  });
  const [none] = await published({ need: "any", threads: 155, answered: 11, quick: 11 });
  expect(none?.["within_hour"]).toBeCloseTo(11 / 155, 8);
  const [many] = await published({ need: "any", threads: 155, answered: 15, quick: 9 });
  expect(many?.["within_hour"]).toBeCloseTo(9 / 155, 8);
});

test("parts are never more than the whole, and of parts the share is told, not a count", async () => {
  const seen = await published(
    { need: "any", threads: 98, answered: 41, quick: 20 },
    { need: "complaint", threads: 98, answered: 41, quick: 20 },
    { need: "question", threads: 29, answered: 11, quick: 8 },
  );
  const [any, ...parts] = seen;
  for (const part of parts) expect(Number(part["threads"])).toBeLessThanOrEqual(Number(any?.["threads"]));
  expect(parts).toMatchObject([
    { threads: 95, answered: null, answered_share: 0.42 },
    { threads: 25, answered: null, answered_share: 0.38 },
  ]);
});

test("times are whole minutes, of parts to the nearest five: a median may be one person's", async () => {
  const rows = await published(
    { need: "any", threads: 155, answered: 31, quick: 9 },
    { need: "complaint", threads: 90, answered: 21, quick: 9 },
  );
  expect(rows).toMatchObject([
    { median_minutes: 41, median_low: 30, median_high: 53, p90_minutes: 94 },
    { median_minutes: 40, median_low: 30, median_high: 55, p90_minutes: 95 },
  ]);
});

test("a withheld number of answers is called so, not zero", async () => {
  const rows = await published({ need: "any", threads: 155, answered: 4, quick: 0 });
  const topic = { topic: "acme", label: "Acme", role: "own", category: "tea", parent: null, position: 0 };
  const period = { period: "2026-w45", starts_on: "2026-11-02", ends_on: "2026-11-08", position: 0 };
  const tables = { topics: [topic], periods: [{ ...period, partial: false }], response_times: rows };
  const data = new ReportData({} as RunFacts, new Map<string, Row[]>(Object.entries(tables)));
  const where: PageContext = {
    ...{ data, path: "care", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    text: new Text("en", readCatalogue(locateWorkspace("."), "en")),
  };
  const said = responseTable(where)?.text ?? "";
  expect(said.match(/withheld \(protects small groups\)/g)).toHaveLength(2);
  expect(said).not.toContain(">0<");
});
