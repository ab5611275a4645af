import { describe, expect, it } from "vitest";
import { parseQuery, translateQuery, vendorNames } from "../../../src/study/index.ts";

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
  ["brandwatch", "site:twitter.com AND links:msn.com", "site:twitter.com AND link:msn.com", []],
  ["brandwatch", "url:msn.com/news AND author:bob", "url:msn.com/news AND author:bob", []],
  ["brandwatch", "authorFollowers:[100 TO 500] AND language:en", "followers:100..500 AND lang:en", []],
  ["brandwatch", "hashtags:beer OR at_mentions:brewdog", "#beer OR @brewdog", []],
  ["brandwatch", "beer -engagementType:RETWEET", "beer AND NOT kind:repost", []],
  ["brandwatch", "<<<names>>> beer AND city:berlin", "beer", ["city:berlin"]],
  ["brandwatch", "beer AND sentiment:positive", "beer", ["sentiment:positive"]],
  ["brandwatch", '"apple juice"~5', '"apple juice"~5', ['"apple juice"~5']],
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
  ["meltwater", "title:apple AND ingress:watch", "title:apple", ["ingress:watch"]],
  ["awario", 'Starbucks AND "latte macchiato"', 'Starbucks AND "latte macchiato"', []],
  ["awario", "near/4:James,Shaffer", "James NEAR/5 Shaffer", []],
  ["awario", 'onear/0:Will,"van Smith"', 'Will ONEAR/1 "van Smith"', []],
  ["awario", '++"Apple" AND from:x.com', '++"Apple" AND site:x.com', []],
];

describe("translation", () => {
  it.each(KNOWN)("%s: %s", (vendor, text, expected, lost) => {
    const translated = translateQuery(vendor, text);
    expect(translated.query).toBe(expected);
    expect(translated.notes.filter((note) => note.lost).map((note) => note.part)).toEqual(lost);
    expect(parseQuery(translated.query!).problems).toEqual([]);
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
