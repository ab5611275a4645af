import { author, type Dialect, language, NO_SENTIMENT, site, title } from "./dialect.ts";

/** Awario, after its public Boolean syntax: near/n:a,b stands before its words and counts those in between. */
export const awario: Dialect = {
  vendor: "awario",
  countsBetween: true,
  bareNear: null,
  exactSigns: ["++"],
  bracesAreExact: false,
  looseTilde: false,
  fields: new Map([
    ["title", title],
    ["intitle", title],
    ["url", { to: "url" }],
    ["inurl", { to: "url" }],
    ["from", site],
    ["site", site],
    ["author", author],
    ["lang", language],
    ["country", { to: "country" }],
    ["sentiment", NO_SENTIMENT],
  ]),
};
