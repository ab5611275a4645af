import { expect, test } from "vitest";
import { hiddenLinked, linkedKey } from "../../src/site/linked-tables.ts";
import { breakdownSql, MENTION_CELLS } from "../../src/site/publication-sql.ts";
import { PUBLICATIONS } from "../../src/site/publications.ts";
import { authorsOfOriginals, countAuthors, emptySmallCells } from "../../src/site/small-authors.ts";
import { type Row, Warehouse } from "../../src/warehouse/index.ts";

const DIMENSIONS = ["platform", "source_type", "language", "country", "kind"];

/** Mentions of a skewed, random topic: many channels, countries and weeks have a few authors only. */
async function randomMentions(seed: number): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`
    create table topic_mentions as
    with drawn as (
      select i, hash(i * 7919 + ${seed}) as h, hash(i * 104729 + ${seed} + 1) as g from range(900) as t(i)
    )
    select 'w' || (h % 4) as period, if(i % 3 = 0, 'acme', 'bolt') as topic,
      ['x', 'x', 'x', 'x', 'y', 'y', 'news', 'rare'][1 + (h // 8 % 8)::int] as platform,
      if(g % 30 = 0, 'review', 'social') as source_type,
      ['en', 'en', 'en', 'en', 'en', 'nl', 'fi', 'lv'][1 + (h // 64 % 8)::int] as language,
      ['GB', 'GB', 'GB', 'NL', 'NL', 'FI', 'LV', null][1 + (g // 64 % 8)::int] as country,
      ['original', 'original', 'repost', 'reply', 'quote'][1 + (g // 1024 % 5)::int] as kind,
      'a' || (g // 65536 % 60) as author_key,
      ['positive', 'neutral', 'negative', null][1 + (h // 512 % 4)::int] as label,
      g // 1024 % 5 <> 2 as is_original
    from drawn`);
  return warehouse;
}

/** Every sum a reader of the site can write down: the cells in it, a published total among them. */
function publishedSums(rows: readonly Row[]): number[][] {
  const sums = new Map<string, number[]>();
  const place = new Map(rows.map((row, index) => [linkedKey(row), index]));
  const add = (cell: number, total: Row | null, ...name: unknown[]) => {
    const of = total ? place.get(linkedKey(total)) : null;
    if (of === undefined) return;
    const key = JSON.stringify(name);
    sums.set(key, [...(sums.get(key) ?? (of === null ? [] : [of])), cell]);
  };
  for (const [cell, row] of rows.entries()) {
    const { period = null, topic = null, dimension = null, value = null } = row;
    if (dimension !== "cell") {
      add(cell, null, period, topic, dimension);
      if (period !== "all") add(cell, { period: "all", topic, dimension, value }, topic, dimension, value);
      if (dimension === "kind" && value !== "repost") add(cell, null, "originals", period, topic);
      continue;
    }
    for (const name of ["platform", "language"]) {
      const of = row[name] ?? null;
      add(cell, { period, topic, dimension: name, value: of }, "cell", name, period, topic, of);
    }
    add(cell, null, "label", period, topic, row["label"]);
  }
  return [...sums.values()];
}

/** Cells that follow from sums with one unknown, one after the other. */
function solved(rows: readonly Row[], hidden: ReadonlySet<number>): Row[] {
  const unknown = new Set(hidden);
  const found: Row[] = [];
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const cells of publishedSums(rows)) {
      const open = cells.filter((cell) => unknown.has(cell));
      if (open.length !== 1) continue;
      unknown.delete(open[0] as number);
      found.push(rows[open[0] as number] as Row);
    }
  }
  return found;
}

test("no hidden count follows from all that is published, over periods, dimensions and cells", async () => {
  const seed = 20260705;
  console.log(`seed ${seed}`);
  for (let round = 0; round < 5; round++) {
    const warehouse = await randomMentions(seed + round);
    const counted = await countAuthors(warehouse);
    const linked = await hiddenLinked(warehouse, authorsOfOriginals(counted));
    const rows: Row[] = [];
    const hidden = new Set<number>();
    for (const [name, sql] of [["breakdown", breakdownSql()] as const, ["mention_cells", MENTION_CELLS]]) {
      const publication = PUBLICATIONS.find((each) => each.name === name);
      if (!publication) throw new Error(name);
      const all = await warehouse.rows(sql);
      const shown = emptySmallCells(all, publication, counted, () => "", linked);
      for (const [index, row] of all.entries()) {
        if (shown[index]?.["mentions"] === null) hidden.add(rows.length);
        else expect(Number(row["authors"])).toBeGreaterThanOrEqual(5);
        rows.push(row);
      }
    }
    warehouse.close();
    expect(hidden.size).toBeGreaterThan(20);
    expect(hidden.size).toBeLessThan(rows.length);
    expect(solved(rows, hidden)).toEqual([]);
    expect(new Set(rows.map((row) => row["dimension"]))).toEqual(new Set([...DIMENSIONS, "cell"]));
  }
});
