import { afterAll, beforeAll, expect, test } from "vitest";
import emotion from "../../pipelines/steps/mention_emotion.ts";
import language from "../../pipelines/steps/mention_language.ts";
import sentiment from "../../pipelines/steps/mention_sentiment.ts";
import type { StepContext, StepDefinition } from "../../src/pipeline/step.ts";
import type { Study } from "../../src/study/study.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { PACKAGE_ROOT, type Workspace } from "../../src/workspace.ts";

const MENTIONS: readonly [string, string | null][] = [
  ["en-good", "I love this phone, the camera is wonderful and the battery is great! 😍"],
  ["en-bad", "Worst customer service ever, I am so angry. Never again!"],
  ["en-good-again", "I love this phone, the camera is wonderful and the battery is great! 😍"],
  ["hu-good", "Nagyon szeretem ezt a boltot, kedves és gyors a kiszolgálás, köszönöm!"],
  ["fi-bad", "Todella huono palvelu, olen vihainen ja pettynyt, en suosittele kenellekään."],
  ["lv-good", "Paldies, ļoti labs serviss, esmu priecīga un iesaku visiem!"],
  ["emoji", "😡😡😡"],
  ["deleted", null],
  ["only-link", "https://example.org/a1"],
  ["word", "constructor __proto__ toString"],
  ["swahili", "Ninapenda sana kusoma vitabu kila siku asubuhi kabla ya kwenda kazini"],
];

let warehouse: Warehouse;
const notes: string[] = [];

async function runStep(name: string, definition: StepDefinition<never>, study: Study): Promise<void> {
  const context = {
    warehouse,
    study,
    workspace: { root: PACKAGE_ROOT, packageRoot: PACKAGE_ROOT } as Workspace,
    parameters: definition.parameters?.(study),
    rows: <T>(sql: string) => warehouse.rows<T>(sql),
    input: (table: string) => table,
    part: false,
    write: () => Promise.reject(new Error("not used")),
    writeSql: (select: string) => warehouse.run(`create or replace table ${name} as ${select}`),
    progress: () => undefined,
    note: (message: string) => void notes.push(message),
  };
  await warehouse.transaction(() => definition.run(context as unknown as StepContext<never>));
}

const study = (languages: Study["languages"]) =>
  ({ languages, sentiment: { model: "earshot" }, emotions: true }) as Study;

async function both(languages: Study["languages"]): Promise<void> {
  notes.length = 0;
  await runStep("mention_language", language as StepDefinition<never>, study(languages));
  await runStep("mention_sentiment", sentiment as StepDefinition<never>, study(languages));
}

const labels = async () =>
  Object.fromEntries(
    (
      await warehouse.rows<{ mention_id: string; label: string }>(
        "select mention_id, label from mention_sentiment",
      )
    ).map((row) => [row.mention_id, row.label]),
  );

beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
  const values = MENTIONS.map(([id, text]) => `(${literal(id)}, ${literal(text)})`).join(", ");
  await warehouse.run(
    `create table mentions as
     select col0 as mention_id, null::varchar as title, col1 as text,
       md5_number_lower(col1)::ubigint as text_hash
     from (values ${values})`,
  );
  await warehouse.run(
    "create table texts as select distinct text_hash, text from mentions where text_hash is not null",
  );
});

afterAll(() => warehouse.close());

test("every mention has a row, and what cannot be scored says so", async () => {
  await both({ score: null, allowGuesses: false });
  const found = await labels();
  expect(Object.keys(found)).toHaveLength(MENTIONS.length);
  expect(found).toMatchObject({
    "en-good": "positive",
    "en-good-again": "positive",
    "en-bad": "negative",
    "hu-good": "positive",
    "fi-bad": "negative",
    "lv-good": "positive",
    emoji: "not_scored",
    deleted: "not_scored",
    swahili: "not_scored",
  });
  const odd = await warehouse.rows(
    `select mention_id from mention_sentiment
     where (label = 'not_scored') <> (p_negative is null)
       or (label = 'not_scored') <> (model is null)
       or abs(p_negative + p_neutral + p_positive - 1) > 1e-5`,
  );
  expect(odd).toEqual([]);
});

test("a second run scores nothing, and one text stands once in the cache", async () => {
  await both({ score: null, allowGuesses: false });
  expect(notes).toEqual(["0 new texts", "0 new texts"]);
  expect(await warehouse.count("cache.language")).toBe(MENTIONS.length - 2);
});

test("the study decides which languages are scored and whether guesses are allowed", async () => {
  await both({ score: ["hu"], allowGuesses: false });
  expect(await labels()).toMatchObject({ "hu-good": "positive", "en-good": "not_scored" });
  await both({ score: null, allowGuesses: true });
  const guessed = await labels();
  expect(guessed["emoji"]).toBe("negative");
  expect(guessed["deleted"]).toBe("not_scored");
  expect(guessed["only-link"]).toBe("not_scored");
});

test("emotions are read in the same visit, and left out where the study does not want them", async () => {
  await both({ score: null, allowGuesses: false });
  await runStep(
    "mention_emotion",
    emotion as unknown as StepDefinition<never>,
    study({ score: null, allowGuesses: false }),
  );
  expect(notes.at(-1)).toBe("0 new texts");
  const found = await warehouse.rows<Record<string, number | string>>(
    "select * from mention_emotion order by 1",
  );
  const ids = found.map((row) => row["mention_id"]);
  expect(ids).toEqual(expect.arrayContaining(["en-bad", "en-good", "en-good-again", "fi-bad", "hu-good"]));
  expect(ids).not.toContain("lv-good");
  expect(ids).not.toContain("deleted");
  const of = (id: string) => found.find((row) => row["mention_id"] === id)!;
  expect(of("en-bad")["p_anger"]).toBeGreaterThan(of("en-bad")["p_joy"] as number);
  expect(of("en-good")["p_joy"]).toBeGreaterThan(of("en-good")["p_anger"] as number);
});

test("labels that came with the export are taken as they are, in the words and numbers of the tools", async () => {
  const labelled: [string, string | null, string][] = [
    ["en-good", "Positive", "social"],
    ["en-bad", "-2,5", "social"],
    ["hu-good", "5", "review"],
    ["fi-bad", "2", "review"],
    ["lv-good", "0", "social"],
    ["emoji", "no idea", "social"],
    ["word", null, "social"],
    ["swahili", "0", "review"],
  ];
  await warehouse.run("alter table mentions add column vendor varchar default 'brand24'");
  await warehouse.run("alter table mentions add column vendor_sentiment varchar");
  await warehouse.run("alter table mentions add column source_type varchar");
  for (const [id, label, kind] of labelled)
    await warehouse.run(
      `update mentions set vendor_sentiment = ${literal(label)}, source_type = ${literal(kind)} where mention_id = ${literal(id)}`,
    );
  const vendor = { ...study({ score: null, allowGuesses: false }), sentiment: { model: "vendor" as const } };
  await runStep("mention_sentiment", sentiment as unknown as StepDefinition<never>, vendor);
  expect(await labels()).toMatchObject({
    "en-good": "positive",
    "en-bad": "negative",
    "hu-good": "positive",
    "fi-bad": "negative",
    "lv-good": "neutral",
    emoji: "not_scored",
    word: "not_scored",
    swahili: "not_scored",
  });
  expect(
    await warehouse.rows("select distinct model from mention_sentiment where model is not null"),
  ).toEqual([{ model: "vendor: brand24" }]);
  await both({ score: null, allowGuesses: false });
  expect((await labels())["emoji"]).toBe("not_scored");
});
