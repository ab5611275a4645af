import { expect, test } from "vitest";
import { cellRows, readCsv } from "../../reports/components/feed-cells.ts";
import { type FeedRow, type ShownText, UNKNOWN } from "../../reports/components/feed-columns.ts";
import { feedItem, timeFormat } from "../../reports/components/feed-item.ts";
import { parseSearch } from "../../reports/components/feed-query.ts";
import { FeedSearch } from "../../reports/components/feed-search.ts";
import { fold, placedWords, textWords } from "../../reports/components/feed-words.ts";
import { element } from "../../reports/components/markup.ts";
import { Text } from "../../reports/components/text.ts";
import { WordIndex } from "../../src/site/feed-words-file.ts";
import { ATTACKS } from "./invented-study.ts";

function indexed(texts: readonly (string | readonly (string | null)[])[], shardBytes?: number) {
  const index = new WordIndex(shardBytes);
  for (const text of texts) index.add(typeof text === "string" ? [text] : text);
  const { firsts, files } = index.finish();
  const contents = new Map(files.map((file) => [file.name, file.contents]));
  const fetched: string[] = [];
  const search = new FeedSearch(texts.length, firsts, async (name) => {
    fetched.push(name);
    return contents.get(name) as Uint8Array;
  });
  const find = async (typed: string) => {
    const found = await search.find(parseSearch(typed));
    return found && [...found.keys()].filter((row) => found[row]);
  };
  return { find, fetched, files, firsts };
}

const TEXTS = [
  "Green tea is lovely",
  "Lovely green  coffee, no TEA",
  "Jääkahvi ja kahvi, KAHVILASSA",
  "Erős őszi teázás a téren",
  "Zaļā tēja, ļoti garšīga",
  "Ik heb ’n geüpgrade café gevonden: #Theetijd",
  "don't @tea_fan see https://shop.example.com/teapot?id=7 straße",
  "绿茶很好喝 และ ชาเขียว",
  "😡 worst",
];
const small = indexed(TEXTS);

test.each([
  ["tea", [0, 1, 3, 6]],
  ['"tea"', [0, 1, 6]],
  ['"green tea"', [0]],
  ["green tea", [0, 1]],
  ["tea -green", [3, 6]],
  ['lovely -"green tea"', [1]],
  ["-tea -kahvi", [4, 5, 7, 8]],
  ["kahvi", [2]],
  ["*kahvi", [2]],
  ["*ahvila", [2]],
  ["ahvila", []],
  ["JAAKAHVI", [2]],
  ["eros OSZI", [3]],
  ["zala teja", [4]],
  ["garšīga", [4]],
  ["geupgrade cafe", [5]],
  ["#theetijd", [5]],
  ["theetijd", [5]],
  ["#tea", []],
  ["@tea", [6]],
  ["don't", [6]],
  ["dont", []],
  ["shop.example.com", [6]],
  ["teapot", []],
  ["strasse", [6]],
  ["绿茶", [7]],
  ["茶绿", []],
  ["ชาเขียว", [7]],
  ["😡", [8]],
  ["„lovely green”", [1]],
  ['"green te', [0]],
  ["tea zebra", []],
])("%s finds %j", async (typed, rows) => {
  expect(await small.find(typed)).toEqual(rows);
});

test("nothing but marks asks for nothing", async () => {
  for (const typed of ["", "  ", "-", '"', '""', "*", "- -", '-"'])
    expect(await small.find(typed)).toBeNull();
});

test("a phrase does not reach from one field into the next", async () => {
  const { find } = indexed([
    ["ann lee", "green tea", null],
    ["ann", "lee green", "tea"],
  ]);
  expect(await find('"lee green"')).toEqual([1]);
  expect(await find('"green tea"')).toEqual([0]);
});

