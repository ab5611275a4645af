import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";
import { Text } from "../../reports/components/text.ts";
import { CHROMIUM_FLAGS, findChromium } from "../chromium.mjs";
import { EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { readCatalogue } from "./catalogues.ts";
import { readReportData } from "./report-data.ts";
import { type Deck, type Slide, writeDeck } from "./slide-deck.ts";

/** Pages whose charts become slides, in this order. */
const CHAPTERS =
  "index share-of-voice sentiment trends themes voices places care campaigns changes coverage".split(" ");
/** Pictures are this many times larger than on the page, so that they stay sharp on a projector. */
const SCALE = 2;
/** Room around a chart for labels that stand out of it, on the page too. */
const AROUND = { x: 50, y: 10 };
/** Chromium leaves out the lower part of windows that are lower than this. */
const LOWEST = 240;
/** Chromium runs at a time. */
const AT_ONCE = 2;

interface Drawing {
  slide: Omit<Slide, "picture">;
  html: string;
}

/** The charts of the built pages of one language, each once, with what the page says about them. */
export function drawings(workspace: Workspace, language: string): Drawing[] {
  const data = readReportData(workspace.reportData);
  const text = new Text(language, readCatalogue(workspace, language));
  const first = data.run.study.languages[0] ?? "en";
  const folder = language === first ? workspace.dist : join(workspace.dist, language);
  const seen = new Set<string>();
  const topics = data.topics.map((topic) => `topics/${topic.topic}`);
  const chapters = CHAPTERS.flatMap((name) => (name === "trends" ? [name, ...topics] : [name]));
  return chapters.flatMap((name) => {
    const file = join(folder, `${name}.html`);
    if (!existsSync(file)) return [];
    const page = new JSDOM(readFileSync(file, "utf8")).window.document;
    return [...page.querySelectorAll("main figure.chart")].flatMap((figure): Drawing[] => {
      const svg = figure.querySelector(".view .wide > svg");
      const say = (part: string) =>
        figure.querySelector(part)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
      if (!svg || seen.has(figure.id)) return [];
      seen.add(figure.id);
      const slide = {
        chapter: data.topic(name.replace("topics/", ""))?.label ?? text.say(`page.${name}`),
        title: say(".chart-title"),
        subtitle: say(".chart-subtitle"),
        note: say(".chart-note"),
        alternative: figure.querySelector(".plot")?.getAttribute("aria-label") ?? "",
        marks: [...figure.querySelectorAll(".marks li")].map(
          (mark, n) => `${n + 1}. ${mark.textContent?.replace(/\s+/g, " ").trim()}`,
        ),
        width: Number(svg.getAttribute("width")) + 2 * AROUND.x,
        height: Math.max(LOWEST, Number(svg.getAttribute("height")) + 2 * AROUND.y),
      };
      return [{ slide, html: svg.outerHTML }];
    });
  });
}

/** The site's styles, in one text. */
function styles(workspace: Workspace): string {
  const index = readFileSync(join(workspace.dist, "index.html"), "utf8");
  return [...index.matchAll(/<link rel="stylesheet"[^>]*href="([^"]+\.css)"/g)]
    .map((match) => join(workspace.dist, match[1] ?? ""))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

function chartPage(svg: string, css: string): string {
  const own =
    ":root{color-scheme:light}html,body{margin:0;height:100%;background:#fff}body{display:grid;place-items:center}svg{overflow:visible}figure.chart,.plot{margin:0;padding:0;border:0}.wide{display:block}svg{display:block}";
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><style>${css}\n${own}</style></head><body><figure class="chart"><div class="plot"><div class="view"><div class="wide">${svg}</div></div></div></figure></body></html>\n`;
}

/**
 * Make a deck of the built site: a title, then one chart a slide with its sentence, drawn by headless Chromium.
 * @returns the file written
 * @throws EarshotError with exit code 4 when there is no Chromium or it fails
 */
export async function exportSlides(workspace: Workspace, file: string, language?: string): Promise<string> {
  const browser = findChromium();
  if (!browser) {
    throw new EarshotError("no Chromium was found to draw the slides with", {
      exitCode: EXIT.siteFailed,
      remedy: "Install Chromium (Debian: apt-get install chromium).",
    });
  }
  const data = readReportData(workspace.reportData);
  const chosen = language ?? data.run.study.languages[0] ?? "en";
  const text = new Text(chosen, readCatalogue(workspace, chosen));
  const folder = mkdtempSync(join(tmpdir(), "earshot-slides-"));
  try {
    const css = styles(workspace);
    const queue = drawings(workspace, chosen).entries();
    const slides: Slide[] = [];
    const work = async () => {
      for (const [place, { slide, html }] of queue) {
        const page = join(folder, `${place}.html`);
        writeFileSync(page, chartPage(html, css));
        const picture = join(folder, `${place}.png`);
        await draw(browser, page, picture, slide);
        slides[place] = { ...slide, picture };
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const { current, run } = data;
    const deck: Deck = {
      title: run.study.title,
      subtitle: run.study.objective ?? "",
      period: current ? text.range(data.periods[0]?.starts_on ?? current.starts_on, current.ends_on) : "",
      footer: text.say("footer.run", { id: run.id, date: text.date(run.startedAt), n: run.inputs.length }),
      slides,
    };
    await writeDeck(deck, file);
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function draw(
  browser: string,
  page: string,
  picture: string,
  size: Pick<Slide, "width" | "height">,
): Promise<void> {
  const child = spawn(
    browser,
    [
      ...CHROMIUM_FLAGS,
      "--headless",
      "--hide-scrollbars",
      `--user-data-dir=${picture}.profile`,
      `--force-device-scale-factor=${SCALE}`,
      `--window-size=${size.width},${size.height}`,
      `--screenshot=${picture}`,
      pathToFileURL(page).href,
    ],
    { stdio: "ignore" },
  );
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0 || !existsSync(picture)) {
    throw new EarshotError(`Chromium could not draw a slide (exit code ${code})`, {
      exitCode: EXIT.siteFailed,
    });
  }
}
