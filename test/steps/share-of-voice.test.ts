import { expect, test } from "vitest";
import { differenceInterval, ratioInterval } from "../../src/statistics/index.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const SEED = Number(process.env["SEED"] ?? 20260504);

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const TOPICS = ["constructor", "b", "c"];

/** Two weeks of mentions by authors of very unequal activity, some of several topics. */
function mentionsOf(seed: number): SmallMention[] {
  const random = randomFrom(seed);
  return Array.from({ length: 600 }, (_, i) => {
    const first = TOPICS[Math.floor(random() * 3)]!;
    const second = random() < 0.2 ? TOPICS[Math.floor(random() * 3)]! : first;
    const day = 4 + Math.floor(random() * 14);
    return {
      id: `m${i}`,
      at: `2026-05-${String(day).padStart(2, "0")} 12:00:00`,
      topics: [...new Set([first, second])],
      author: `u${Math.floor(random() ** 3 * 120)}`,
      kind: random() < 0.3 ? "repost" : "original",
      engagement: random() < 0.2 ? null : Math.floor(random() ** 4 * 200),
      label: (["negative", "neutral", "positive", "not_scored"] as const)[Math.floor(random() * 4)]!,
    };
  });
}

const periodOf = (mention: SmallMention) => (mention.at.slice(8, 10) <= "10" ? "2026-w19" : "2026-w20");

/** y and x per author, counted without SQL. */
function recount(mentions: SmallMention[], topic: string, basis: string, counting: string) {
  const authors = [...new Set(mentions.map((m) => m.author!))].sort();
  const x = authors.map((author) => {
    const own = mentions.filter((m) => m.author === author);
    if (basis === "authors") return 1;
    return basis === "mentions" ? own.length : own.reduce((sum, m) => sum + (m.engagement ?? 0), 0);
  });
  const y = authors.map((author) => {
    const own = mentions.filter((m) => m.author === author);
    const about = own.filter((m) => m.topics.includes(topic));
    if (basis === "authors") {
      const named = new Set(own.flatMap((m) => m.topics));
      return !named.has(topic) ? 0 : counting === "full" ? 1 : 1 / named.size;
    }
    const amount = (m: SmallMention) => (basis === "mentions" ? 1 : (m.engagement ?? 0));
    return about.reduce((sum, m) => sum + amount(m) / (counting === "full" ? 1 : m.topics.length), 0);
  });
  return { authors, y, x };
}

const inView = (mentions: SmallMention[], view: string) =>
  view === "all" ? mentions : mentions.filter((m) => m.kind !== "repost");

test("share of voice in every basis, view and counting equals a recount, interval and all", async () => {
  const mentions = mentionsOf(SEED);
  const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_pair_sums", "share_of_voice");
  const rows = await warehouse.rows("select * from share_of_voice");
  expect(rows).toHaveLength(2 * 3 * 2 * 3 * 2);
  for (const row of rows) {
    const seen = inView(mentions, String(row["view"])).filter((m) => periodOf(m) === row["period"]);
    const { y, x } = recount(seen, String(row["topic"]), String(row["basis"]), String(row["counting"]));
    const interval = ratioInterval({ y, x }, { mentions: seen.length });
    const where = `seed ${SEED}: ${JSON.stringify(row)}`;
    expect(row["numerator"], where).toBeCloseTo(
      y.reduce((a, b) => a + b, 0),
      6,
    );
    expect(row["denominator"], where).toBeCloseTo(
      x.reduce((a, b) => a + b, 0),
      6,
    );
    expect(row["share"], where).toBeCloseTo(interval.value!, 8);
    expect(row["low"], where).toBeCloseTo(interval.low!, 7);
    expect(row["high"], where).toBeCloseTo(interval.high!, 7);
    expect(row["authors"], where).toBe(interval.n_authors);
    expect(row["method"], where).toBe(interval.method);
  }
  warehouse.close();
});

