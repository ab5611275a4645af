import type { Text } from "../../reports/components/text.ts";
import type { ReportData } from "./report-data.ts";

/** What a tag needs to know of the page it stands on. */
export interface PageContext {
  data: ReportData;
  text: Text;
  /** Path in the site without extension, e.g. `nl/topics/acme`. */
  path: string;
  /** `` or `nl/`: where this language's pages lie. */
  prefix: string;
  /** Pages that exist in this language, without prefix and extension. */
  pages: ReadonlySet<string>;
  /** Topic of a topic page. */
  topic: string | null;
  /** Ids given out on this page so far, so that each figure element gets its own. */
  ids: Set<string>;
}

/** `../` as often as the page lies deep. */
export function toRoot(path: string): string {
  return "../".repeat(path.split("/").length - 1) || "./";
}

/** Address of another page of the same language, relative to this one; null where that page is left out. */
export function pageLink(context: PageContext, page: string): string | null {
  const [name = "", hash] = page.split("#");
  if (!context.pages.has(name)) return null;
  return `${toRoot(context.path)}${context.prefix}${name}.html${hash ? `#${hash}` : ""}`;
}

/** Address of a data file, relative to this page. */
export function dataLink(context: PageContext, file: string): string {
  return `${toRoot(context.path)}data/${file}`;
}

/** `wish`, or `wish-2` … when it is taken on this page. */
export function uniqueId(context: PageContext, wish: string): string {
  let id = wish;
  for (let n = 2; context.ids.has(id); n++) id = `${wish}-${n}`;
  context.ids.add(id);
  return id;
}
