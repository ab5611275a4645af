import { join } from "node:path";
import { defineStep } from "earshot/steps";
import { literal, modelVersion, scoreNewTexts } from "earshot/warehouse";

const model = (packageRoot: string) => join(packageRoot, "data", "models", "language.bin");

export default defineStep({
  description:
    "Language of every mention's text. Each distinct text is read once and kept in cache.language.",
  grain: "mention",
  reads: ["mentions"],
  columns: {
    mention_id: { type: "VARCHAR", description: "the mention" },
    language: {
      type: "VARCHAR",
      description: "ISO 639-1 code; `und` where the text is missing, too short, mixed or without words",
    },
    confidence: { type: "DOUBLE", description: "how sure, 0 to 1; 0 for `und`" },
  },
  versions: (workspace) => ({ language: modelVersion("language", model(workspace.packageRoot)) }),
  async run({ warehouse, workspace, writeSql, progress, note }) {
    const { scored, key } = await scoreNewTexts(warehouse, {
      kind: "language",
      model: model(workspace.packageRoot),
      texts: `select text_hash, any_value(coalesce(text, title)) as text, '' as language
              from mentions
              where text_hash is not null and coalesce(text, title) is not null
              group by text_hash`,
      cache: "language",
      progress,
    });
    note(`${scored} new texts`);
    await writeSql(
      `select m.mention_id, coalesce(l.language, 'und') as language, coalesce(l.confidence, 0)::double as confidence
       from mentions as m
       left join cache.language as l
         on l.text_hash = m.text_hash and l.model = ${literal(key)}`,
    );
  },
});
