import { describe, expect, it } from "vitest";
import type { QueryNode } from "../../../src/study/query/ast.ts";
import { parseQuery } from "../../../src/study/query/parse-query.ts";
import { printQuery } from "../../../src/study/query/printer.ts";
import { readQuery } from "../../../src/study/query/read-query.ts";
import { RandomQuery } from "./random-query.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** The tree without places. */
function bare(node: QueryNode | null): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === "at" ? undefined : value)));
}

function printed(text: string): string | null {
  const { node } = parseQuery(text);
  return node && printQuery(node);
}

describe("what the language takes", () => {
  it.each([
    ["apple", "apple"],
    ["a AND b", "a AND b"],
    ["a and b Or c", "(a AND b) OR c"],
    ["a OR b AND c", "a OR (b AND c)"],
    ["NOT a AND b", "NOT a AND b"],
    ["NOT a NEAR/2 b", "NOT (a NEAR/2 b)"],
    ["a -b", "a AND NOT b"],
    ["a -(b OR c)", "a AND NOT (b OR c)"],
    ["coca-cola", "coca-cola"],
    ['"a b"~3', '"a b"~3'],
    ["a NEAR/3f b", "a ONEAR/3 b"],
    ["a near/3 b onear/2 c", "(a NEAR/3 b) ONEAR/2 c"],
    ["a NEAR/3 (b OR c)", "a NEAR/3 (b OR c)"],
    ["colou?r*", "colou?r*"],
    ["mispel~1", "mispel~1"],
    ["++Apple", "++Apple"],
    ['++"Apple Inc"', '++"Apple Inc"'],
    ['raw:"H&M"', 'raw:"H&M"'],
    ["raw:Apple", 'raw:"Apple"'],
    ["stem:run", "stem:run"],
    ["stem.fi:nokia", "stem.fi:nokia"],
    ["#tag OR @name OR $AAPL OR 🍎", "#tag OR @name OR $AAPL OR 🍎"],
    ["https://example.com/a", 'link:"https://example.com/a"'],
    ["title:(a OR b)", "title:(a OR b)"],
    ['text:"a b"', 'text:"a b"'],
    ["country:(us OR gb)", "country:us OR country:gb"],
    ["followers:>1000", "followers:>1000"],
    ["followers:[100 TO 500]", "followers:100..500"],
    ["engagement:..5", "engagement:..5"],
    ["date:2026-01-01..2026-02-01", "date:2026-01-01..2026-02-01"],
    ["date:>=2026-01-01", "date:>=2026-01-01"],
    ["kind:repost", "kind:repost"],
    ["{brand} NOT {noise}", "{brand} AND NOT {noise}"],
    ["“a b” OR „c d“ OR «e f»", '"a b" OR "c d" OR "e f"'],
    ['”a b” OR “c d“ OR »e f« OR “g h"', '"a b" OR "c d" OR "e f" OR "g h"'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
  ])("%s", (text, expected) => {
    expect(parseQuery(text).problems.filter((p) => p.severity === "error")).toEqual([]);
    expect(printed(text)).toBe(expected);
  });
});

describe("mistakes, each at its place", () => {
  it.each([
    ["", 0, "missing-operand"],
    ["a AND", 5, "missing-operand"],
    ["AND a", 0, "missing-operand"],
    ["a OR OR b", 5, "missing-operand"],
    ["(a OR b", 0, "open-bracket"],
    ["a)", 1, "close-bracket"],
    ["()", 0, "empty-group"],
    ['"a b', 0, "open-quote"],
    ['""', 0, "invalid-phrase"],
    ["a *", 2, "invalid-word"],
    ["a ???", 2, "invalid-word"],
    ["#*", 0, "invalid-word"],
    ["a NEAR b", 2, "near-distance"],
    ["a NEAR/0 b", 2, "near-distance"],
    ["a NEAR/9999 b", 2, "near-distance"],
    ["a NEAR/3 (b AND c)", 10, "near-operand"],
    ["site:x NEAR/3 b", 0, "near-operand"],
    ["ab~1", 0, "invalid-word"],
    ["apple~3", 0, "invalid-word"],
    ["app*~1", 0, "invalid-word"],
    ["apple~", 0, "invalid-word"],
    ["tittle:x", 0, "unknown-field"],
    ["title: x", 0, "missing-value"],
    ["kind:repst", 5, "invalid-value"],
    ["followers:many", 10, "invalid-value"],
    ["followers:500..100", 10, "invalid-value"],
    ["date:2026-02-30", 5, "invalid-value"],
    ["country:(us AND gb)", 12, "field-group"],
    ["a [b]", 2, "unexpected-bracket"],
    ["!!! OR a", 0, "invalid-word"],
    ["{a", 0, "invalid-macro"],
    ["stem.pl:word", 0, "unknown-inflection"],
    ["stem.fi:a*", 8, "invalid-word"],
  ])("%s", (text, start, rule) => {
    const { node, problems } = parseQuery(text);
    expect(node).toBeNull();
    const errors = problems.filter((p) => p.severity === "error");
    expect(errors.map(({ start: at, rule: name }) => [at, name])).toContainEqual([start, rule]);
  });

  it("reports several at once", () => {
    const rules = parseQuery("tittle:x AND (kind:repst OR *").problems.map((p) => p.rule);
    expect(rules).toEqual(
      expect.arrayContaining(["unknown-field", "invalid-value", "invalid-word", "open-bracket"]),
    );
  });

  it("says of a bracket too many just that", () => {
    expect(parseQuery("a))").problems.map((p) => [p.start, p.rule])).toEqual([
      [1, "close-bracket"],
      [2, "close-bracket"],
    ]);
  });

  it("names the nearest field", () => {
    expect(parseQuery("tittle:x").problems[0]?.hint).toContain('"title"');
  });

  it.each([
    "(".repeat(50_000),
    "NOT ".repeat(50_000),
    "(a OR ".repeat(20_000),
    '"'.repeat(9999),
    "a".repeat(200_000),
  ])("survives hostile input", (text) => {
    expect(parseQuery(text).node).toBeNull();
  });
});

describe("warnings", () => {
  it.each([
    ["a OR b AND c", "mixed-operators"],
    ["a OR b NOT c", "mixed-operators"],
    ["a b", "implicit-and"],
    ["C++", "ignored-signs"],
    ["€100", "ignored-signs"],
    ["$50", "ignored-signs"],
    ['"/acme"', "ignored-signs"],
    ["'one' OR two", "single-quote"],
    ['"yahoo!"', "ignored-signs"],
  ])("%s: %s", (text, rule) => {
    const { node, problems } = parseQuery(text);
    expect(node).not.toBeNull();
    expect(problems.map((p) => p.rule)).toContain(rule);
  });

  it.each([
    "a OR (b AND c)",
    "a AND NOT b",
    "(a OR b) NOT c",
    "a NEAR/2 b OR c",
    "H&M",
    "50%",
    "don't",
    "¿qué?",
    "$AAPL",
    "@acme OR #acme",
    "🍎",
    "👍🏽",
    "#1",
  ])("none for %s", (text) => {
    expect(parseQuery(text).problems).toEqual([]);
  });

  it("for a query that only excludes", () => {
    expect(readQuery("NOT a").problems.map((p) => p.rule)).toEqual(["only-excludes"]);
  });
});

describe("macros", () => {
  const macros = {
    brand: "acme OR #acme",
    deep: "{brand} NEAR/3 shop",
    loop: "{pool}",
    pool: "a OR {loop}",
    bad: "(a",
  };

  it("stand for their query", () => {
    expect(printQuery(readQuery("{brand} AND x", macros).node!)).toBe("(acme OR #acme) AND x");
    expect(printQuery(readQuery("{deep}", macros).node!)).toBe("(acme OR #acme) NEAR/3 shop");
  });

  it.each([
    ["{brnd}", "unknown-macro"],
    ["{constructor}", "unknown-macro"],
    ["{__proto__}", "unknown-macro"],
    ["a AND {loop}", "circular-macro"],
    ["{bad}", "broken-macro"],
  ])("%s: %s", (text, rule) => {
    const { node, problems } = readQuery(text, macros);
    expect(node).toBeNull();
    expect(problems.map((p) => p.rule)).toContain(rule);
    expect(problems[0]?.start).toBe(text.indexOf("{"));
  });
});

it(`prints what parses to an equal query (5,000 random ones, seed ${SEED})`, () => {
  const random = new RandomQuery(SEED);
  for (let i = 0; i < 5000; i++) {
    const made = random.node(4);
    const first = parseQuery(printQuery(made));
    expect(bare(first.node)).toEqual(bare(made));
    expect(first.problems.filter((p) => p.severity === "error")).toEqual([]);
    const text = printQuery(first.node!);
    const second = parseQuery(text);
    expect(bare(second.node), text).toEqual(bare(first.node));
    expect(second.problems, text).toEqual([]);
  }
});
