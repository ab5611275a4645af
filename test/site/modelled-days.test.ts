import { afterAll, beforeAll, expect, test } from "vitest";
import { CARE_PUBLICATIONS } from "../../src/site/care-publications.ts";
import { hiddenLinked, type LinkedCells, volumeKey } from "../../src/site/linked-tables.ts";
import { emptySmallCells } from "../../src/site/small-authors.ts";
import { seededRandom } from "../../src/statistics/index.ts";
import type { Row, Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const SEED = 20260719;
const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);
const START = 56;
/** A day of three people. */
const SMALL = 30;

let warehouse: Warehouse;
let hidden: LinkedCells;

/** Some 40 mentions a day of the one topic, and of the other, on one day of the first three. */
function mentions(): SmallMention[] {
  const random = seededRandom(SEED);
  return Array.from({ length: 84 }, (_, d) =>
    ["small", "large"].flatMap((topic) => {
      const usual = Math.round((d % 7 > 4 ? 25 : 40) + 4 * random.normal());
      const count = topic === "small" && d === SMALL ? 3 : usual;
      return Array.from(
        { length: count },
        (_, i): SmallMention => ({ id: `${topic}${d}-${i}`, at: `${day(d)} 12:00:00`, topics: [topic] }),
      );
    }),
  ).flat();
}

beforeAll(async () => {
  const topics = ["small", "large"].map((topic) => ({ topic, role: "own", category: topic }));
  warehouse = await openSmallStudy({ topics, mentions: mentions() });
  await warehouse.run(`insert into campaigns values
    ('spring', 'Spring', 'small', '${day(START)}', '${day(START + 13)}'),
    ('other', 'Other', 'large', '${day(START)}', '${day(START + 13)}')`);
  await build(warehouse, ...BASE, "campaign_effects", "campaign_days");
  hidden = await hiddenLinked(warehouse);
});

afterAll(() => warehouse.close());

async function published(name: string): Promise<Row[]> {
  const publication = CARE_PUBLICATIONS.find((each) => each.name === name)!;
  const columns = [...publication.columns].join(", ");
  const rows = await warehouse.rows<Row>(`select ${columns} from (${publication.from}) order by all`);
  return emptySmallCells(rows, publication, new Map(), hidden);
}

const fitted = (row: Row) => (Math.log1p(Number(row["low"])) + Math.log1p(Number(row["high"]))) / 2;

/** The mentions of one day from the others of its weekday before the campaign and of the campaign's own line. */
function recovered(rows: readonly Row[], date: string): number {
  const own = rows.filter((row) => row["campaign"] === "spring" && row["view"] === "all");
  const weekday = (row: Row) => new Date(String(row["date"])).getUTCDay();
  const residuals = ["before", "during", "after"].flatMap((phase) => {
    const days = own.filter((row) => row["phase"] === phase && row["date"] !== date);
    const left = days.map((row) => Math.log1p(Number(row["mentions"])) - fitted(row));
    if (phase === "before") return days.map((row, i) => ({ row, left: left[i]! }));
    const [middle, mean] = [(days.length - 1) / 2, left.reduce((sum, z) => sum + z, 0) / days.length];
    const square = days.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
    const slope = left.reduce((sum, z, i) => sum + (i - middle) * z, 0) / square;
    return days.map((row, i) => ({ row, left: left[i]! - mean - slope * (i - middle) }));
  });
  const asked = own.find((row) => row["date"] === date)!;
  const sum = residuals
    .filter(({ row }) => weekday(row) === weekday(asked))
    .reduce((total, { left }) => total + left, 0);
  return Math.expm1(fitted(asked) - sum);
}

test("a withheld day follows from the model's exact figures, and not from what is published", async () => {
  const exact = await warehouse.rows<Row>("select * from campaign_days");
  const date = day(SMALL);
  expect(recovered(exact, date), `seed ${SEED}`).toBeCloseTo(3, 2);
  const rows = await published("campaign_days");
  const own = rows.filter((row) => row["campaign"] === "spring" && row["view"] === "all");
  expect(own.find((row) => row["date"] === date)).toMatchObject({ mentions: null, withheld: true });
  expect(own.filter((row) => row["mentions"] !== null).length).toBeGreaterThan(70);
  for (const row of own) expect(row).toMatchObject({ expected: null, low: null, high: null });
  expect(Math.abs(recovered(own, date) - 3)).toBeGreaterThan(0.5);
  const effects = await published("campaign_effects");
  const [during] = effects.filter(
    (row) => row["campaign"] === "spring" && row["measure"] === "mentions" && row["effect"] !== null,
  );
  expect(during).toMatchObject({ expected: null, level: null, slope_per_week: null, p_value: null });
});

test("where no day is hidden the model is told, in whole numbers and percent", async () => {
  const rows = await published("campaign_days");
  const known = rows.filter((row) => row["campaign"] === "other" && row["expected"] !== null);
  expect(known).toHaveLength(2 * 84);
  for (const row of known)
    for (const name of ["expected", "low", "high"]) expect(Number.isInteger(row[name])).toBe(true);
  const effects = (await published("campaign_effects")).filter((row) => row["campaign"] === "other");
  const told = effects.filter((row) => row["measure"] === "mentions" && row["effect"] !== null);
  expect(told.length).toBeGreaterThan(0);
  for (const row of told) {
    expect(Number.isInteger(row["expected"])).toBe(true);
    for (const name of ["effect", "low", "high", "level", "slope_per_week"])
      expect(Number(row[name])).toBe(Number(Number(row[name]).toFixed(2)));
  }
});

test("a hidden day of a topic that it is compared with takes the model too, one after the campaign does not", () => {
  const publication = CARE_PUBLICATIONS.find((each) => each.name === "campaign_days")!;
  const row = {
    campaign: "c",
    topic: "a",
    view: "all",
    date: "2026-03-02",
    expected: 5,
    compared_with: "b, c",
  };
  const left = (...key: [string, string, string]) =>
    emptySmallCells([row], publication, new Map(), new Set([volumeKey(...key)]))[0]?.["expected"];
  expect(left("2026-01-02", "c", "all")).toBeNull();
  expect(left("2026-01-02", "d", "all")).toBe(5);
  expect(left("2026-01-02", "c", "originals")).toBe(5);
  expect(left("2026-03-03", "a", "all")).toBe(5);
});
