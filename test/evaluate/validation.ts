import {
  type AuthorRatios,
  differenceInterval,
  type LabelledMention,
  normalQuantile,
  predictionPowered,
  predictionPoweredDifference,
  type Random,
  ratioInterval,
  type Scale,
  seededRandom,
} from "../../src/statistics/index.ts";
import {
  ACTIVITIES,
  draw,
  LABELS,
  SHARES,
  type Study,
  simulate,
  simulateTwo,
  TRUE_CHANGE,
} from "./simulation/labelled-study.ts";

interface Measure {
  name: string;
  scale: Scale;
  of(label: number): number;
  truth: number;
  change: number;
}

const MEASURES: Measure[] = [
  {
    name: "net sentiment",
    scale: "net",
    of: (label) => label,
    truth: SHARES[2]! - SHARES[0]!,
    change: TRUE_CHANGE.net,
  },
  {
    name: "negative share",
    scale: "share",
    of: (label) => (label < 0 ? 1 : 0),
    truth: SHARES[0]!,
    change: TRUE_CHANGE.negative,
  },
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

/** The machine's sums and the labels of one of two periods. */
function side(study: Study, drawn: ReturnType<typeof draw>, period: number, of: (label: number) => number) {
  const own = study.mentions.filter((mention) => mention.period === period);
  return {
    all: perAuthor({ ...study, mentions: own }, of),
    labelled: drawn
      .filter((mention) => mention.period === period)
      .map(({ author, human, model, probability }) => ({
        ...{ author, probability },
        human: of(human),
        model: of(model),
      })),
  };
}

/** The same for the change between two periods, with the labels drawn over both. */
function coverChange(random: Random, runs: number, authors: number, activity: string, measure: Measure) {
  const tally: Tally = { corrected: 0, machine: 0, textbook: 0, width: 0, lambda: 0 };
  const truth = measure.change;
  const inside = ({ low, high }: { low: number | null; high: number | null }) =>
    low !== null && high !== null && low <= truth && truth <= high;
  const ratios = ({ all }: ReturnType<typeof side>): AuthorRatios => ({ y: all.model, x: all.mentions });
  for (let run = 0; run < runs; run++) {
    const study = simulateTwo(random, authors, ACTIVITIES[activity]!);
    const drawn = draw(random, study.mentions);
    const [before, now] = [0, 1].map((period) => side(study, drawn, period, measure.of)) as [
      ReturnType<typeof side>,
      ReturnType<typeof side>,
    ];
    const result = predictionPoweredDifference(now, before, { scale: measure.scale });
    if (inside(result)) tally.corrected += 1;
    const machine = { now: ratios(now), before: ratios(before) };
    if (inside(differenceInterval(machine, { scale: measure.scale }))) tally.machine += 1;
    const of = (period: 0 | 1) => ({
      ...{ ...study, mentions: study.mentions.filter((mention) => mention.period === period) },
    });
    const errors = [
      textbookError(of(1), now.labelled, result.now.lambda, measure.of),
      textbookError(of(0), before.labelled, result.before.lambda, measure.of),
    ];
    const reach = normalQuantile(0.975) * Math.hypot(...errors);
    if (Math.abs(result.value! - truth) <= reach) tally.textbook += 1;
    tally.width += (result.high! - result.low!) / runs;
    tally.lambda += (result.now.lambda + result.before.lambda) / 2 / runs;
  }
  return tally;
}

/**
 * Coverage of prediction-powered intervals: `validation [RUNS] [SEED]`. A biased classifier, authors whose posts are
 * alike, 400 labels drawn by language × predicted class. Then changes (Δ) between two periods with half of the authors in
 * common and a machine that errs more in the second, the labels drawn over both. Target: 93–97 % from 200 authors on.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 2000);
  const seed = Number(args[1] ?? 20260517);
  const random = seededRandom(seed);
  console.log(
    `validation: ${runs} simulated studies a row, ${LABELS} labels each, seed ${seed}; coverage in %, aim 95`,
  );
  console.log("measure           activity           authors  corrected  machine  textbook  width  mean λ");
  let misses = 0;
  for (const kind of ["level", "change"] as const) {
    for (const measure of MEASURES) {
      for (const activity of Object.keys(ACTIVITIES)) {
        for (const authors of [200, 400]) {
          const measured = kind === "level" ? cover : coverChange;
          const tally = measured(random, runs, authors, activity, measure);
          const percent = (count: number) => ((100 * count) / runs).toFixed(1);
          const rate = (100 * tally.corrected) / runs;
          const ok = rate >= 93 && rate <= 97;
          if (!ok) misses += 1;
          console.log(
            [
              `${kind === "level" ? "" : "Δ "}${measure.name}`.padEnd(17),
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
  }
  console.log(misses === 0 ? "every row is within its target" : `${misses} rows miss their target (!)`);
}
