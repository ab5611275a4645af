import { interruptedTimeSeries, seededRandom } from "../../src/statistics/index.ts";

/**
 * Campaigns without any effect in simulated daily series: `campaigns [RUNS] [SEED]`. Sixty days before, a competitor for
 * comparison, errors of growing autocorrelation; how often an effect is claimed at 5 %.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 500);
  const seed = Number(args[1] ?? 20260608);
  const random = seededRandom(seed);
  console.log(`campaigns: ${runs} simulated campaigns without effect a row, seed ${seed}; aim 5 %`);
  console.log("autocorrelation  days  claimed");
  for (const rho of [0, 0.3, 0.6]) {
    for (const days of [7, 14, 28]) {
      let claimed = 0;
      for (let run = 0; run < runs; run++) {
        let error = 0;
        const market = Array.from({ length: 60 + days }, () => 0.2 * random.normal());
        const values = market.map((value, day) => {
          error = rho * error + 0.1 * random.normal();
          return 4 + value + error + (day % 7 === 6 ? -0.5 : 0);
        });
        const { low, high } = interruptedTimeSeries(values, { start: 60, comparison: [market] })!.effect;
        if (low > 0 || high < 0) claimed++;
      }
      console.log(
        `${String(rho).padEnd(16)} ${String(days).padEnd(5)} ${((100 * claimed) / runs).toFixed(1)} %`,
      );
    }
  }
}
