/**
 * Two studies side by side: share of voice and net sentiment of the topics that both have.
 *
 *   npx tsx pipelines/compare.ts studies/spring studies/autumn
 *
 * Each is brought up to date first. Compared is the newest whole period of each. The studies are taken as independent: the
 * interval of a difference is made from the two intervals (Zou and Donner 2008, MOVER), and where it holds 0 the recipe
 * says that there is no clear difference rather than naming a winner.
 */
import { EarshotError, type OpenWorkspace, recipe } from "earshot";
import { argv } from "zx";

interface Measure {
  topic: string;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** The newest whole period's value of a metric, per topic. */
const newest = (study: OpenWorkspace, metric: "sov" | "net") =>
  study.rows<Measure>(
    `select topic, value, low, high
     from figures
     where id like '${metric}.%'
       and period = (select period from periods where not partial order by position desc limit 1)
     order by topic`,
  );

function verdict(a: Measure, b: Measure): string {
  const bounds = [a.value, a.low, a.high, b.value, b.low, b.high];
  if (bounds.includes(null)) return "too few to say";
  const [av, al, ah, bv, bl, bh] = bounds as [number, number, number, number, number, number];
  const low = av - bv - Math.hypot(av - al, bh - bv);
  const high = av - bv + Math.hypot(ah - av, bv - bl);
  const points = `${signed(av - bv)} (${signed(low)} to ${signed(high)})`;
  if (low > 0) return `${points}, higher in the first`;
  return high < 0 ? `${points}, higher in the second` : `${points}, no clear difference`;
}

const hundredths = (value: number) => (100 * value).toFixed(1).replace("-", "−");
const signed = (value: number) => (value > 0 ? "+" : "") + hundredths(value);
const show = (value: number | null) => (value === null ? "–" : hundredths(value));

await recipe(async ({ open, listener, signal, terminal }) => {
  const folders = argv._.map(String);
  const [first, second] = folders;
  if (first === undefined || second === undefined || folders.length > 2) {
    throw new EarshotError("compare needs two workspaces", {
      remedy: "npx tsx pipelines/compare.ts DIR DIR",
    });
  }
  const studies = [await open(first), await open(second)] as const;
  for (const study of studies) {
    const run = await study.run({ listener, signal });
    if (run.status === "failed" || run.status === "interrupted") return run;
  }

  for (const [metric, title] of [
    ["sov", "Share of voice, %"],
    ["net", "Net sentiment, −100 to +100"],
  ] as const) {
    const [a, b] = [await newest(studies[0], metric), await newest(studies[1], metric)];
    terminal.data(title);
    for (const one of a) {
      const other = b.find((each) => each.topic === one.topic);
      if (other)
        terminal.data(`  ${one.topic}: ${show(one.value)} and ${show(other.value)}, ${verdict(one, other)}`);
    }
  }
  return undefined;
});