test("how far the first of a panel is ahead is the paired difference of a recount", async () => {
  const mentions = mentionsOf(SEED + 3);
  const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_pair_sums", "share_of_voice");
  const rows = await warehouse.rows("select * from share_of_voice where leads is not null");
  expect(rows).toHaveLength(2 * 2 * 3 * 2);
  for (const row of rows) {
    const seen = inView(mentions, String(row["view"])).filter((m) => periodOf(m) === row["period"]);
    const sides = new Map(
      TOPICS.map((topic) => [topic, recount(seen, topic, String(row["basis"]), String(row["counting"]))]),
    );
    const own = sides.get(String(row["topic"]))!;
    const against = (topic: string) =>
      ratioInterval(
        { y: own.y.map((y, i) => y - sides.get(topic)!.y[i]!), x: own.x },
        { scale: "net", mentions: seen.length },
      );
    const where = `seed ${SEED + 3}: ${JSON.stringify(row)}`;
    const next = against(String(row["ahead_of"]));
    expect(row["ahead"], where).toBeCloseTo(next.value!, 8);
    expect(row["ahead_low"], where).toBeCloseTo(next.low!, 7);
    expect(row["ahead_high"], where).toBeCloseTo(next.high!, 7);
    const others = TOPICS.filter((topic) => topic !== row["topic"]).map(against);
    expect(row["leads"], where).toBe(others.every(({ low }) => low! > 0));
    for (const other of others) expect(other.value!, where).toBeGreaterThanOrEqual(0);
  }
  warehouse.close();
});

test("a lead is told where both shares' own intervals still overlap", async () => {
  // 60 authors speak of both a and b, a little more of b; others speak of c. How many of either kind speak is chance, and
  // moves a and b together.
  const mentions: SmallMention[] = Array.from({ length: 74 }, (_, i) =>
    Array.from({ length: 5 + (i % 9) * 2 }, (_, post) => ({
      id: `m${i}-${post}`,
      at: "2026-05-04 12:00:00",
      topics: [i >= 60 ? "c" : post < 3 + (i % 9) ? "b" : "a"],
      author: `u${i}`,
    })),
  ).flat();
  const warehouse = await openSmallStudy({ topics: ["a", "b", "c"].map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_pair_sums", "share_of_voice");
  const [b, a] = await warehouse.rows<Record<string, number | boolean>>(
    "select * from share_of_voice where view = 'all' and basis = 'mentions' and counting = 'full' and topic <> 'c' order by topic desc",
  );
  expect(a!["high"] as number).toBeGreaterThan(b!["low"] as number);
  expect(b).toMatchObject({ leads: true, ahead_of: "a" });
  expect(a).toMatchObject({ leads: null, ahead: null });
  warehouse.close();
});

test("changes subtract the influences of shared authors as the arrays of a recount do", async () => {
  const mentions = mentionsOf(SEED + 1);
  const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_change_sums");
  await build(warehouse, "human_labels", "label_majority", "sentiment_sums", "topic_change_sums", "changes");
  const rows = await warehouse.rows("select * from changes where metric = 'sov'");
  expect(rows).toHaveLength(3 * 2 * 3 * 2);
  for (const row of rows) {
    const [now, before] = ["2026-w20", "2026-w19"].map((period) =>
      recount(
        inView(mentions, String(row["view"])).filter((m) => periodOf(m) === period),
        String(row["topic"]),
        String(row["basis"]),
        String(row["counting"]),
      ),
    );
    const authors = [...new Set([...now!.authors, ...before!.authors])];
    const aligned = (side: NonNullable<typeof now>) => ({
      y: authors.map((author) => side.y[side.authors.indexOf(author)] ?? 0),
      x: authors.map((author) => side.x[side.authors.indexOf(author)] ?? 0),
    });
    const expected = differenceInterval({ now: aligned(now!), before: aligned(before!) });
    const where = `seed ${SEED + 1}: ${JSON.stringify(row)}`;
    expect(row["difference"], where).toBeCloseTo(expected.value!, 8);
    expect(row["low"], where).toBeCloseTo(expected.low!, 7);
    expect(row["high"], where).toBeCloseTo(expected.high!, 7);
    expect(row["authors"], where).toBe(expected.n_authors);
  }
  warehouse.close();
});

test("net sentiment and its change equal a recount", async () => {
  const mentions = mentionsOf(SEED + 2);
  const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_change_sums");
  await build(warehouse, "human_labels", "label_majority", "validated_sentiment");
  await build(warehouse, "sentiment_sums", "topic_change_sums", "net_sentiment", "changes");
  const netOf = (topic: string, view: string, period: string) => {
    const seen = inView(mentions, view).filter(
      (m) => m.topics.includes(topic) && periodOf(m) === period && m.label !== "not_scored",
    );
    const authors = [...new Set(seen.map((m) => m.author!))];
    const count = (author: string, label: string) =>
      seen.filter((m) => m.author === author && (label === "" || m.label === label)).length;
    return {
      authors,
      y: authors.map((author) => count(author, "positive") - count(author, "negative")),
      x: authors.map((author) => count(author, "")),
    };
  };
  const rows = await warehouse.rows("select * from net_sentiment");
  expect(rows).toHaveLength(12);
  for (const row of rows) {
    const { y, x } = netOf(String(row["topic"]), String(row["view"]), String(row["period"]));
    const interval = ratioInterval({ y, x }, { scale: "net" });
    const where = `seed ${SEED + 2}: ${JSON.stringify(row)}`;
    expect(row["net"], where).toBeCloseTo(interval.value!, 8);
    expect(row["low"], where).toBeCloseTo(interval.low!, 7);
    expect(row["high"], where).toBeCloseTo(interval.high!, 7);
  }
  const changes = await warehouse.rows<Row>("select * from changes where metric = 'net'");
  expect(changes).toHaveLength(6);
  for (const row of changes) {
    const [now, before] = ["2026-w20", "2026-w19"].map((p) =>
      netOf(String(row["topic"]), String(row["view"]), p),
    );
    const authors = [...new Set([...now!.authors, ...before!.authors])];
    const aligned = (side: NonNullable<typeof now>) => ({
      y: authors.map((author) => side.y[side.authors.indexOf(author)] ?? 0),
      x: authors.map((author) => side.x[side.authors.indexOf(author)] ?? 0),
    });
    const expected = differenceInterval({ now: aligned(now!), before: aligned(before!) }, { scale: "net" });
    expect(row["difference"]).toBeCloseTo(expected.value!, 8);
    expect(row["low"]).toBeCloseTo(expected.low!, 7);
    expect(row["high"]).toBeCloseTo(expected.high!, 7);
  }
  warehouse.close();
});

test("net sentiment per language equals the topic's where all speak one language", async () => {
  const mentions = mentionsOf(SEED + 3);
  const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions });
  await build(warehouse, ...BASE, "sentiment_sums", "human_labels", "label_majority", "validated_sentiment");
  await build(warehouse, "net_sentiment", "language_sums", "language_sentiment");
  const columns = "period, topic, view, negative, neutral, positive, net, low, high, authors, method";
  expect(await warehouse.rows(`select ${columns} from language_sentiment order by all`)).toEqual(
    await warehouse.rows(`select ${columns} from net_sentiment order by all`),
  );
  warehouse.close();
});

