import { expect, test } from "vitest";
import { EarshotError } from "../../src/errors.ts";
import { buildGraph } from "../../src/pipeline/graph.ts";
import type { NodeKind, PipelineNode } from "../../src/pipeline/node.ts";
import { selectNodes } from "../../src/pipeline/selection.ts";

function node(
  name: string,
  reads: string[],
  more: Partial<PipelineNode> & { kind?: NodeKind } = {},
): PipelineNode {
  return {
    name,
    kind: "sql",
    file: null,
    place: `${name}.sql`,
    provides: more.kind === "check" ? [] : [name],
    reads,
    readPlaces: {},
    folder: "marts",
    tags: [],
    docs: { description: "", grain: null, columns: {} },
    code: name,
    parameters: "",
    versions: {},
    ...more,
  };
}

// raw → staged → daily → weekly; staged → other; a check of daily, one of daily and other
const graph = buildGraph([
  node("weekly", ["daily"], { tags: ["slow"] }),
  node("daily", ["staged"]),
  node("other", ["staged"], { folder: "marts/more" }),
  node("staged", ["raw"], { folder: "staging", tags: ["base"] }),
  node("raw", [], { kind: "import", folder: "import" }),
  node("daily_holds", ["daily"], { kind: "check", folder: "checks" }),
  node("both_agree", ["daily", "other"], { kind: "check", folder: "checks" }),
]);

const modified = new Set(graph.nodes.filter((each) => each.name === "other"));
const select = (select: string[], exclude: string[] = []) =>
  [...selectNodes({ select, exclude }, graph, modified)]
    .map((each) => each.name)
    .sort()
    .join(" ");

test.each([
  [[], "both_agree daily daily_holds other raw staged weekly"],
  [["daily"], "daily daily_holds"],
  [["+daily"], "daily daily_holds raw staged"],
  [["daily+"], "both_agree daily daily_holds weekly"],
  [["@daily"], "both_agree daily daily_holds other raw staged weekly"],
  [["@weekly"], "daily daily_holds raw staged weekly"],
  [["+weekly"], "daily daily_holds raw staged weekly"],
  [["marts/*"], "daily daily_holds weekly"],
  [["marts/**"], "both_agree daily daily_holds other weekly"],
  [["models/staging/*"], "staged"],
  [["models/*"], "both_agree daily daily_holds other staged weekly"],
  [["models/daily"], "daily daily_holds"],
  [["tag:slow", "tag:base"], "staged weekly"],
  [["tag:slow tag:base"], "staged weekly"],
  [["state:modified"], "other"],
  [["+state:modified"], "other raw staged"],
  [["*ly"], "daily daily_holds weekly"],
  [["DAILY"], "daily daily_holds"],
  [["1+weekly"], "daily daily_holds weekly"],
  [["raw+1"], "raw staged"],
  [["1+daily+1"], "both_agree daily daily_holds staged weekly"],
  [["marts/*,tag:slow"], "weekly"],
  [["+weekly, tag:base raw"], "raw staged"],
  [["staged+,+weekly,marts/*"], "daily daily_holds weekly"],
])("--select %j", (selectors, expected) => {
  expect(select(selectors)).toBe(expected);
});

test("--exclude takes away from what was chosen", () => {
  expect(select([], ["staged+"])).toBe("raw");
  expect(select(["+weekly"], ["raw", "daily_holds"])).toBe("daily staged weekly");
});

test("a selector that matches nothing is an error with the nearest name; all at once", () => {
  const wrong = () => select(["dialy", "tag:slwo", "state:new"]);
  expect(wrong).toThrow(EarshotError);
  try {
    wrong();
  } catch (error) {
    const { diagnostics } = error as EarshotError;
    expect(diagnostics.map((each) => each.hint ?? each.message)).toEqual([
      'Did you mean "daily"?',
      'Did you mean "slow"?',
      "unknown selector: state:new; the one state is state:modified",
    ]);
  }
});

test("selectors that have nothing in common are an error, not an empty run", () => {
  expect(() => select(["tag:slow,tag:base"])).toThrow(EarshotError);
  expect(select(["tag:slow,tag:base+"])).toBe("weekly");
});

test("nodes come after what they read", () => {
  const order = graph.nodes.map((each) => each.name);
  for (const each of graph.nodes)
    for (const read of each.reads) expect(order.indexOf(read)).toBeLessThan(order.indexOf(each.name));
});