test("searches agree with looking through every text (random)", async () => {
  const seed = Date.now() % 1e6;
  console.log(`seed ${seed}`);
  let state = seed + 1;
  const random = (n: number) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const syllables = ["ka", "té", "ro", "ļi", "sz", "ő", "na", "b"];
  const word = () => Array.from({ length: 1 + random(4) }, () => syllables[random(8)]).join("");
  const vocabulary = Array.from({ length: 3000 }, word);
  const pick = () => vocabulary[Math.floor(3000 * (random(1000) / 1000) ** 3)] ?? "";
  const texts = Array.from({ length: 3000 }, () => Array.from({ length: 1 + random(12) }, pick).join(" "));
  const { find, firsts } = indexed(texts, 1500);
  expect(firsts.length).toBeGreaterThan(8);
  const words = texts.map((text) => fold(text).split(" "));
  const rows = (passes: (words: string[]) => boolean) =>
    words.flatMap((each, row) => (passes(each) ? [row] : []));
  for (let round = 0; round < 150; round++) {
    const [a, b] = [fold(pick()), fold(pick())];
    expect(await find(a), a).toEqual(rows((each) => each.some((w) => w.startsWith(a))));
    expect(await find(`"${a}" -${b}`)).toEqual(
      rows((each) => each.includes(a) && !each.some((w) => w.startsWith(b))),
    );
    expect(await find(`"${a} ${b}"`)).toEqual(
      rows((each) => each.some((w, i) => w === a && each[i + 1] === b)),
    );
    expect(await find(`"${a} ${b}`)).toEqual(
      rows((each) => each.some((w, i) => w === a && each[i + 1]?.startsWith(b))),
    );
    expect(await find(`*${a}`)).toEqual(rows((each) => each.some((w) => w.includes(a))));
  }
});

test("a search reads only the files in which its words can be, and each once", async () => {
  const texts = Array.from(
    { length: 20_000 },
    (_, i) => `number${i} common word${i % 700} ${String.fromCharCode(97 + (i % 26))}x`,
  );
  const { find, fetched, files, firsts } = indexed(texts);
  expect(firsts.length).toBeGreaterThan(4);
  expect(await find("number4711")).toEqual([4711]);
  expect(fetched.length).toBeLessThanOrEqual(2);
  const before = fetched.length;
  await find("number4711");
  await find('"number4711"');
  expect(fetched.length).toBe(before);
  expect(fetched.some((name) => name.startsWith("places"))).toBe(false);
  expect(await find('"number4711 common"')).toEqual([4711]);
  expect(fetched.some((name) => name.startsWith("places"))).toBe(true);
  for (const { contents } of files) expect(contents.length).toBeLessThan(200_000);
});

test("the same texts give the same bytes", () => {
  expect(indexed(TEXTS).files).toEqual(small.files);
});

test("words of names such as constructor and __proto__ are words like others", async () => {
  const { find } = indexed(["constructor here", "__proto__ there", "toString"]);
  expect(await find("constructor")).toEqual([0]);
  expect(await find("proto")).toEqual([1]);
  expect(await find("tostring")).toEqual([2]);
});

test("words keep their places for marking", () => {
  const text = "Zaļā TĒJA, #Tee";
  expect(placedWords(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
    ["zala", "Zaļā"],
    ["teja", "TĒJA"],
    ["#tee", "#Tee"],
  ]);
  expect(textWords("ＴＥＡ ﬁne 𝐓𝐞𝐚")).toEqual(["tea", "fine", "tea"]);
});

