import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { publish } from "../../src/site/index.ts";
import { stageSite } from "../../src/site/stage.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

/** Words that stand in nearly every English sentence and in none of the other languages. */
const ENGLISH = /(?<!\p{L})(the|and|with|from|this|that|were|are|than|which|rows?|without|files?)(?!\p{L})/iu;
/** Where the invented study says how it knows a time zone, which no importer does in these words. */
const INVENTED = "named in the file";
/** What is said by the study, by people and by programs, not by the site. */
const FOREIGN =
  "svg, code, pre, script, style, .feed, .file, [lang], .search-list li, dl.facts dd, ul.languages";

/** Texts of a page by the element that holds them. */
function texts(source: string): string[] {
  const { document } = new JSDOM(`<main>${source.replace(/```[\s\S]*?```/g, "")}</main>`).window;
  for (const each of document.querySelectorAll(FOREIGN)) each.remove();
  const found: string[] = [];
  const walk = document.createTreeWalker(document.body, 4);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) found.push(node.textContent ?? "");
  for (const each of document.querySelectorAll("[aria-label]"))
    found.push(each.getAttribute("aria-label") ?? "");
  return found.map((text) => text.trim()).filter(Boolean);
}

test("no English sentence is left on the pages of another language", async () => {
  const workspace = inventedWorkspace();
  const languages = ["en", "nl", "fi", "hu", "lv"] as const;
  const study = inventedStudy({ site: { ...inventedStudy().site, languages: [...languages] } });
  const warehouse = await inventedWarehouse();
  try {
    await publish(warehouse, workspace, study, inventedManifest());
    const stage = stageSite(workspace);
    const left = new Set<string>();
    const own = (page: string) => texts(readFileSync(join(stage.src, `${page}.md`), "utf8"));
    const english = stage.pages.map((page) => page.slice(1)).filter((page) => !/^(nl|fi|hu|lv)\//.test(page));
    expect(english.flatMap(own).filter((text) => ENGLISH.test(text)).length).toBeGreaterThan(50);
    for (const language of languages.slice(1))
      for (const page of english) {
        if (!stage.pages.includes(`/${language}/${page}`)) continue;
        for (const text of own(`${language}/${page}`))
          if (ENGLISH.test(text) && text !== INVENTED) left.add(`${language}/${page}: ${text}`);
      }
    expect([...left]).toEqual([]);
  } finally {
    warehouse.close();
    rmSync(workspace.root, { recursive: true, force: true });
  }
});
