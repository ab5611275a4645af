import { expect, test } from "vitest";
import { clearMoves } from "../../pipelines/analysis/clear-moves.ts";
import { seededRandom, wilsonInterval } from "../../src/statistics/index.ts";

const share = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half });

test("a move far beyond both intervals is clear, one within them is not, and an unknown one cannot be said", () => {
  const moves = [
    { before: share(0.1), now: share(0.2) },
    { before: share(0.2), now: share(0.1) },
    { before: share(0.1), now: share(0.11) },
    { before: null, now: share(0.2) },
    { before: share(0.1), now: { value: null, low: null, high: null } },
  ];
  expect(clearMoves(moves)).toEqual([true, true, false, null, null]);
});

test("among many moves one that is barely beyond chance is not clear", () => {
  const barely = { before: share(0.1), now: share(0.13) };
  const still = { before: share(0.1), now: share(0.1) };
  expect(clearMoves([barely])).toEqual([true]);
  expect(clearMoves([barely, ...new Array(19).fill(still)])[0]).toBe(false);
});

test("where nothing moves, any move is called clear in 5 % of topics at most", () => {
  const seed = 20260723;
  const random = seededRandom(seed);
  const drawn = (n: number, p: number) => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (random.uniform() < p) hits += 1;
    return { value: hits / n, ...wilsonInterval(hits / n, n) };
  };
  const topics = 600;
  let wrong = 0;
  for (let topic = 0; topic < topics; topic++) {
    const moves = Array.from({ length: 6 }, (_, theme) => {
      const shares = Array.from({ length: 5 }, () => drawn(700, 0.03 + theme / 100));
      return shares.slice(1).map((now, at) => ({ now, before: shares[at]! }));
    });
    if (clearMoves(moves.flat()).includes(true)) wrong += 1;
  }
  expect(wrong, `seed ${seed}`).toBeGreaterThan(0);
  const error = Math.sqrt((0.05 * 0.95) / topics);
  expect(wrong / topics, `seed ${seed}`).toBeLessThan(0.05 + 2.5 * error);
});
