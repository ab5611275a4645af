import { expect, test } from "vitest";
import { clusterTerms } from "../../pipelines/analysis/term-clusters.ts";
import { ratioInterval } from "../../src/statistics/index.ts";
import { BASE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

const LINKS = [
  { term: "bag", other: "lost", weight: 0.6 },
  { term: "bag", other: "claim", weight: 0.5 },
  { term: "claim", other: "lost", weight: 0.4 },
  { term: "hold", other: "phone", weight: 0.7 },
  { term: "lost", other: "phone", weight: 0.1 },
];

test("terms with strong links make a group; one weak link does not join two groups", () => {
  expect(clusterTerms(LINKS, 0.2)).toEqual([
    ["bag", "lost", "claim"],
    ["hold", "phone"],
  ]);
  expect(clusterTerms(LINKS, 0.65)).toEqual([["hold", "phone"]]);
  expect(clusterTerms([], 0.2)).toEqual([]);
});

test("the order of the links makes no difference", () => {
  const turned = [...LINKS]
    .reverse()
    .map(({ term, other, weight }) => ({ term: other, other: term, weight }));
  expect(clusterTerms(turned, 0.2)).toEqual(clusterTerms(LINKS, 0.2));
});

test("themes are found in texts, with the number of texts that hold two of their terms", async () => {
  const mentions = Array.from({ length: 240 }, (_, i): SmallMention => {
    const text =
      i % 4 === 0
        ? `lost luggage at the carousel, ticket ${i}`
        : i % 4 === 1
          ? `crew smiled, lovely snacks ${i}`
          : `nothing special here ${i} ${i % 3 ? "weather" : "monday"}`;
    return {
      id: `m${i}`,
      at: "2026-05-04 12:00:00",
      topics: ["a"],
      author: `u${i}`,
      text,
      label: i % 4 === 0 ? "negative" : "positive",
    };
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
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
  const pair = await warehouse.row(
    "select together, texts, other_texts, documents, lift from cooccurring_terms where term = 'lost' and other = 'luggage'",
  );
  expect(pair).toEqual({ together: 60, texts: 60, other_texts: 60, documents: 240, lift: 4 });
  const themes = await warehouse.rows<{ terms: string[]; texts: number }>(
    "select terms, texts, net, low, high, interval, labelled from themes",
  );
  const lost = themes.find((theme) => theme.terms.includes("luggage"))!;
  expect([...lost.terms].sort()).toEqual(expect.arrayContaining(["carousel", "lost", "luggage"]));
  expect(lost.terms).not.toContain("snacks");
  expect(lost).toMatchObject({ texts: 60, net: -1, interval: "sampling", labelled: 0 });
  const { low, high } = ratioInterval({ y: Array(60).fill(-1), x: Array(60).fill(1) }, { scale: "net" });
  expect(lost).toMatchObject({ low: expect.closeTo(low!, 8), high: expect.closeTo(high!, 8) });
  warehouse.close();
});

test("the net sentiment of a theme is clustered by author, and labels of thirty of its texts correct it", async () => {
  const mentions = Array.from({ length: 240 }, (_, i): SmallMention => {
    const about = i % 2 === 0;
    return {
      ...{ id: `m${i}`, at: "2026-05-04 12:00:00", topics: ["a"] },
      author: i < 80 ? "loud" : `u${i % 50}`,
      text: about ? `lost luggage at the carousel, ticket ${i}` : `nothing special here, number ${i}`,
      label: about ? (i % 8 === 0 ? "negative" : "positive") : "neutral",
    };
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
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
  const one = () =>
    warehouse.row<Record<string, number | string>>(
      "select net, low, high, interval, labelled from themes where list_contains(terms, 'luggage')",
    );
  const own = mentions.filter((_, i) => i % 2 === 0);
  const authors = [...new Set(own.map((m) => m.author!))];
  const count = (author: string, label?: string) =>
    own.filter((m) => m.author === author && (!label || m.label === label)).length;
  const machine = ratioInterval(
    {
      y: authors.map((a) => count(a, "positive") - count(a, "negative")),
      x: authors.map((a) => count(a)),
    },
    { scale: "net" },
  );
  const before = (await one())!;
  expect(before).toMatchObject({ interval: "sampling", labelled: 0, net: 0.5 });
  expect(before["low"]).toBeCloseTo(machine.low!, 8);
  expect(before["high"]).toBeCloseTo(machine.high!, 8);

  // People call every ticket negative.
  const codes = own
    .slice(20, 80)
    .map((m, i) => `('s', 'u${i}', '${m.id}', 'a', '2026-w19', 'en', 'x', 0.5, 'ab', 'negative', 'yes')`);
  await warehouse.run(`insert into human_labels values ${codes.join(", ")}; drop table label_majority`);
  await build(warehouse, "label_majority", "themes");
  const after = (await one())!;
  expect(after).toMatchObject({ interval: "sampling_and_classifier", labelled: 60 });
  expect(after["net"] as number).toBeLessThan(-0.8);
  warehouse.close();
});

test("a text that was posted often is one text of its theme, labelled or not", async () => {
  // Sixty tickets, and one of them posted 90 times more: people call that one positive, the others negative.
  const mentions = Array.from({ length: 210 }, (_, i): SmallMention => {
    const about = i < 150;
    return {
      ...{ id: `m${i}`, at: "2026-05-04 12:00:00", topics: ["a"], author: `u${i}` },
      text: about
        ? `lost luggage at the carousel, ticket ${Math.min(i, 59)}`
        : `nothing special here, number ${i}`,
      label: "neutral",
    };
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await build(
    warehouse,
    ...BASE,
    "term_documents",
    "text_term_lists",
    "text_terms",
    "term_words",
    "term_counts",
  );
  await runStep(warehouse, "human_labels");
  const codes = mentions
    .slice(0, 150)
    .map(
      (m, i) =>
        `('s', 'u${i}', '${m.id}', 'a', '2026-w19', 'en', 'x', 1, 'ab', '${i < 59 ? "negative" : "positive"}', 'yes')`,
    );
  await warehouse.run(`insert into human_labels values ${codes.join(", ")}`);
  await build(warehouse, "label_majority", "cooccurring_terms", "themes");
  const found = await warehouse.row<Record<string, number | string>>(
    "select net, interval, labelled from themes where list_contains(terms, 'luggage')",
  );
  expect(found).toMatchObject({ interval: "sampling_and_classifier", labelled: 60 });
  expect(found!["net"]).toBeCloseTo(-58 / 60, 2);
  warehouse.close();
});