test("volumes are not compared where a period misses days; shares and net sentiment are", async () => {
  const lost = (mention: SmallMention) => !mention.at.startsWith("2026-05-13");
  const methods = async (gaps: string[]) => {
    const mentions = gaps.length > 0 ? mentionsOf(SEED + 3).filter(lost) : mentionsOf(SEED + 3);
    const warehouse = await openSmallStudy({ topics: TOPICS.map((topic) => ({ topic })), mentions, gaps });
    await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_change_sums");
    await build(
      warehouse,
      "human_labels",
      "label_majority",
      "sentiment_sums",
      "topic_change_sums",
      "changes",
    );
    const rows = await warehouse.rows<{ metric: string; method: string; differences: number }>(
      `select metric, method, count("difference") as differences from changes
       where basis = 'mentions' and coalesce(counting, 'full') = 'full' group by all order by metric`,
    );
    warehouse.close();
    return rows;
  };
  const said = (metric: string, method: string, differences: number) => ({ metric, method, differences });
  expect(await methods([])).toContainEqual(said("volume", "clustered", 6));
  const missing = await methods(["2026-05-13"]);
  expect(missing).toContainEqual(said("volume", "gaps", 0));
  expect(missing).toContainEqual(said("sov", "clustered", 6));
  expect(missing).toContainEqual(said("net", "clustered", 6));
});

test("a topic alone has no share of voice, and without mentions there is none", async () => {
  const alone = mentionsOf(SEED).map((mention) => ({ ...mention, topics: ["constructor"] }));
  const topics = [{ topic: "constructor" }];
  for (const study of [
    { topics, mentions: alone },
    { topics: [...topics, { topic: "b" }], mentions: [] },
  ]) {
    const warehouse = await openSmallStudy(study);
    await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_pair_sums", "share_of_voice");
    expect(await warehouse.count("share_of_voice")).toBe(0);
    warehouse.close();
  }
});

test("where only one topic of a panel is named it has all of the voice and leads nobody", async () => {
  const mentions = mentionsOf(SEED).map((mention) => ({ ...mention, topics: ["constructor"] }));
  const warehouse = await openSmallStudy({ topics: [{ topic: "constructor" }, { topic: "b" }], mentions });
  await build(warehouse, ...BASE, "panel_totals", "share_sums", "share_pair_sums", "share_of_voice");
  const leads =
    "select distinct leads, ahead_of from share_of_voice where topic = 'constructor' and share = 1";
  expect(await warehouse.rows(leads)).toHaveLength(1);
  warehouse.close();
});
