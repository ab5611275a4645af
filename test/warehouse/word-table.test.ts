import { expect, test } from "vitest";
import { randomNumbers } from "../../src/text/hash.ts";
import { WordTable } from "../../src/warehouse/word-table.ts";

test.each([1, 2])(
  "words have the places that a map would give them, wherever they stand (seed %i)",
  (seed) => {
    const random = randomNumbers(seed);
    const below = (n: number) => Math.floor(random() * n);
    const letters = [..."abé漢😀", "zzzzzzzz"];
    const table = new WordTable();
    const known = new Map<string, number>();
    for (let i = 0; i < 120_000; i++) {
      const word = Array.from({ length: below(9) }, () => letters[below(letters.length)]).join("");
      const before = "-".repeat(below(3));
      const source = `${before}${word}${"-".repeat(below(3))}`;
      const [from, to] = [before.length, before.length + word.length];
      if (i % 10 === 0) expect(table.has(source, from, to)).toBe(known.has(word));
      const place = known.get(word) ?? known.size;
      const found = table.place(source, from, to);
      if (found !== place) expect(found).toBe(place);
      known.set(word, place);
      if (i % 10 === 0) expect(table.size).toBe(known.size);
    }
    expect(known.size).toBeGreaterThan(40_000);
  },
);
