import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { type NotebookBody, notebookBody } from "./notebook-page.ts";

/** One Markdown page of `reports/`, before it is filled. */
export interface PageFile {
  /** Path without extension, e.g. `index`, `stories/spring`. */
  name: string;
  /** For diagnostics: relative to the folder it comes from. */
  file: string;
  body: string;
  /** Line of the body's first line in the file. */
  bodyLine: number;
  /** Lines put into the body that the file does not have; see `originalLine`. */
  added: NotebookBody["added"];
  front: FrontMatter;
}

export interface FrontMatter {
  /** Key of the page's name in the catalogues, or a plain title for stories. */
  title: string;
  nav: "main" | "about" | "stories" | "none";
  order: number;
  /** Published tables of which at least one row must exist, else the page is left out. */
  requires: string[];
  /** `topics`: one page per topic, made from this one. */
  each: "topics" | null;
  /** Site language of a story; null: in all. */
  language: string | null;
  /** Profile under which alone the page is made. */
  profile: "public" | "internal" | null;
}

const KEYS = ["title", "nav", "order", "requires", "each", "language", "profile", "date", "author", "draft"];

/**
 * Pages of the workspace's own `reports/`, else the package's; a file of the workspace stands for the package's.
 * Stories are about one study's figures: only the workspace's own count.
 */
export function findPages(workspace: Workspace): PageFile[] {
  const found = new Map<string, string>();
  for (const root of [join(workspace.packageRoot, "reports"), workspace.reports]) {
    if (!existsSync(root)) continue;
    for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      const path = file.replaceAll("\\", "/");
      if (!path.endsWith(".md") || /^(data|\.observablehq|node_modules)\//.test(path)) continue;
      if (/(^|\/)README\.md$/.test(path)) continue;
      if (root !== workspace.reports && path.startsWith("stories/")) continue;
      found.set(path, join(root, path));
    }
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([path, file]) => readPage(path, file));
}

function readPage(path: string, file: string): PageFile {
  const source = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const head = /^---\n([\s\S]*?)\n---\n/.exec(source);
  const front = (head ? parse(head[1] as string) : {}) as Record<string, unknown> | null;
  const unknown = Object.keys(front ?? {}).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) {
    throw new EarshotError(`reports/${path}:1: unknown key in front matter: ${unknown.join(", ")}`, {
      exitCode: EXIT.siteFailed,
      remedy: `Known keys: ${KEYS.join(", ")}.`,
    });
  }
  const name = path.replace(/\.md$/, "");
  const story = /^(stories|notebooks)\//.test(name);
  const list = front?.["requires"];
  return {
    name,
    file: `reports/${path}`,
    ...notebookBody(name, head ? source.slice(head[0].length) : source),
    bodyLine: head ? head[0].split("\n").length : 1,
    front: {
      title: String(front?.["title"] ?? (story ? storyTitle(source, name) : `page.${name}`)),
      nav: story ? "stories" : ((front?.["nav"] as FrontMatter["nav"]) ?? "none"),
      order: Number(front?.["order"] ?? 500),
      requires: list === undefined ? [] : Array.isArray(list) ? list.map(String) : [String(list)],
      each: front?.["each"] === "topics" ? "topics" : null,
      language: typeof front?.["language"] === "string" ? front["language"] : null,
      profile: front?.["profile"] === "internal" || front?.["profile"] === "public" ? front["profile"] : null,
    },
  };
}

function storyTitle(source: string, name: string): string {
  return /^#\s+(.+)$/m.exec(source)?.[1] ?? name;
}
