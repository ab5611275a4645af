import { expect, test } from "vitest";
import { GroupCounter } from "../../src/statistics/group-counter.ts";
import { randomNumbers } from "../../src/text/hash.ts";

test.each([3, 4])("mentions by class and authors of groups are those of plain sets (seed %i)", (seed) => {
  const random = randomNumbers(seed);
  const below = (n: number) => Math.floor(random() * n);
  const counter = new GroupCounter(3);
  for (let round = 0; round < 2; round++) {
    const counts = new Map<string, number[]>();
    const authors = new Map<string, Set<number>>();
    const groups = round === 0 ? 30_000 : 20;
    for (let author = 1; author < 4000; author++) {
      for (let mention = below(12); mention >= 0; mention--) {
        const [low, high, kind] = [below(groups) - 7, below(3) - 1, below(3)];
        counter.add(low, high, author, kind);
        const key = `${low} ${high}`;
        const known = counts.get(key) ?? [0, 0, 0];
        known[kind]!++;
        counts.set(key, known);
        authors.set(key, (authors.get(key) ?? new Set()).add(author));
      }
    }
    expect(counter.groups).toBe(counts.size);
    for (let group = 0; group < counter.groups; group++) {
      const key = `${counter.low[group]} ${counter.high[group]}`;
      expect([...counter.counts.subarray(3 * group, 3 * group + 3)]).toEqual(counts.get(key));
      expect(counter.authors[group]).toBe(authors.get(key)?.size);
    }
    counter.clear();
  }
});
