import { expect, test } from "vitest";
import { EMOTIONS } from "../../src/text/index.ts";
import { BASE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

test("shares of emotions are of emotional mentions, clustered by author; off they have no rows", async () => {
  const mentions = Array.from(
    { length: 60 },
    (_, i): SmallMention => ({
      id: `m${i}`,
      at: "2026-05-04 12:00:00",
      topics: ["a"],
      author: `u${i % 20}`,
      label: i < 40 ? "negative" : "neutral",
    }),
  );
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  try {
    await build(warehouse, ...BASE);
    await runStep(warehouse, "mention_emotion", { emotions: false });
    await build(warehouse, "topic_emotions");
    expect(await warehouse.count("topic_emotions")).toBe(0);
    const columns = EMOTIONS.map(
      (name) => `${name === "anger" ? "if(n % 4 = 0, 0.95, 0.01)" : "0.0"} as p_${name}`,
    );
    await warehouse.run(
      `create or replace table mention_emotion as
       select mention_id, ${columns.join(", ")}, 'test' as model
       from (select mention_id, mention_id[2:]::integer as n from mentions)`,
    );
    await build(warehouse, "topic_emotions");
    const rows = await warehouse.rows("select * from topic_emotions where view = 'all' order by emotion");
    expect(rows).toHaveLength(EMOTIONS.length);
    const [anger, fear] = [rows[0]!, rows[3]!];
    expect(anger).toMatchObject({ emotion: "anger", mentions: 10, emotional: 40, share: 0.25, authors: 20 });
    expect(anger["low"]).toBeGreaterThan(0.05);
    expect(anger["high"]).toBeLessThan(0.55);
    expect(fear).toMatchObject({ emotion: "fear", mentions: 0, share: 0, method: "wilson" });
  } finally {
    warehouse.close();
  }
});
