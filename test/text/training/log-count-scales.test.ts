import { expect, test } from "vitest";
import { mix } from "../../../src/text/hash.ts";
import { groupSalt } from "../../../src/text/language-group.ts";
import { Lexicon } from "../../../src/text/lexicon.ts";
import { Tokens } from "../../../src/text/tokens.ts";
import { extractCorpus } from "../../../src/text/training/corpus.ts";
import { logCountScales } from "../../../src/text/training/log-count-scales.ts";

/** Texts of two sources: one has all three classes, the other no neutral. */
function corpusOf() {
  const texts = [0, 1, 2].flatMap((label) =>
    Array.from({ length: 40 }, (_, i) => ({
      text: `qa ${i % 2 === 0 && label === 2 ? "vu" : "we"}`,
      label,
      source: 0,
      language: "hu",
    })),
  );
  for (const label of [0, 2])
    for (let i = 0; i < 60; i++) texts.push({ text: "zo", label, source: 1, language: "hu" });
  const corpus = extractCorpus(texts, Lexicon.build([]));
  const scales = logCountScales({
    corpus,
    rows: Int32Array.from(texts.keys()),
    labels: Uint8Array.from(texts, (t) => t.label),
    weights: new Float32Array(texts.length).fill(1),
    binary: Uint8Array.from(texts, (t) => t.source),
    sources: Uint16Array.from(texts, (t) => t.source),
  });
  return (word: string) => {
    const tokens = new Tokens();
    tokens.read(word);
    return scales[corpus.vocabulary.idOf(mix((tokens.hash[0] as number) ^ groupSalt("hu")))] as number;
  };
}

test("a word found alike in all classes of its source weighs least, whatever classes the source lacks", () => {
  const scaleOf = corpusOf();
  expect(scaleOf("qa")).toBeCloseTo(0.25, 5);
  expect(scaleOf("zo")).toBeCloseTo(0.25, 5);
});

test("a word of one class weighs by the log of its smoothed rates inside and outside", () => {
  const scaleOf = corpusOf();
  // 20 times positive; a third would be: (20 + 4/3) / (1/3) against (0 + 8/3) / (2/3).
  expect(scaleOf("vu")).toBeCloseTo(0.25 + Math.log((20 + 4 / 3) / (1 / 3) / (8 / 3 / (2 / 3))), 4);
});
