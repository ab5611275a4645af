/**
 * The weekly batch, for cron: one period's headline figures, an archive of the built site under its name, an exit code.
 *
 *   npx earshot run weekly                                    the last whole period
 *   npx tsx pipelines/weekly.ts --workspace studies/spring --period 2026-w18 --archive /srv/reports
 *
 * In a crontab, every Monday at six:
 *
 *   0 6 * * 1  cd /srv/earshot && npx tsx pipelines/weekly.ts --quiet || mail -s "report failed" team@example.org
 *
 * Exit codes are those of `earshot run`: 0 done, 1 a check failed, 2 configuration, 3 a step, 4 the site, 130 stopped.
 */
import { EarshotError, recipe } from "earshot";
import { $, argv, fs, path } from "zx";

await recipe(async ({ open, listener, signal, site, summarise, terminal }) => {
  const study = await open(argv.workspace);
  const run = await study.run({ listener, signal });
  if (run.status === "failed" || run.status === "interrupted") {
    await summarise(study, run);
    return run;
  }

  // Which period is this report about? The last one that the data covers to its end, unless another is named.
  const known = await study.rows<{ period: string; partial: boolean }>(
    "select period, partial from periods order by position desc",
  );
  const wanted: string | undefined = argv.period ?? known.find((each) => !each.partial)?.period;
  if (!known.some((each) => each.period === wanted)) {
    throw new EarshotError(`no such period: ${wanted ?? "none is whole yet"}`, {
      remedy: `There are ${known.map((each) => each.period).join(", ") || "no periods: the exports hold no mentions"}.`,
    });
  }

  const pages = await site(study, run);
  await summarise(study, run, pages, wanted);
  if (!pages) return run;

  // The site of this week, kept under its period.
  const archive = path.resolve(study.workspace.root, argv.archive ?? "archive");
  await fs.ensureDir(archive);
  const file = path.join(archive, `${wanted}.tar.gz`);
  await $({ quiet: true })`tar -czf ${file} -C ${pages.folder} .`;
  terminal.say(`Archived ${file}`);
  return run;
});
