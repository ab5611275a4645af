import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Diagnostic } from "../errors.ts";

const problem = (file: string, message: string, rule: string): Diagnostic => ({
  file: `dist/${file}`,
  severity: "error",
  message,
  rule,
});

interface Page {
  file: string;
  ids: ReadonlySet<string>;
  links: readonly string[];
  assets: readonly string[];
}

const TAG = /<([a-z][\w-]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>"]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function unescapeAttribute(value: string): string {
  return value.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (ENTITIES[name ?? ""] ?? whole),
  );
}

function readPage(folder: string, file: string): Page {
  const ids = new Set<string>();
  const links: string[] = [];
  const assets: string[] = [];
  const html = readFileSync(join(folder, file), "utf8").replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
  for (const [, tag, attributes] of html.matchAll(TAG)) {
    for (const [, name, raw] of (attributes ?? "").matchAll(ATTRIBUTE)) {
      const value = unescapeAttribute(raw ?? "");
      if (name === "id") ids.add(value);
      else if (name === "href" && tag === "a") links.push(value);
      else if ((name === "href" && tag === "link") || name === "src") assets.push(value);
    }
  }
  return { file, ids, links, assets };
}

/**
 * What Framework only warns about or passes over in silence: links and anchors that lead nowhere, files that are
 * missing, anything fetched from another host. Links to other sites that a reader follows are allowed.
 */
export function inspectSite(folder: string, files: readonly string[]): Diagnostic[] {
  const pages = new Map(files.map((file) => [file, readPage(folder, file)]));
  const found: Diagnostic[] = [];
  for (const page of pages.values()) {
    if (page.file.endsWith("404.html")) continue;
    for (const href of page.links) found.push(...checkLink(folder, pages, page, href));
    for (const asset of page.assets) {
      if (/^data:/.test(asset)) continue;
      if (/^([a-z]+:)?\/\//i.test(asset))
        found.push(problem(page.file, `fetches from another host: ${asset}`, "other-host"));
      else if (
        !existsSync(join(folder, posix.join(dirname(page.file), decodeURI(asset.split(/[?#]/)[0] ?? ""))))
      )
        found.push(problem(page.file, `missing file: ${asset}`, "missing-file"));
    }
  }
  return [...found, ...foreignStyles(folder)];
}

function checkLink(folder: string, pages: ReadonlyMap<string, Page>, page: Page, href: string): Diagnostic[] {
  if (/^[a-z][a-z+.-]*:/i.test(href)) {
    return /^(https?|mailto):|^data:text\/csv;charset=utf-8,/i.test(href)
      ? []
      : [problem(page.file, `unsafe link: ${href}`, "unsafe-link")];
  }
  if (href.startsWith("//") || href.startsWith("/"))
    return [problem(page.file, `link is not relative: ${href}`, "absolute-link")];
  const [path = "", anchor] = href.split("#");
  const target =
    path === ""
      ? page.file
      : posix.normalize(posix.join(dirname(page.file), decodeURI(path.split("?")[0] ?? "")));
  const file = target.endsWith("/") ? `${target}index.html` : target;
  if (!existsSync(join(folder, file))) return [problem(page.file, `broken link: ${href}`, "broken-link")];
  const known = pages.get(file);
  if (anchor && known && !known.ids.has(decodeURIComponent(anchor)))
    return [problem(page.file, `broken link: ${href} (no such place on that page)`, "broken-anchor")];
  return [];
}

function foreignStyles(folder: string): Diagnostic[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".css"))
    .flatMap((file) => {
      const urls = readFileSync(join(folder, file), "utf8").match(
        /(?:url\(|@import\s+)["']?(?:https?:)?\/\/[^)"']+/g,
      );
      return (urls ?? []).map((url) => problem(file, `fetches from another host: ${url}`, "other-host"));
    });
}
