import { expect, test } from "vitest";
import { ratioInterval } from "../../src/statistics/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const WEEKS = ["2026-05-04", "2026-05-11"];

/** Every third text of the first week and two of three of the second are about lost luggage; u0 to u19 write several. */
const mentions = WEEKS.flatMap((day, week) =>
  Array.from({ length: 120 }, (_, i): SmallMention => {
    const lost = week === 0 ? i % 3 === 0 : i % 3 !== 0;
    return {
      ...{ id: `${week}-${i}`, at: `${day} 12:00:00`, topics: ["a"], author: `u${i < 40 ? i % 20 : i}` },
      text: lost
        ? `lost luggage at gate ${week} ${i}`
        : `nothing special ${week} ${i} ${i % 2 ? "weather" : "monday"}`,
      label: lost ? "negative" : i % 2 ? "positive" : "neutral",
      country: i % 2 ? "NL" : "LV",
    };
  }),
);

test("themes of the whole time are followed period by period, as counted by hand", async () => {
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: [...mentions, { id: "last", at: "2026-05-17 12:00:00", topics: [] }],
  });
  await build(
    warehouse,
    ...BASE,
    "term_documents",
    "text_term_lists",
    "text_terms",
    "term_words",
    "term_counts",
  );
  await build(warehouse, "human_labels", "label_majority", "cooccurring_terms", "themes", "theme_periods");
  const rows = await warehouse.rows<Record<string, number | string>>(
    "select * from theme_periods where theme like '%lost%' order by period",
  );
  expect(rows).toHaveLength(2);
  for (const [week, row] of rows.entries()) {
    const own = mentions.filter(({ id }) => id.startsWith(`${week}-`));
    const authors = [...new Set(own.map(({ author }) => author))];
    const of = (author: string | undefined) => own.filter((mention) => mention.author === author);
    const lost = (list: typeof own) => list.filter(({ text }) => text?.startsWith("lost")).length;
    const expected = ratioInterval({
      y: authors.map((author) => lost(of(author))),
      x: authors.map((author) => of(author).length),
    });
    expect(row["texts"]).toBe(lost(own));
    expect(row["documents"]).toBe(120);
    expect(row["authors"]).toBe(authors.filter((author) => lost(of(author)) > 0).length);
    expect(row["share"]).toBeCloseTo(expected.value ?? -1, 8);
    expect(row["low"]).toBeCloseTo(expected.low ?? -1, 8);
    expect(row["high"]).toBeCloseTo(expected.high ?? -1, 8);
    expect(row["clear"]).toBe(week === 0 ? null : true);
  }
  await warehouse.close();
});

test("net sentiment by country has the interval of authors counted by hand", async () => {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await build(warehouse, ...BASE, "group_sentiment");
  const rows = await warehouse.rows<Record<string, number | string>>(
    "select * from group_sentiment where dimension = 'country' order by value",
  );
  expect(rows.map((row) => row["value"])).toEqual(["LV", "NL"]);
  for (const row of rows) {
    const own = mentions.filter(({ country }) => country === row["value"]);
    const authors = [...new Set(own.map(({ author }) => author))];
    const count = (author: string | undefined, label: string) =>
      own.filter((mention) => mention.author === author && mention.label === label).length;
    const expected = ratioInterval(
      {
        y: authors.map((author) => count(author, "positive") - count(author, "negative")),
        x: authors.map((author) => own.filter((mention) => mention.author === author).length),
      },
      { scale: "net" },
    );
    expect(row["scored"]).toBe(own.length);
    expect(row["authors"]).toBe(authors.length);
    expect(row["net"]).toBeCloseTo(expected.value ?? -2, 8);
    expect(row["low"]).toBeCloseTo(expected.low ?? -2, 8);
    expect(row["high"]).toBeCloseTo(expected.high ?? -2, 8);
  }
  await warehouse.close();
});

test("a hashtag that texts share in several languages is a theme of all texts that hold it", async () => {
  const words = ["karte norakstīta divreiz", "twice charged card", "dubbel afgeschreven pas"];
  const tagged = Array.from(
    { length: 90 },
    (_, i): SmallMention => ({
      ...{ id: `m${i}`, at: "2026-05-04 12:00:00", topics: ["a"], author: `u${i}`, label: "negative" },
      text:
        i < 12
          ? `${words[i % 3]} #doublecharge ${i}`
          : `quiet day number ${i} ${i % 2 ? "weather" : "monday"}`,
    }),
  );
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: tagged });
  await build(
    warehouse,
    ...BASE,
    "term_documents",
    "text_term_lists",
    "text_terms",
    "term_words",
    "term_counts",
  );
  await build(warehouse, "human_labels", "label_majority", "cooccurring_terms", "themes");
  const rows = await warehouse.rows(
    "select period, theme, texts, authors from themes where theme = '#doublecharge' order by period",
  );
  expect(rows).toEqual([
    { period: "2026-w19", theme: "#doublecharge", texts: 12, authors: 12 },
    { period: "all", theme: "#doublecharge", texts: 12, authors: 12 },
  ]);
  await warehouse.close();
});
