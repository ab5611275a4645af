import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { literal, Warehouse } from "../../../src/warehouse/index.ts";
import { BRANDS, VOCABULARY } from "./vocabulary.ts";

const ENGLISH = VOCABULARY.find(({ language }) => language === "en")?.words ?? "";

/**
 * The notebook's own file as a workspace: one CSV of eight columns in English, some 280 bytes a row, 3 % of the rows a
 * second time, and a study with three topics that reads it by a mapping.
 * @returns path of the CSV
 */
export async function makeNotebookFile(folder: string, rows: number): Promise<string> {
  mkdirSync(join(folder, "data", "exports"), { recursive: true });
  mkdirSync(join(folder, "pipelines"), { recursive: true });
  const topics = BRANDS.map(
    ({ id, name }, index) => `  - { id: ${id}, role: ${index === 0 ? "own" : "competitor"}, query: ${name} }`,
  );
  const mapping =
    "native_id: id, published_at: created_at, author_name: author, text: text, vendor_language: lang, likes: likes, shares: shares, url: url";
  writeFileSync(
    join(folder, "pipelines", "study.yaml"),
    `title: Notebook\ntime_zone: UTC\nperiod: { every: week }\ntopics:\n${topics.join("\n")}\nsources:\n  - { match: "*.csv", format: generic, platform: x, mapping: { ${mapping} } }\n`,
  );
  const path = join(folder, "data", "exports", "posts.csv");
  const brands = BRANDS.map(({ name }) => literal(name)).join(", ");
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await warehouse.run(`copy (
      with words as (select string_split(${literal(ENGLISH)}, ' ') as words)
      select
        1900000000000000000 + n as id,
        strftime(timestamp '2025-07-01' + to_seconds(((n * 2654435761) % 31536000)::bigint), '%Y-%m-%dT%H:%M:%SZ') as created_at,
        'user' || (hash(n, 1) % 60000) as author,
        [${brands}, 'the shop'][1 + (hash(n, 2) % 4)::int] || ' '
          || array_to_string(list_transform(range(20 + (hash(n, 3) % 16)::int),
            lambda i: words[1 + (hash(n, i) % len(words))::int]), ' ') as text,
        'en' as lang, hash(n, 4) % 40 as likes, hash(n, 5) % 9 as shares,
        'https://x.com/user' || (hash(n, 1) % 60000) || '/status/' || (1900000000000000000 + n) as url
      from (select if(range % 33 = 32, range - 32, range) as n from range(${rows}))
      cross join words
    ) to ${literal(path)} (format csv, header true)`);
  } finally {
    warehouse.close();
  }
  return path;
}