const row: FeedRow = {
  ...{ minute: 29_500_000, topics: 0, label: 2, platform: 0, language: 0, country: 0, kind: 0 },
  ...{ clauses: 0, engagement: 1, reach: UNKNOWN, reposts: 0, leader: -1 },
};
const messages = Object.fromEntries([
  ...["feed.open", "feed.engagement", "feed.no-text", "feed.whole", "label.positive", "label.negative"].map(
    (key) => [key, key],
  ),
  ["feed.towards", "about {topic}: {label}"],
]);
const item = (shown: ShownText | null, typed = "", topic = "Acme", changes: Partial<FeedRow> = {}) =>
  feedItem(
    {
      text: new Text("en", messages),
      index: {
        topics: ["acme"],
        sets: [[0]],
        clauses: [[], [[0, 0]]],
        platforms: ["x"],
        languages: ["hu"],
        countries: [""],
        kinds: [""],
      },
      topics: { acme: topic },
      names: { platforms: { x: "X" }, languages: { hu: "Hungarian" }, countries: {}, kinds: {} },
      time: timeFormat("en", "Europe/Budapest"),
    },
    { ...row, ...changes },
    shown,
    { number: 0, position: 1, total: 1, behind: 0 },
    parseSearch(typed),
  ).text;

const cellsSettings = {
  ...{ address: "", language: "en", period: "w2", messages: {} },
  names: {
    topic: { acme: "Acme" },
    sentiment: { negative: "negative" },
    platform: { x: "X" },
    language: { en: "English", "": "not known" },
  },
};

test("the table of counts follows the filters and leaves withheld groups out", () => {
  const csv =
    "\ufeffperiod,topic,dimension,platform,language,label,mentions,authors,withheld\r\n" +
    "w1,acme,cell,x,en,negative,9,8,false\r\nw2,acme,cell,x,en,negative,1234,70,false\r\n" +
    'w2,"bo""lt, <b>",cell,x,,positive,12,7,false\r\nw2,acme,cell,,,,,,true\r\n';
  const cells = readCsv(csv);
  expect(cells.length).toBe(4);
  expect(cells[2]?.["topic"]).toBe('bo"lt, <b>');
  const rows = (chosen: Record<string, string>) =>
    cellRows(cells, chosen, cellsSettings, new Text("en", {})).map((each) =>
      each.text.replace(/<[^>]*>/g, "|"),
    );
  expect(rows({})).toEqual([
    "||Acme||X||English||negative||1,234||70||",
    "||bo&quot;lt, &lt;b&gt;||X||not known||positive||12||7||",
  ]);
  expect(rows({ period: "w1" })).toEqual(["||Acme||X||English||negative||9||8||"]);
  expect(rows({ topic: "acme", language: "-" })).toEqual([]);
  expect(rows({ language: "-" }).length).toBe(1);
  expect(rows({ sentiment: "negative", platform: "x" }).length).toBe(1);
});

test("what a search found is marked, and only that", () => {
  const shown: ShownText = ["Tea Fan", "Zöld tea, tea zöld & more", null, null];
  expect(item(shown, "zold")).toContain("<mark>Zöld</mark> tea, tea <mark>zöld</mark> &amp; more");
  expect(item(shown, '"zold tea"')).toContain("<mark>Zöld tea</mark>, tea zöld &amp; more");
  expect(item(shown, "tea -more")).toContain("<mark>Tea</mark> Fan");
  expect(item(shown, "-more")).not.toContain("<mark>");
  expect(item(shown)).toContain('lang="hu"');
});

test("a topic towards which the sentiment is another says so", () => {
  const shown: ShownText = [null, "tea", null, null];
  expect(item(shown)).toContain('<span class="label positive">label.positive</span> · Acme · ');
  expect(item(shown, "", "A & B", { clauses: 1 })).toContain(
    '<span class="label positive">label.positive</span> · about A &amp; B: <span class="label negative">label.negative</span> · ',
  );
});

test("hostile texts stay text in an item, marked or not", () => {
  for (const attack of ATTACKS) {
    const markup = item([attack, attack, attack, null], "window hit script x tea constructor", attack);
    const tags = [...markup.matchAll(/<\/?([a-z]+)/g)].map((match) => match[1]);
    for (const tag of tags) expect(["li", "p", "time", "span", "mark"]).toContain(tag);
    expect(markup.replace(/<\/?mark>/g, "")).toContain(
      element("p", { class: "x" }, attack).text.slice(13, -4),
    );
  }
});
