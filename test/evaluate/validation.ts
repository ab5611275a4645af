import {
  type LabelledMention,
  normalQuantile,
  predictionPowered,
  type Random,
  ratioInterval,
  type Scale,
  seededRandom,
  shuffled,
} from "../../src/statistics/index.ts";

/** One mention: what a person would say (−1, 0, +1), what the model says, and in which language it is. */
interface Mention {
  author: number;
  human: number;
  model: number;
  language: number;
}

interface Study {
  mentions: Mention[];
  authors: number;
}

const LABELS = 400;
/** Mean class shares over authors (negative, neutral, positive) and how alike one author's posts are. */
const SHARES = [0.25, 0.5, 0.25];
const CONCENTRATION = 3;
/** The model says neutral too often to negative posts, worse in the second language. Rows: truth; columns: model. */
const CONFUSION = [
  [
    [0.6, 0.3, 0.1],
    [0.05, 0.75, 0.2],
    [0.02, 0.18, 0.8],
  ],
  [
    [0.35, 0.45, 0.2],
    [0.05, 0.65, 0.3],
    [0.02, 0.13, 0.85],
  ],
];

const ACTIVITIES: Record<string, (random: Random) => number> = {
  "negative binomial": (random) => 1 + random.negativeBinomial(9, 0.7),
  zipf: (random) => Math.min(100, Math.floor((1 - random.uniform()) ** (-1 / 0.9))),
};

function pick(random: Random, shares: readonly number[]): number {
  let at = random.uniform();
  for (let i = 0; i < shares.length - 1; i++) {
    at -= shares[i]!;
    if (at < 0) return i;
  }
  return shares.length - 1;
}

function simulate(random: Random, authors: number, activity: (random: Random) => number): Study {
  const mentions: Mention[] = [];
  for (let author = 0; author < authors; author++) {
    const parts = SHARES.map((share) => random.gamma(share * CONCENTRATION));
    const total = parts.reduce((a, b) => a + b, 0);
    const leaning = parts.map((part) => part / total);
    const language = random.uniform() < 0.3 ? 1 : 0;
    for (let post = activity(random); post > 0; post--) {
      const human = pick(random, leaning);
      mentions.push({
        author,
        human: human - 1,
        model: pick(random, CONFUSION[language]![human]!) - 1,
        language,
      });
    }
  }
  return { mentions, authors };
}

/** Language × predicted class, the same number from each as far as it goes: known, unequal probabilities. */
function draw(random: Random, mentions: Mention[]): (Mention & { probability: number })[] {
  const strata = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const key = `${mention.language} ${mention.model}`;
    strata.set(key, [...(strata.get(key) ?? []), mention]);
  }
  const each = Math.ceil(LABELS / strata.size);
  return [...strata.values()].flatMap((stratum) => {
    const chosen = shuffled(stratum, random).slice(0, each);
    return chosen.map((mention) => ({ ...mention, probability: chosen.length / stratum.length }));
  });
}

interface Measure {
  name: string;
  scale: Scale;
  of(label: number): number;
  truth: number;
}

const MEASURES: Measure[] = [
  { name: "net sentiment", scale: "net", of: (label) => label, truth: SHARES[2]! - SHARES[0]! },
  { name: "negative share", scale: "share", of: (label) => (label < 0 ? 1 : 0), truth: SHARES[0]! },
];

function perAuthor(study: Study, of: (label: number) => number) {
  const model = new Float64Array(study.authors);
  const mentions = new Float64Array(study.authors);
  for (const mention of study.mentions) {
    model[mention.author]! += of(mention.model);
    mentions[mention.author]! += 1;
  }
  return { model, mentions };
}

/** Var/N + Var/n as if posts were independent and drawn alike, around the same estimate. */
function textbookError(
  study: Study,
  labelled: LabelledMention[],
  lambda: number,
  of: (label: number) => number,
) {
  const variance = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  };
  const all = variance(study.mentions.map((mention) => lambda * of(mention.model))) / study.mentions.length;
  return Math.sqrt(all + variance(labelled.map((l) => l.human - lambda * l.model)) / labelled.length);
}

interface Tally {
  corrected: number;
  machine: number;
  textbook: number;
  width: number;
  lambda: number;
}

function cover(random: Random, runs: number, authors: number, activity: string, measure: Measure): Tally {
  const tally: Tally = { corrected: 0, machine: 0, textbook: 0, width: 0, lambda: 0 };
  const inside = ({ low, high }: { low: number | null; high: number | null }) =>
    low !== null && high !== null && low <= measure.truth && measure.truth <= high;
  for (let run = 0; run < runs; run++) {
    const study = simulate(random, authors, ACTIVITIES[activity]!);
    const labelled = draw(random, study.mentions).map((mention) => ({
      author: mention.author,
      human: measure.of(mention.human),
      model: measure.of(mention.model),
      probability: mention.probability,
    }));
    const all = perAuthor(study, measure.of);
    const result = predictionPowered({ all, labelled }, { scale: measure.scale });
    if (inside(result)) tally.corrected += 1;
    if (inside(ratioInterval({ y: all.model, x: all.mentions }, { scale: measure.scale })))
      tally.machine += 1;
    const reach = normalQuantile(0.975) * textbookError(study, labelled, result.lambda, measure.of);
    if (Math.abs(result.value! - measure.truth) <= reach) tally.textbook += 1;
    tally.width += (result.high! - result.low!) / runs;
    tally.lambda += result.lambda / runs;
  }
  return tally;
}

/**
 * Coverage of prediction-powered intervals: `validation [RUNS] [SEED]`. A biased classifier, authors whose posts are
 * alike, 400 labels drawn by language × predicted class. Target: 93–97 % from 200 authors on.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 2000);
  const seed = Number(args[1] ?? 20260517);
  const random = seededRandom(seed);
  console.log(
    `validation: ${runs} simulated studies a row, ${LABELS} labels each, seed ${seed}; coverage in %, aim 95`,
  );
  console.log("measure         activity           authors  corrected  machine  textbook  width  mean λ");
  let misses = 0;
  for (const measure of MEASURES) {
    for (const activity of Object.keys(ACTIVITIES)) {
      for (const authors of [200, 400]) {
        const tally = cover(random, runs, authors, activity, measure);
        const percent = (count: number) => ((100 * count) / runs).toFixed(1);
        const rate = (100 * tally.corrected) / runs;
        const ok = rate >= 93 && rate <= 97;
        if (!ok) misses += 1;
        console.log(
          [
            measure.name.padEnd(15),
            activity.padEnd(18),
            String(authors).padEnd(8),
            `${percent(tally.corrected)}${ok ? "" : " !"}`.padEnd(10),
            percent(tally.machine).padEnd(8),
            percent(tally.textbook).padEnd(9),
            tally.width.toFixed(3).padEnd(6),
            tally.lambda.toFixed(2),
          ].join(" "),
        );
      }
    }
  }
  console.log(misses === 0 ? "every row is within its target" : `${misses} rows miss their target (!)`);
}
