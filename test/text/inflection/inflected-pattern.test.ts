import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  inflectedPattern,
  inflectionLanguages,
  matchesInflected,
} from "../../../src/text/inflection/index.ts";
import { foldCase, normaliseText, words } from "../../../src/text/normalise/index.ts";
import { literal } from "../../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { PACKAGE_ROOT } from "../../../src/workspace.ts";
import {
  DUTCH_NAMES,
  ENGLISH_NAMES,
  FINNISH_NAMES,
  HUNGARIAN_NAMES,
  LATVIAN_NAMES,
  namePairs,
} from "./names.ts";

const LISTS: readonly (readonly [string, string])[] = [
  ["lv", LATVIAN_NAMES],
  ["hu", HUNGARIAN_NAMES],
  ["fi", FINNISH_NAMES],
];
const CORPUS = join(PACKAGE_ROOT, "..", "shared", "data", "labelled", "sentiment.parquet");

describe.each(LISTS)("inflected names in %s", (language, list) => {
  const pairs = namePairs(list);

  it("holds at least 100 different ones", () => {
    expect(new Set(pairs.map((pair) => pair.join(" "))).size).toBeGreaterThanOrEqual(100);
  });

  it.each(pairs)("%s is found in %s", (name, form) => {
    expect(matchesInflected(form, name, [language])).toBe(true);
  });

  it("finds no other name of the list", () => {
    const names = [...new Set(pairs.map(([name]) => name))];
    const wrong = pairs.flatMap(([own, form]) =>
      names
        .filter((name) => name !== own && matchesInflected(form, name, [language]))
        .map((name) => `${name}: ${form}`),
    );
    expect(wrong).toEqual([]);
  });

  it.skipIf(!existsSync(CORPUS))(
    "takes under 0.3 % of the words of ordinary text in small letters, names written small among them",
    async () => {
      const warehouse = await Warehouse.open({ path: ":memory:" });
      try {
        const texts = await warehouse.rows<{ text: string }>(
          `select text from ${literal(CORPUS)} where lang = ${literal(language)} order by md5(text) limit 8000`,
        );
        const patterns = [...new Set(pairs.map(([name]) => name))].map((name) => {
          const { prefix, regex } = inflectedPattern(name, [language]);
          return { name, prefix, regex: new RegExp(regex, "u") };
        });
        let seen = 0;
        let small = 0;
        for (const { text } of texts) {
          for (const word of words(normaliseText(text))) {
            seen++;
            const form = foldCase(word);
            // A name is written with a capital: a match in small letters that is not the name itself counts as false.
            if (form !== word) continue;
            if (patterns.some((p) => form !== p.name && form.startsWith(p.prefix) && p.regex.test(form)))
              small++;
          }
        }
        expect(seen).toBeGreaterThan(10_000);
        expect(small / seen).toBeLessThan(0.003);
      } finally {
        warehouse.close();
      }
    },
  );
});

describe("other languages and words", () => {
  it.each([
    ...namePairs(DUTCH_NAMES).map((pair) => [...pair, "nl"] as const),
    ...namePairs(ENGLISH_NAMES).map((pair) => [...pair, "en"] as const),
  ])("%s is found in %s (%s)", (name, form, language) => {
    expect(matchesInflected(form, name, [language])).toBe(true);
  });

  it("knows the endings of five languages", () => {
    expect(inflectionLanguages()).toEqual(["en", "fi", "hu", "lv", "nl"]);
  });

  it.each([
    ["ajax", "ajaxs", "nl"],
    ["amsterdam", "amsterdamse", "nl"],
    ["tesco", "tescos", "en"],
    ["company", "companies", "en"],
    ["bus", "buses", "en"],
  ])("%s is found in %s (%s)", (name, form, language) => {
    expect(matchesInflected(form, name, [language])).toBe(true);
  });

  it("leaves two letters, figures and unknown languages alone", () => {
    expect(matchesInflected("hps", "hp", ["en"])).toBe(false);
    expect(matchesInflected("4711s", "4711", ["en"])).toBe(false);
    expect(matchesInflected("tescos", "tesco", ["xx"])).toBe(false);
    expect(matchesInflected("tesco", "tesco", ["xx"])).toBe(true);
  });

  it("keeps regular-expression signs out", () => {
    expect(matchesInflected("axb", "a.b", ["en"])).toBe(false);
  });
});
