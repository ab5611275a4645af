import { expect, test } from "vitest";
import { linearlyDerivable } from "../../src/privacy/derivable.ts";
import { type Equation, givenAway, hiddenLinkedCells } from "../../src/privacy/index.ts";
import { hiddenLinked, publishedSystem } from "../../src/site/linked-tables.ts";
import { Warehouse } from "../../src/warehouse/index.ts";

/** Mentions of a skewed, random topic: many channels, countries and weeks have a few authors only. */
async function randomMentions(seed: number): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`
    create table topic_mentions as
    with drawn as (
      select i, hash(i * 7919 + ${seed}) as h, hash(i * 104729 + ${seed} + 1) as g from range(900) as t(i)
    )
    select 'w' || (h % 4) as period, '2026-0' || (1 + h % 4) || '-0' || (1 + g % 7) as published_on, if(i % 3 = 0, 'acme', 'bolt') as topic,
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

/** A number as numerator and denominator. */
type Fraction = readonly [bigint, bigint];

const reduce = (a: bigint, b: bigint): Fraction => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  const sign = b < 0n ? -1n : 1n;
  return x === 0n ? [0n, 1n] : [(sign * a) / x, (sign * b) / x];
};

/** Unknowns that the equations determine: reduced row echelon form in exact fractions, lines with the pivot alone. */
function determined(equations: readonly Equation[], unknown: ReadonlySet<number>): Set<number> {
  const done: { pivot: number; line: Map<number, Fraction> }[] = [];
  const subtract = (line: Map<number, Fraction>, pivot: number, other: ReadonlyMap<number, Fraction>) => {
    const [p, q] = line.get(pivot) ?? [0n, 1n];
    if (p === 0n) return;
    for (const [cell, [a, b]] of other) {
      const [c, d] = line.get(cell) ?? [0n, 1n];
      const next = reduce(c * b * q - a * p * d, d * b * q);
      if (next[0] === 0n) line.delete(cell);
      else line.set(cell, next);
    }
  };
  for (const { cells, signs } of equations) {
    const line = new Map<number, Fraction>();
    for (const [i, cell] of cells.entries()) {
      if (!unknown.has(cell)) continue;
      const sum = (line.get(cell)?.[0] ?? 0n) + BigInt(signs[i] ?? 1);
      if (sum === 0n) line.delete(cell);
      else line.set(cell, [sum, 1n]);
    }
    for (const known of done) subtract(line, known.pivot, known.line);
    const [first] = line;
    if (!first) continue;
    const [pivot, [p, q]] = first;
    for (const [cell, [a, b]] of line) line.set(cell, reduce(a * q, b * p));
    for (const known of done) subtract(known.line, pivot, line);
    done.push({ pivot, line });
  }
  return new Set(done.filter(({ line }) => line.size === 1).map(({ pivot }) => pivot));
}

const isFew = (authors: number) => authors > 0 && authors < 5;

test("no count of few people follows from all that is published, by any combination (random studies)", async () => {
  const seed = 20260705;
  console.log(`seed ${seed}`);
  for (let round = 0; round < 4; round++) {
    const warehouse = await randomMentions(seed + round);
    const system = await publishedSystem(warehouse);
    const { cells, equations, keys } = system;
    const hidden = await hiddenLinked(warehouse);
    warehouse.close();
    const shown = keys.filter((key, i) => !cells[i]?.implied && !cells[i]?.open && !hidden.has(key));
    for (const key of shown) expect(isFew(cells[system.at(key) ?? -1]?.authors ?? 0), key).toBe(false);
    const unknown = new Set(keys.flatMap((key, i) => (hidden.has(key) || cells[i]?.implied ? [i] : [])));
    const known = [...determined(equations, unknown)].filter((i) => isFew(cells[i]?.authors ?? 0));
    expect(known.map((i) => keys[i])).toEqual([]);
    expect(hidden.size).toBeGreaterThan(20);
    expect(shown.length).toBeGreaterThan(20);
  }
});

test("elimination modulo a prime finds what exact fractions find (random systems)", () => {
  const seed = 20260706;
  console.log(`seed ${seed}`);
  let state = seed;
  const next = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  let found = 0;
  for (let round = 0; round < 300; round++) {
    const unknowns = 3 + next(12);
    const equations = Array.from({ length: 2 + next(unknowns) }, () => {
      const cells = Array.from({ length: 2 + next(4) }, () => next(unknowns));
      return { cells, signs: cells.map(() => (next(4) === 0 ? -1 : 1)) };
    });
    const unknown = new Set(Array.from({ length: unknowns }, (_, i) => i));
    const exact = determined(equations, unknown);
    found += exact.size;
    expect([...linearlyDerivable(equations, unknown)].sort(), JSON.stringify(equations)).toEqual(
      [...exact].sort(),
    );
  }
  expect(found).toBeGreaterThan(100);
});

test("what follows from two sums together, and from whole numbers, is found", () => {
  const cell = (authors: number, value = authors) => ({ authors, value });
  // a + b = 9 and a + b + c = 11, all three hidden: c is 2.
  const three = [cell(6), cell(3), cell(2), cell(9), cell(11)];
  const sums = [
    { cells: [0, 1, 3], signs: [1, 1, -1] },
    { cells: [0, 1, 2, 4], signs: [1, 1, 1, -1] },
  ];
  expect(givenAway(three, sums, new Set([0, 1, 2]))).toEqual([2]);
  expect(hiddenLinkedCells(three, sums).size).toBeGreaterThan(3);
  // Two who are there and two mentions: one each.
  const two = [cell(1), cell(1), cell(2)];
  expect(givenAway(two, [{ cells: [0, 1, 2], signs: [1, 1, -1] }], new Set([0, 1]))).toEqual([0, 1]);
});
