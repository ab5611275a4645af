/**
 * The report: import the exports, run what changed, build the site.
 *
 *   npm start                                  the study in this folder
 *   npx tsx pipelines/report.ts --workspace studies/spring
 *
 * Copy this file and change it: every line is a step you can leave out or repeat.
 */
import { recipe } from "earshot";
import { argv } from "zx";

await recipe(async ({ open, listener, signal, site, summarise }) => {
  const study = await open(argv.workspace);

  const run = await study.run({ listener, signal });
  const pages = await site(study, run);

  await summarise(study, run, pages);
  return run;
});
