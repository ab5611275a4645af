import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeText } from "../../reports/components/markup.ts";
import type { Slots } from "./slots.ts";
import type { PageChrome, Stage } from "./stage.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Content security policy of one page: scripts and styles of the site itself and the page's own inline scripts by
 * hash; nothing inline besides, no eval, no other host, no frames, no forms elsewhere.
 */
export function contentPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((m) =>
    hash(m[1] as string),
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(inline)].join(" ")}`.trim(),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Language, zoom and feed of a page, which Framework leaves out; headings lose its links to themselves. */
export function finishHead(html: string, chrome: PageChrome | undefined): string {
  const language = chrome?.language ?? "en";
  return html
    .replace(/\n?<base href="[^"]*">/, "")
    .replace(/<script type="module">\s*if \(location\.pathname\.endsWith[\s\S]*?<\/script>\n?/, "")
    .replace(/<html[^>]*>/, `<html lang="${language}">`)
    .replace(
      /<meta name="viewport"[^>]*>/,
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">' +
        (chrome ? `\n<link rel="alternate" type="application/atom+xml" href="${chrome.feed}">` : ""),
    )
    .replace(
      / tabindex="-1"><a class="observablehq-header-anchor" href="[^"]*">([\s\S]*?)<\/a><\/h/g,
      ">$1</h",
    );
}

/**
 * What Framework leaves out of a page: language, zoom, description, policy, feed. Its page for what is not found
 * loses the base address, which would be wrong below a sub-path, and the script that goes with it.
 */
export function finishPage(html: string, chrome: PageChrome | undefined): string {
  const finished = finishHead(html, chrome);
  const description = chrome ? `<meta name="description" content="${escapeText(chrome.description)}">\n` : "";
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(finished)}">\n`;
  return finished.replace(/(<meta charset="utf-8">\n?)/, `$1${policy}${description}`);
}

/** Finish every page of Framework's output in place; returns the HTML files, relative to it. */
export function finishSite(stage: Stage, slots: Slots): string[] {
  const pages: string[] = [];
  for (const file of readdirSync(stage.output, { recursive: true, encoding: "utf8" }).sort()) {
    if (!file.endsWith(".html")) continue;
    const path = join(stage.output, file);
    const chrome = stage.chrome[`/${file.replaceAll("\\", "/").replace(/\.html$/, "")}`];
    writeFileSync(path, finishPage(slots.restore(readFileSync(path, "utf8")), chrome));
    pages.push(file.replaceAll("\\", "/"));
  }
  return pages;
}
