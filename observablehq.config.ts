import { readFileSync, statSync } from "node:fs";

/**
 * Configuration of Observable Framework for the report site. Earshot copies it into the folder where it puts the
 * site together and runs Framework there; `site.json` beside it says what that site holds. A workspace may bring
 * its own `observablehq.config.ts`.
 */
interface Site {
  title: string;
  chrome: Record<string, { header: string; footer: string; title: string }>;
}

let site = JSON.parse(readFileSync("site.json", "utf8")) as Site;
let read = statSync("site.json").mtimeMs;

/** Head and foot of a page; a preview writes them anew. */
function chrome(path: string) {
  const { mtimeMs } = statSync("site.json");
  if (mtimeMs !== read) site = JSON.parse(readFileSync("site.json", "utf8")) as Site;
  read = mtimeMs;
  return site.chrome[path];
}

export default {
  root: "src",
  output: "dist",
  title: site.title,
  style: "style.css",
  globalStylesheets: [],
  header: ({ path }: { path: string }) => chrome(path)?.header ?? "",
  footer: ({ path }: { path: string }) => chrome(path)?.footer ?? "",
  pages: [],
  sidebar: false,
  toc: false,
  pager: false,
  preserveExtension: true,
  preserveIndex: true,
};
