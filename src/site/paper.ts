import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { element, Markup } from "../../reports/components/markup.ts";
import { Text } from "../../reports/components/text.ts";
import { CHROMIUM_FLAGS, findChromium } from "../chromium.mjs";
import { EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { readCatalogue } from "./catalogues.ts";
import { destinationPages } from "./pdf-pages.ts";
import { readReportData } from "./report-data.ts";

/** Pages of the paper report in their order; those that the site left out are passed over. */
const CHAPTERS = [
  ..."index share-of-voice sentiment trends themes voices places care campaigns changes".split(" "),
  ..."coverage methods definitions".split(" "),
];

/** Chapters that begin a page, besides topics that are not inside another; the others follow on. */
const PARTS = new Set(["index", "themes", "coverage", "methods"]);

const mainOf = (html: string) => /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";

/**
 * The built pages of one language as a single page for print: cover, contents, then a chapter per page. Ids get
 * their chapter's name in front, links inside the site become links inside the paper.
 * @param pages on which page each chapter begins, by the name of its destination; unknown: left out of the contents
 */
export function paperPage(
  workspace: Workspace,
  language: string,
  pages: ReadonlyMap<string, number> = new Map(),
): string {
  const data = readReportData(workspace.reportData);
  const text = new Text(language, readCatalogue(workspace, language));
  const first = data.run.study.languages[0] ?? "en";
  const folder = language === first ? workspace.dist : join(workspace.dist, language);
  const topics = data.topics.map((topic) => `topics/${topic.topic}`);
  const names = CHAPTERS.flatMap((name) => (name === "trends" ? [name, ...topics] : [name])).filter((name) =>
    existsSync(join(folder, `${name}.html`)),
  );
  const chapters = names.map((name) => {
    const id = name.replaceAll("/", "-");
    const topic = data.topic(name.replace("topics/", ""));
    const html = mainOf(readFileSync(join(folder, `${name}.html`), "utf8"))
      .replace(/ id="([^"]+)"/g, ` id="${id}-$1"`)
      .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
      .replace(/aria-labelledby="([^"]+)"/g, `aria-labelledby="${id}-$1"`)
      .replace(/<a [^>]*href="[^"]*"[^>]*>([\s\S]*?)<\/a>/g, "$1")
      .replace(/<script[\s\S]*?<\/script>/g, "");
    const part = PARTS.has(name) || topic?.parent === null;
    return { id, part, label: topic?.label ?? text.say(`page.${name}`), html };
  });
  const head = readFileSync(join(folder, "index.html"), "utf8").match(/<link rel="stylesheet"[^>]*>/g) ?? [];
  const styles = head.map((link) => link.replace(/href="\.{1,2}\//, `href="./`)).join("\n");
  const current = data.current;
  const cover = element(
    "section",
    { class: "paper-cover" },
    element("h1", {}, data.run.study.title),
    element("p", {}, data.run.study.objective ?? ""),
    element(
      "p",
      {},
      current ? text.range(data.periods[0]?.starts_on ?? current.starts_on, current.ends_on) : "",
    ),
    element(
      "p",
      {},
      text.say("footer.run", {
        id: data.run.id,
        date: text.date(data.run.startedAt),
        n: data.run.inputs.length,
      }),
    ),
    element(
      "ol",
      {},
      chapters.map(({ id, label }) =>
        element(
          "li",
          {},
          element("a", { href: `#chapter-${id}` }, label),
          element("span", { class: "paper-page" }, pages.get(`chapter-${id}`) ?? "–"),
        ),
      ),
    ),
  );
  const body = chapters.map(({ id, part, html }) =>
    element(
      "section",
      { class: part ? "paper-chapter part" : "paper-chapter", id: `chapter-${id}` },
      new Markup(html),
    ),
  );
  const title = element("title", {}, data.run.study.title);
  const running = runningHead(
    `${data.run.study.siteTitle} · ${current ? text.period(current.period) : data.run.id}`,
  );
  return `<!DOCTYPE html>\n<html lang="${language}">\n<head><meta charset="utf-8">${title}${styles}${running}</head>\n<body class="paper"><main>${cover}${body.join("\n")}</main></body>\n</html>\n`;
}

/** The line at the head of every page but the cover, as a style of its own. */
function runningHead(line: string): string {
  const text = line.replace(/[^\p{L}\p{N} .,·:;()%–-]/gu, " ");
  const none = "@top-left { content: none } @bottom-center { content: none }";
  const look = "font: 8pt system-ui, sans-serif; color: #555";
  return `<style>@page { @top-left { content: "${text}"; ${look} } } @page :first { ${none} }</style>`;
}

/**
 * Print the built site as a paginated PDF with headless Chromium.
 * @returns the file written
 * @throws EarshotError with exit code 4 when there is no Chromium or it fails
 */
export async function exportPdf(workspace: Workspace, file: string, language?: string): Promise<string> {
  const browser = findChromium();
  if (!browser) {
    throw new EarshotError("no Chromium was found to print the report with", {
      exitCode: EXIT.siteFailed,
      remedy: "Install Chromium (Debian: apt-get install chromium), or print the pages from a browser.",
    });
  }
  const chosen = language ?? readReportData(workspace.reportData).run.study.languages[0] ?? "en";
  const page = join(workspace.dist, "paper.html");
  try {
    writeFileSync(page, paperPage(workspace, chosen));
    await print(browser, page, file);
    // The contents name pages that are known only once it is printed.
    writeFileSync(page, paperPage(workspace, chosen, destinationPages(readFileSync(file))));
    await print(browser, page, file);
  } finally {
    rmSync(page, { force: true });
  }
  return file;
}

async function print(browser: string, page: string, file: string): Promise<void> {
  const child = spawn(
    browser,
    [
      ...CHROMIUM_FLAGS,
      "--headless",
      "--no-pdf-header-footer",
      `--print-to-pdf=${file}`,
      pathToFileURL(page).href,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0 || !existsSync(file)) {
    throw new EarshotError(`Chromium could not print the report (exit code ${code})`, {
      exitCode: EXIT.siteFailed,
      remedy: said.trim().split("\n").slice(-3).join("\n"),
    });
  }
}
