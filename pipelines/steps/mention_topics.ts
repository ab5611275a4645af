import { defineStep } from "earshot/steps";
import { compileTopics, matchTopics, type Study, wordIndexVersion } from "earshot/study";
import { literal } from "earshot/warehouse";

/** What decides who is in which topic. */
function parameters(study: Study) {
  const { macros, exclusions } = study;
  const topics = study.topics.map(({ label: _label, tests: _tests, accounts: _accounts, ...topic }) => topic);
  return { macros, exclusions, topics };
}

export default defineStep<ReturnType<typeof parameters>>({
  description:
    "Which mention belongs to which topic. The queries run over the words of title and text inside DuckDB.",
  grain: "mention × topic",
  reads: ["mentions", "mention_language"],
  incremental: ["mention_id"],
  writesTo: ["cache.words"],
  columns: {
    mention_id: { type: "VARCHAR", description: "mention" },
    topic: { type: "VARCHAR", description: "topic of study.yaml" },
    role: { type: "VARCHAR", description: "role of the topic" },
    weight: {
      type: "DOUBLE",
      description:
        "1/k for the k panel topics (own, competitor) of one category that the mention matches, else 1",
    },
  },
  tags: ["topics"],
  parameters,
  versions: () => ({ words: wordIndexVersion() }),
  async run({ warehouse, parameters: wanted, input, part, writeSql, progress }) {
    const compiled = compileTopics({
      ...wanted,
      topics: wanted.topics.map((topic) => ({
        ...topic,
        label: topic.id,
        tests: { match: [], miss: [] },
        accounts: [],
      })),
    });
    if (part)
      await warehouse.run(`create or replace temp table mentions_to_match as from ${input("mentions")}`);
    await matchTopics(warehouse, compiled, "matched_topics", {
      ...(part && { mentions: "mentions_to_match" }),
      languages: "mention_language",
      progress,
    });
    await warehouse.run("drop table if exists temp.mentions_to_match");
    await warehouse.run(
      "create or replace temp table panel_topics (topic varchar, role varchar, panel varchar)",
    );
    const values = wanted.topics.map(({ id, role, category }) => {
      const panel = role === "own" || role === "competitor" ? category : null;
      return `(${[id, role, panel].map(literal).join(", ")})`;
    });
    if (values.length > 0) await warehouse.run(`insert into panel_topics values ${values.join(", ")}`);
    await writeSql(`
      select m.mention_id, m.topic, t.role,
        case when t.panel is null then 1.0 else 1.0 / count(*) over (partition by m.mention_id, t.panel) end as weight
      from matched_topics as m
      join panel_topics as t using (topic)
      order by t.topic, m.mention_id`);
    await warehouse.run("drop table matched_topics");
    await warehouse.run("drop table panel_topics");
  },
});
