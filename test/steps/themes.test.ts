import { expect, test } from "vitest";
import { clusterTerms } from "../../pipelines/analysis/term-clusters.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

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
  await build(warehouse, ...BASE, "text_tokens", "term_documents", "text_terms", "term_counts");
  await build(warehouse, "cooccurring_terms", "themes");
  const pair = await warehouse.row(
    "select together, texts, other_texts, documents, lift from cooccurring_terms where term = 'lost' and other = 'luggage'",
  );
  expect(pair).toEqual({ together: 60, texts: 60, other_texts: 60, documents: 240, lift: 4 });
  const themes = await warehouse.rows<{ terms: string[]; texts: number; net: number }>(
    "select terms, texts, net from themes",
  );
  const lost = themes.find((theme) => theme.terms.includes("luggage"))!;
  expect([...lost.terms].sort()).toEqual(expect.arrayContaining(["carousel", "lost", "luggage"]));
  expect(lost.terms).not.toContain("snacks");
  expect(lost).toMatchObject({ texts: 60, net: -1 });
  warehouse.close();
});
