import { readFileSync } from "node:fs";

/**
 * Configuration of Observable Framework for the report site. Earshot copies it into the folder where it puts the
 * site together and runs Framework there; `site.json` beside it says what that site holds. A workspace may bring
 * its own `observablehq.config.ts`.
 */
interface Site {
  title: string;
  chrome: Record<string, { header: string; footer: string; title: string }>;
}

const site = JSON.parse(readFileSync("site.json", "utf8")) as Site;

export default {
  root: "src",
  output: "dist",
  title: site.title,
  style: "style.css",
  globalStylesheets: [],
  header: ({ path }: { path: string }) => site.chrome[path]?.header ?? "",
  footer: ({ path }: { path: string }) => site.chrome[path]?.footer ?? "",
  pages: [],
  sidebar: false,
  toc: false,
  pager: false,
  preserveExtension: true,
  preserveIndex: true,
};
