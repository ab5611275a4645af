import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { atomFeed } from "./atom.ts";
import { brokenPages, composePage, pageChrome, pageContext } from "./compose-page.ts";
import { stageFolder } from "./framework.ts";
import { planSite } from "./page-plan.ts";
import { readReportData } from "./report-data.ts";
import type { Slots } from "./slots.ts";
import { copyData, setTimes, syncParts, writeConfig, writeIfChanged } from "./stage-parts.ts";

/** Where the site is put together: `data/warehouse/site/`. */
export interface Stage {
  /** Working folder of the Framework process; holds its config, `src/` and its output. */
  folder: string;
  src: string;
  output: string;
  /** Pages made, as paths without extension. */
  pages: string[];
  languages: string[];
  /** Per page: what post-processing and the config need. */
  chrome: Record<string, PageChrome>;
  /** Atom feeds by path in the site. */
  feeds: Record<string, string>;
}

export interface PageChrome {
  language: string;
  title: string;
  header: string;
  footer: string;
  description: string;
  /** Address of the Atom feed, relative to the page. */
  feed: string;
}

/**
 * Put the site together under `data/warehouse/site/`: pages of the package overlaid by the workspace's own, filled
 * with figures, sentences, charts and tables in every site language, components, style and data files.
 * Throws with all problems at once, each with file, line and column.
 * @param slots keeps large markup out of Framework's way; without it pages are complete at once
 */
export function stageSite(workspace: Workspace, slots: Slots | null = null): Stage {
  const data = readReportData(workspace.reportData);
  const folder = stageFolder(workspace);
  const src = join(folder, "src");
  rmSync(src, { recursive: true, force: true });
  mkdirSync(src, { recursive: true });
  const sections = planSite(workspace, data);
  const languages = sections.map((section) => section.language);
  const diagnostics: Diagnostic[] = [];
  const chrome: Record<string, PageChrome> = {};
  const feeds: Record<string, string> = {};
  for (const section of sections) {
    feeds[`${section.prefix}feed.xml`] = atomFeed(pageContext(data, section));
    for (const plan of section.plans) {
      const composed = composePage(data, section, plan, slots?.keep);
      diagnostics.push(...composed.diagnostics);
      chrome[`/${composed.path}`] = pageChrome(composed.context, section, plan, languages, slots?.keep);
      writeIfChanged(join(src, `${composed.path}.md`), composed.source);
    }
  }
  if (diagnostics.length > 0) throw brokenPages(diagnostics);
  syncParts(workspace, src);
  copyData(workspace, src);
  writeConfig(workspace, folder, data, chrome);
  setTimes(src, new Date(data.run.startedAt));
  return {
    folder,
    src,
    output: join(folder, "dist"),
    pages: Object.keys(chrome).sort(),
    languages,
    chrome,
    feeds,
  };
}
