import { author, country, type Dialect, handle, hashtag, language, oneOf, site, title } from "./dialect.ts";
import { NO_PLACE, NO_REACH, NO_SENTIMENT } from "./without-counterpart.ts";

/** Awario, after its public Boolean syntax: near/n:a,b stands before its words and counts those in between. */
export const awario: Dialect = {
  vendor: "awario",
  countsBetween: true,
  bareNear: null,
  exactSigns: ["++"],
  bracesAreExact: false,
  looseTilde: false,
  alternatives: new Set(),
  fields: new Map([
    ["title", title],
    ["intitle", title],
    ["url", { to: "url" }],
    ["inurl", { to: "url" }],
    ["links", { to: "link" }],
    ["link", { to: "link" }],
    ["from", site],
    ["site", site],
    ["author", author],
    ["mention", handle],
    ["hashtag", hashtag],
    ["lang", language],
    ["language", language],
    ["country", country],
    [
      "is",
      oneOf(
        "kind",
        { retweet: "repost", repost: "repost", quote: "quote", reply: "reply", comment: "reply" },
        "kinds are original, repost, quote and reply",
      ),
    ],
    ["sentiment", NO_SENTIMENT],
    ["reach", NO_REACH],
    ["location", NO_PLACE],
  ]),
};
