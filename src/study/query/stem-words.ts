import { sameStem } from "../../text/inflection/index.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { CompiledTopics } from "./compile.ts";

/** Characters that a word and its stem relatives are taken to begin with. */
const SHARED = 2;

/** Add the words with an equal stem to `query_words`; only those that begin alike are looked at. */
export async function addStems(warehouse: Warehouse, compiled: CompiledTopics): Promise<void> {
  for (const [set, tests] of compiled.sets.entries()) {
    for (const { kinds, pattern } of tests) {
      if (pattern.type !== "stem") continue;
      const beginning = [...pattern.text].slice(0, SHARED).join("");
      const candidates = await warehouse.rows<{ form: string }>(
        `select distinct form from cache.word_forms
         where kind in (${kinds.join(", ")}) and starts_with(form, ${literal(beginning)})`,
      );
      const same = candidates.filter(({ form }) => sameStem(form, pattern.text, pattern.languages));
      if (same.length === 0) continue;
      await warehouse.run(
        `insert into query_words
         select ${set}, word_id from cache.word_forms
         where kind in (${kinds.join(", ")}) and form in (${same.map(({ form }) => literal(form)).join(", ")})
         except select set_id, word_id from query_words`,
      );
    }
  }
}
