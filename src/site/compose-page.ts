import { type Diagnostic, EarshotError, EXIT, formatDiagnostic } from "../errors.ts";
import { pageFooter, pageHeader } from "./chrome.ts";
import { fillPage, type Keep } from "./fill.ts";
import { originalLine } from "./notebook-page.ts";
import { type PageContext, toRoot } from "./page-context.ts";
import type { LanguagePlan, Plan } from "./page-plan.ts";
import type { ReportData } from "./report-data.ts";
import type { PageChrome } from "./stage.ts";
import { checkCitations } from "./stories.ts";

/** A page as Framework gets it. */
export interface ComposedPage {
  /** Path in the site without ending. */
  path: string;
  source: string;
  diagnostics: Diagnostic[];
  context: PageContext;
}

/** What tags know on a page of one language; without a plan that of its start page. */
export function pageContext(data: ReportData, section: LanguagePlan, plan?: Plan): PageContext {
  const { text, prefix, pages } = section;
  const path = `${prefix}${plan?.name ?? "index"}`;
  return { data, text, path, prefix, pages, topic: plan?.topic ?? null, ids: new Set() };
}

const labelOf = (section: LanguagePlan, plan: Plan) =>
  section.nav.find((entry) => entry.page === plan.name)?.label ?? plan.name;

/** Fill one page with figures, sentences, charts and tables. What is wrong with it comes back as diagnostics. */
export function composePage(data: ReportData, section: LanguagePlan, plan: Plan, keep?: Keep): ComposedPage {
  const context = pageContext(data, section, plan);
  const { body, bodyLine, file } = plan.page;
  const cited = checkCitations(body, file, context, 1);
  const filled = fillPage(cited.page, file, context, 1, keep);
  const diagnostics = [...cited.diagnostics, ...filled.diagnostics].map((found) => ({
    ...found,
    ...(found.line !== undefined && { line: originalLine(plan.page, found.line) + bodyLine - 1 }),
  }));
  return {
    path: context.path,
    source: pageSource(labelOf(section, plan), filled.page),
    diagnostics,
    context,
  };
}

/** Head and foot of a page, and what stands in its `head`. */
export function pageChrome(
  context: PageContext,
  section: LanguagePlan,
  plan: Plan,
  languages: readonly string[],
  keep: Keep = (markup) => markup,
): PageChrome {
  const label = labelOf(section, plan);
  return {
    language: section.language,
    title: label,
    header: keep(pageHeader(context, section.nav, languages).text),
    footer: keep(pageFooter(context).text),
    feed: `${toRoot(context.path)}${section.prefix}feed.xml`,
    description: `${label} – ${context.data.run.study.siteTitle}`,
  };
}

/** The mistakes of all pages as one error, each once though it stands in every language. */
export function brokenPages(diagnostics: readonly Diagnostic[]): EarshotError {
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
