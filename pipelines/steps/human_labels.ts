import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineStep } from "earshot/steps";
import { literal } from "earshot/warehouse";

/** Samples that somebody has coded: folders of data/labels with a `sample.csv` and a `codes.csv`. */
function codedSamples(labels: string): string[] {
  if (!existsSync(labels)) return [];
  return readdirSync(labels)
    .filter((name) => ["sample.csv", "codes.csv"].every((file) => existsSync(join(labels, name, file))))
    .sort();
}

function sampleSql(labels: string, name: string): string {
  const read = (file: string) =>
    `read_csv(${literal(join(labels, name, file))}, all_varchar = true, header = true)`;
  return `
    select ${literal(name)} as sample, drawn.unit, drawn.mention_id, drawn.topic, drawn.period, drawn.language,
      drawn.stratum, drawn.probability::double as probability, codes.coder, codes.sentiment, codes.relevant
    from ${read("sample.csv")} as drawn inner join ${read("codes.csv")} as codes using (unit)`;
}

export default defineStep({
  description:
    "What people said about the units of drawn samples, as `earshot label --read` kept it under data/labels. Empty until " +
    "somebody has coded.",
  grain: "sample, unit and coder",
  reads: [],
  columns: {
    sample: { type: "VARCHAR", description: "name of the sample" },
    unit: { type: "VARCHAR", description: "unit of the sample" },
    mention_id: { type: "VARCHAR", description: "the mention" },
    topic: { type: "VARCHAR", description: "the topic it was judged for" },
    period: { type: "VARCHAR", description: "reporting period of the mention" },
    language: { type: "VARCHAR", description: "language of the mention when it was drawn" },
    stratum: { type: "VARCHAR", description: "topic / language / the machine's class when it was drawn" },
    probability: { type: "DOUBLE", description: "probability with which it was drawn" },
    coder: { type: "VARCHAR", description: "coder, by the name of the file" },
    sentiment: {
      type: "VARCHAR",
      description: "negative, neutral, positive, unclear; NULL where left empty",
    },
    relevant: { type: "VARCHAR", description: "yes or no; NULL where left empty" },
  },
  versions: ({ labels }) =>
    Object.fromEntries(
      codedSamples(labels).flatMap((name) =>
        ["sample.csv", "codes.csv"].map((file) => {
          const hash = createHash("sha256").update(readFileSync(join(labels, name, file)));
          return [`${name}/${file}`, hash.digest("hex").slice(0, 16)];
        }),
      ),
    ),
  async run({ workspace, write, writeSql }) {
    const samples = codedSamples(workspace.labels);
    if (samples.length === 0) return write([]);
    const parts = samples.map((name) => sampleSql(workspace.labels, name));
    await writeSql(`select * from (${parts.join(" union all ")}) order by sample, unit, coder`);
  },
});
