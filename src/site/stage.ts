import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Text } from "../../reports/components/text.ts";
import { type Diagnostic, EarshotError, EXIT, formatDiagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { atomFeed } from "./atom.ts";
import { readCatalogue } from "./catalogues.ts";
import { type NavEntry, pageFooter, pageHeader } from "./chrome.ts";
import { fillPage } from "./fill.ts";
import { FRAMEWORK_NPM } from "./framework.ts";
import { type PageContext, toRoot } from "./page-context.ts";
import { findPages, type PageFile } from "./page-files.ts";
import { type ReportData, readReportData } from "./report-data.ts";
import type { Slots } from "./slots.ts";
import { checkCitations } from "./stories.ts";

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

interface Plan {
  page: PageFile;
  name: string;
  topic: string | null;
}

/** Which pages there are in one language: those that have something to show, topic pages one per topic. */
function planPages(files: readonly PageFile[], data: ReportData, language: string): Plan[] {
  return files.flatMap((page): Plan[] => {
    const { requires, each, profile } = page.front;
    if (requires.some((table) => !data.has(table))) return [];
    if (profile !== null && profile !== data.run.study.profile) return [];
    if (page.front.language !== null && page.front.language !== language) return [];
    if (each !== "topics") return [{ page, name: page.name, topic: null }];
    return data.topics.map((topic) => ({ page, name: `topics/${topic.topic}`, topic: topic.topic }));
  });
}

function navigation(plans: readonly Plan[], data: ReportData, text: Text): NavEntry[] {
  return plans
    .map((plan): NavEntry & { order: number } => {
      const topic = plan.topic === null ? undefined : data.topic(plan.topic);
      const title = plan.page.front.title;
      return {
        page: plan.name,
        label: topic?.label ?? (text.has(title) ? text.say(title) : title),
        section: topic ? "topics" : plan.page.front.nav,
        order: topic ? data.topics.indexOf(topic) : plan.page.front.order,
        ...(topic ? { colour: topic.colour } : {}),
      };
    })
    .sort((a, b) => a.order - b.order || a.label.localeCompare(b.label));
}

/**
 * Put the site together under `data/warehouse/site/`: pages of the package overlaid by the workspace's own, filled
 * with figures, sentences, charts and tables in every site language, components, style and data files.
 * Throws with all problems at once, each with file, line and column.
 * @param slots keeps large markup out of Framework's way; without it (preview) pages are complete at once
 */
export function stageSite(workspace: Workspace, slots: Slots | null = null): Stage {
  const data = readReportData(workspace.reportData);
  const folder = join(workspace.warehouse, "site");
  const src = join(folder, "src");
  rmSync(src, { recursive: true, force: true });
  mkdirSync(src, { recursive: true });
  const files = findPages(workspace);
  const languages = data.run.study.languages.length > 0 ? data.run.study.languages : ["en"];
  const diagnostics: Diagnostic[] = [];
  const chrome: Record<string, PageChrome> = {};
  const feeds: Record<string, string> = {};
  const keep = slots?.keep ?? ((markup: string) => markup);
  languages.forEach((language, index) => {
    const text = new Text(language, readCatalogue(workspace, language));
    const prefix = index === 0 ? "" : `${language}/`;
    const plans = planPages(files, data, language);
    const nav = navigation(plans, data, text);
    const pages = new Set(plans.map((plan) => plan.name));
    const news: PageContext = {
      data,
      text,
      path: `${prefix}index`,
      prefix,
      pages,
      topic: null,
      ids: new Set(),
    };
    feeds[`${prefix}feed.xml`] = atomFeed(news);
    for (const plan of plans) {
      const path = `${prefix}${plan.name}`;
      const context: PageContext = { data, text, path, prefix, pages, topic: plan.topic, ids: new Set() };
      const cited = checkCitations(plan.page.body, plan.page.file, context, plan.page.bodyLine);
      const filled = fillPage(cited.page, plan.page.file, context, plan.page.bodyLine, slots?.keep);
      diagnostics.push(...cited.diagnostics, ...filled.diagnostics);
      const label = nav.find((entry) => entry.page === plan.name)?.label ?? plan.name;
      chrome[`/${path}`] = {
        language,
        title: label,
        header: keep(pageHeader(context, nav, languages).text),
        footer: keep(pageFooter(context).text),
        feed: `${toRoot(path)}${prefix}feed.xml`,
        description: `${label} – ${data.run.study.siteTitle}`,
      };
      write(join(src, `${path}.md`), pageSource(label, filled.page));
    }
  });
  if (diagnostics.length > 0) throw brokenPages(diagnostics);
  copyParts(workspace, src);
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

function brokenPages(diagnostics: readonly Diagnostic[]): EarshotError {
  const seen = new Map(diagnostics.map((each) => [formatDiagnostic(each), each]));
  return new EarshotError(`the pages hold ${seen.size === 1 ? "a mistake" : `${seen.size} mistakes`}`, {
    exitCode: EXIT.siteFailed,
    diagnostics: [...seen.values()],
    remedy: "The site that was there before is still in place.",
  });
}

function pageSource(title: string, body: string): string {
  const start = '```js\nimport {enhance} from "/components/enhance.js";\nenhance();\n```';
  return `---\ntitle: ${JSON.stringify(title)}\n---\n\n${body.trim()}\n\n${start}\n`;
}

function write(file: string, contents: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

/** Components, style and published files; TypeScript imports get the ending that Framework resolves. */
function copyParts(workspace: Workspace, src: string): void {
  for (const root of [join(workspace.packageRoot, "reports"), workspace.reports]) {
    for (const name of ["components", "style.css"]) {
      const from = join(root, name);
      if (existsSync(from)) cpSync(from, join(src, name), { recursive: true });
    }
  }
  for (const file of readdirSync(src, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const path = join(src, file);
    const source = readFileSync(path, "utf8");
    writeFileSync(path, source.replace(/((?:from\s+|import\()"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"'));
  }
  if (existsSync(workspace.reportData)) cpSync(workspace.reportData, join(src, "data"), { recursive: true });
}

function writeConfig(
  workspace: Workspace,
  folder: string,
  data: ReportData,
  chrome: Record<string, PageChrome>,
): void {
  const own = join(workspace.root, "observablehq.config.ts");
  const config = existsSync(own) ? own : join(workspace.packageRoot, "observablehq.config.ts");
  cpSync(config, join(folder, "observablehq.config.ts"));
  write(join(folder, "package.json"), '{"type": "module", "private": true}\n');
  write(
    join(folder, "site.json"),
    `${JSON.stringify({ title: data.run.study.siteTitle, chrome }, null, 1)}\n`,
  );
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  symlinkSync(join(workspace.packageRoot, "node_modules"), modules, "dir");
  for (const name of FRAMEWORK_NPM) {
    mkdirSync(join(folder, "src", ".observablehq", "cache", "_npm", `${name}@0.0.0`), { recursive: true });
  }
}

/** Every staged file gets the run's time, so that nothing in the pages depends on when they were made. */
function setTimes(src: string, time: Date): void {
  for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), time, time);
  }
}
