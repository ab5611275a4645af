import { describe, expect, it } from "vitest";
import {
  type LabelledMention,
  predictionPowered,
  predictionPoweredDifference,
  ratioInterval,
  seededRandom,
} from "../../src/statistics/index.ts";

/** 250 authors; the model misses half of the negative posts. Every fourth post is labelled. */
function study(seed: number) {
  const random = seededRandom(seed);
  const model = new Float64Array(250);
  const mentions = new Float64Array(250);
  const labelled: LabelledMention[] = [];
  for (let author = 0; author < 250; author++) {
    const leaning = random.beta(0.9, 2.1);
    for (let post = 1 + random.negativeBinomial(3, 1); post > 0; post--) {
      const human = random.uniform() < leaning ? 1 : 0;
      const said = human === 1 && random.uniform() < 0.5 ? 1 : 0;
      model[author]! += said;
      mentions[author]! += 1;
      if (random.uniform() < 0.25) labelled.push({ author, human, model: said, probability: 0.25 });
    }
  }
  return { all: { model, mentions }, labelled };
}

describe("predictionPowered", () => {
  it("covers the truth, where the machine alone does not", () => {
    let [corrected, machine] = [0, 0];
    for (let seed = 600; seed < 700; seed++) {
      const input = study(seed);
      const { low, high } = predictionPowered(input);
      if (low! <= 0.3 && 0.3 <= high!) corrected++;
      const alone = ratioInterval({ y: input.all.model, x: input.all.mentions });
      if (alone.low! <= 0.3 && 0.3 <= alone.high!) machine++;
    }
    expect(corrected, "seeds 600–699").toBeGreaterThanOrEqual(88);
    expect(machine, "seeds 600–699").toBeLessThanOrEqual(2);
  });

  it("is the labels' own mean at λ = 0, and the textbook estimate at λ = 1", () => {
    const input = study(7);
    const mean = (of: (l: LabelledMention) => number) =>
      input.labelled.reduce((s, l) => s + of(l), 0) / input.labelled.length;
    expect(predictionPowered(input, { lambda: 0 }).value).toBeCloseTo(
      mean((l) => l.human),
      12,
    );
    const one = predictionPowered(input, { lambda: 1 });
    expect(one.value).toBeCloseTo(one.model_mean + mean((l) => l.human - l.model), 12);
  });

  it("weighs labels by their sampling probability", () => {
    const input = study(8);
    const thinned = input.labelled.flatMap((l, i) => {
      if (l.human === 0 || i % 2 === 0)
        return [{ ...l, probability: l.human === 1 ? l.probability / 2 : l.probability }];
      return [];
    });
    const whole = predictionPowered(input, { lambda: 0 }).value!;
    expect(
      Math.abs(predictionPowered({ ...input, labelled: thinned }, { lambda: 0 }).value! - whole),
    ).toBeLessThan(0.05);
  });

  it("tunes λ to what the model is worth, and never does worse than labels alone", () => {
    const input = study(9);
    const perfect = input.labelled.map((l) => ({ ...l, human: l.model }));
    expect(predictionPowered({ ...input, labelled: perfect }).lambda).toBeGreaterThan(0.8);
    const random = seededRandom(10);
    const blind = input.labelled.map((l) => ({ ...l, human: random.uniform() < 0.3 ? 1 : 0 }));
    expect(predictionPowered({ ...input, labelled: blind }).lambda).toBeLessThan(0.3);
    const tuned = predictionPowered(input);
    const alone = predictionPowered(input, { lambda: 0 });
    expect(tuned.high! - tuned.low!).toBeLessThanOrEqual(alone.high! - alone.low! + 1e-9);
  });

  it("says too few under 30 labels", () => {
    const input = study(11);
    expect(predictionPowered({ ...input, labelled: input.labelled.slice(0, 29) })).toMatchObject({
      value: null,
      method: "too_few",
    });
    expect(predictionPowered({ ...input, labelled: [] }).value).toBeNull();
  });
});

describe("predictionPoweredDifference", () => {
  it("is the difference of both estimates, and narrower for what the same people do alike", () => {
    const [now, before] = [study(21), study(22)];
    const apart = predictionPoweredDifference(now, before);
    const [a, b] = [predictionPowered(now), predictionPowered(before)];
    expect(apart.value).toBeCloseTo(a.value! - b.value!, 12);
    expect(apart.low!).toBeLessThan(apart.value!);
    // The same study twice: the same people, the same posts, no difference and no doubt of it.
    const same = predictionPoweredDifference(now, now);
    expect(same).toMatchObject({ value: 0 });
    expect(same.high! - same.low!).toBeLessThan(0.02);
    // No author in common: as wide as two independent estimates.
    const empty = new Float64Array(250);
    const shifted = {
      all: {
        model: Float64Array.from([...empty, ...before.all.model]),
        mentions: Float64Array.from([...empty, ...before.all.mentions]),
      },
      labelled: before.labelled.map((l) => ({ ...l, author: l.author + 250 })),
    };
    const padded = {
      ...now,
      all: {
        model: Float64Array.from([...now.all.model, ...empty]),
        mentions: Float64Array.from([...now.all.mentions, ...empty]),
      },
    };
    const strangers = predictionPoweredDifference(padded, shifted);
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    expect(width(strangers)).toBeCloseTo(Math.hypot(width(a), width(b)), 2);
  });

  it("says too few where one side has under 30 labels", () => {
    const [now, before] = [study(23), study(24)];
    const few = { ...before, labelled: before.labelled.slice(0, 20) };
    expect(predictionPoweredDifference(now, few)).toMatchObject({ value: null, method: "too_few" });
  });
});
