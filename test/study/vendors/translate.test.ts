import { describe, expect, it } from "vitest";
import { parseQuery, type TranslatedQuery, translateQuery, vendorNames } from "../../../src/study/index.ts";
import { awario } from "../../../src/study/vendors/awario.ts";
import { brandwatch } from "../../../src/study/vendors/brandwatch.ts";
import { meltwater } from "../../../src/study/vendors/meltwater.ts";
import { talkwalker } from "../../../src/study/vendors/talkwalker.ts";
import { AWARIO_QUERIES } from "./queries-awario.ts";
import { BRANDWATCH_QUERIES } from "./queries-brandwatch.ts";
import { MELTWATER_QUERIES } from "./queries-meltwater.ts";
import { TALKWALKER_QUERIES } from "./queries-talkwalker.ts";

const CORPUS = [
  ["awario", AWARIO_QUERIES],
  ["brandwatch", BRANDWATCH_QUERIES],
  ["meltwater", MELTWATER_QUERIES],
  ["talkwalker", TALKWALKER_QUERIES],
] as const;

/** What a translation says of the mentions it finds; changes of form only are left out. */
function said({ notes, problems }: TranslatedQuery): string[] {
  const differences = notes
    .filter(({ kind }) => kind !== "form")
    .map(({ kind, effect, part }) => `${kind}${effect === undefined ? "" : ` ${effect}`}: ${part}`);
  const errors = problems.filter(({ severity }) => severity === "error").map(({ rule }) => `error: ${rule}`);
  return [...differences, ...errors];
}

/** Queries in the shape of the vendors' own published examples. */
const KNOWN: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["brandwatch", "apple AND (juice OR cider) NOT iphone", "apple AND (juice OR cider) AND NOT iphone", []],
  [
    "brandwatch",
    "(apple OR orange) NEAR/5 (smartphone OR phone)",
    "(apple OR orange) NEAR/6 (smartphone OR phone)",
    [],
  ],
  ["brandwatch", "logitech NEAR/2f keyboard", "logitech ONEAR/3 keyboard", []],
  ["brandwatch", "raw:Google+", 'raw:"Google+"', []],
  ["brandwatch", "{BT} AND broadband", '++"BT" AND broadband', []],
  ["brandwatch", "site:bbc.com AND links:msn.com", "site:bbc.com AND link:msn.com", []],
  ["brandwatch", "url:msn.com/news AND author:bob", "url:msn.com/news AND author:bob", []],
  ["brandwatch", "authorFollowers:[100 TO 500] AND language:en", "followers:100..500 AND lang:en", []],
  ["brandwatch", "hashtags:beer OR at_mentions:brewdog", "#beer OR @brewdog", []],
  ["brandwatch", "beer -engagementType:RETWEET", "beer AND NOT kind:repost", []],
  ["brandwatch", "<<<names>>> beer AND city:berlin", "beer", ["city:berlin"]],
  ["brandwatch", "beer AND sentiment:positive", "beer", ["sentiment:positive"]],
  ["brandwatch", '"apple juice"~5', "apple NEAR/6 juice", []],
  ["talkwalker", "BMW AND NOT bike", "BMW AND NOT bike", []],
  ["talkwalker", 'BMW -site:"http://www.mysite.com"', "BMW AND NOT site:mysite.com", []],
  ["talkwalker", '++"BMW i3" OR +SAP', '++"BMW i3" OR ++SAP', []],
  ["talkwalker", "Luxemb* ONEAR/4 bank", "Luxemb* ONEAR/4 bank", []],
  ["talkwalker", "title:(car OR bike) AND sourcecountry:de", "title:(car OR bike) AND country:de", []],
  ["talkwalker", "content:car AND lang:(de OR fr)", "text:car AND (lang:de OR lang:fr)", []],
  ["talkwalker", "car AND sourcetype:SOCIALMEDIA_TWITTER", "car AND platform:x", []],
  ["talkwalker", "car AND (reach:>100 OR engagement:>10)", "car AND engagement:>10", ["reach:>100"]],
  ["meltwater", 'Apple NOT "apple juice"', 'Apple AND NOT "apple juice"', []],
  ["meltwater", "Apple NEAR watch", "Apple NEAR/5 watch", []],
  ["meltwater", "Apple ONEAR/10 watch", "Apple ONEAR/11 watch", []],
  ["meltwater", "apple AND (watch OR iphone)^9", "apple AND (watch OR iphone)", []],
  ["meltwater", "title:apple AND ingress:watch", "title:apple AND text:watch", []],
  ["awario", 'Starbucks AND "latte macchiato"', 'Starbucks AND "latte macchiato"', []],
  ["awario", "near/4:James,Shaffer", "James NEAR/5 Shaffer", []],
  ["awario", 'onear/0:Will,"van Smith"', 'Will ONEAR/1 "van Smith"', []],
  ["awario", '++"Apple" AND from:x.com', '++"Apple" AND (site:twitter.com OR site:x.com)', []],
];

describe("translation", () => {
  it.each(KNOWN)("%s: %s", (vendor, text, expected, lost) => {
    const translated = translateQuery(vendor, text);
    expect(translated.query).toBe(expected);
    expect(translated.notes.filter((note) => note.kind === "lost").map((note) => note.part)).toEqual(lost);
    expect(parseQuery(translated.query!).problems).toEqual([]);
  });

  for (const [vendor, queries] of CORPUS)
    it.each(queries)(`${vendor}: %s`, (text, expected, differences) => {
      const translated = translateQuery(vendor, text);
      expect(translated.query).toBe(expected);
      expect(said(translated)).toEqual(differences);
      if (expected !== null)
        expect(parseQuery(expected).problems.filter((p) => p.severity === "error")).toEqual([]);
    });

  it.each([awario, brandwatch, meltwater, talkwalker])(
    "$vendor: every field is translated or named",
    (dialect) => {
      for (const [name, rule] of dialect.fields) {
        const field = "to" in rule ? rule.to : "";
        const value = { followers: "100", engagement: "100", date: "2026-05-01" }[field] ?? "example";
        const translated = translateQuery(dialect.vendor, `acme OR ${name}:${value}`);
        const note = translated.notes.find(({ kind }) => kind === "lost");
        if (note) expect(note).toMatchObject({ part: `${name}:${value}`, effect: "fewer" });
        if (note) expect(note.message.length).toBeGreaterThan(40);
        else
          expect(translated.query?.startsWith("acme OR ") && translated.query.includes(value), name).toBe(
            true,
          );
      }
    },
  );

  it("names the field that was meant", () => {
    const { notes } = translateQuery("brandwatch", "autorFollowers:[1 TO 5] AND acme");
    expect(notes[0]!.message).toMatch(
      /^unknown field of brandwatch: autorFollowers; .+ Did you mean "authorfollowers"\?$/,
    );
  });

  it("says where nothing is left, and what cannot be read", () => {
    expect(translateQuery("brandwatch", "sentiment:positive")).toMatchObject({ query: null, problems: [] });
    expect(translateQuery("meltwater", "(a OR").problems.map((p) => p.rule)).toContain("open-bracket");
    expect(() => translateQuery("nobody", "a")).toThrow(RangeError);
  });

  it.each(vendorNames())("%s: any input ends", (vendor) => {
    for (const text of [
      "((((",
      '"',
      "<<<",
      "{",
      "++",
      "near/:",
      "a:b:c:d",
      "title:",
      "near/4:,,",
      "[[[",
      "\u0000",
      "~~~ ^9 ^",
    ])
      expect(() => translateQuery(vendor, text)).not.toThrow();
  });
});
