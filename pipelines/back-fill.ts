/**
 * A back-fill: the headline figures of many past periods, as one CSV file.
 *
 *   npx tsx pipelines/back-fill.ts --from 2026-w30 --to 2026-w45 > figures.csv
 *
 * Everything is imported and scored once; each period is then read from the finished tables.
 */
import { EarshotError, recipe } from "earshot";
import { argv } from "zx";

interface Figure {
  id: string;
  topic: string;
  period: string;
  value: number | null;
  low: number | null;
  high: number | null;
}

await recipe(async ({ open, listener, signal, terminal }) => {
  const study = await open(argv.workspace);
  const run = await study.run({ listener, signal });
  if (run.status === "failed" || run.status === "interrupted") return run;

  const periods = await study.rows<{ period: string }>("select period from periods order by position");
  const names = periods.map((each) => each.period);
  const first = argv.from === undefined ? 0 : names.indexOf(String(argv.from));
  const last = argv.to === undefined ? names.length - 1 : names.indexOf(String(argv.to));
  if (first < 0 || last < first) {
    throw new EarshotError(`no such periods: ${argv.from ?? "the first"} to ${argv.to ?? "the last"}`, {
      remedy: `There are ${names.join(", ") || "none"}.`,
    });
  }

  terminal.data("period,id,topic,value,low,high");
  for (const period of names.slice(first, last + 1)) {
    const figures = await study.rows<Figure>(
      `select id, topic, period, value, low, high from figures where period = '${period}' order by id`,
    );
    for (const each of figures) {
      terminal.data(
        [period, each.id, each.topic, each.value ?? "", each.low ?? "", each.high ?? ""].join(","),
      );
    }
    terminal.say(`${period}: ${figures.length} figures`);
  }
  return run;
});
