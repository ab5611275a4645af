import { expect, test } from "vitest";
import { agrees, readNumber } from "../../src/site/figure-tag.ts";
import { dropEmptySections } from "../../src/site/fill.ts";
import { nearest } from "../../src/site/nearest.ts";
import { splitTags } from "../../src/site/tags.ts";

const tags = (page: string) => splitTags(page).flatMap((piece) => (piece.kind === "tag" ? [piece.tag] : []));

test("tags carry name, argument, options and their place", () => {
  expect(tags('one\n  {{chart:volume topic=acme title="a b"}} {{feed}}')).toMatchObject([
    { name: "chart", argument: "volume", options: { topic: "acme", title: "a b" }, line: 2, column: 3 },
    { name: "feed", argument: "", line: 2, column: 43 },
  ]);
});

test("escaped tags, code and what is no tag stay as they are", () => {
  const page = "\\{{chart:volume}} {{ }} {a} $b\n```js\n{{chart:volume}}\n```\n{{Chart:x}}";
  expect(tags(page)).toEqual([]);
  const text = splitTags(page)
    .map((piece) => (piece.kind === "text" ? piece.text : ""))
    .join("");
  expect(text).toBe(page.slice(1));
});

test.each([
  ["34.2%", 34.2, 0.1],
  ["34,2 %", 34.2, 0.1],
  ["1,234 mentions", 1234, 1],
  ["1.234 vermeldingen", 1234, 1],
  ["1 234", 1234, 1],
  ["−3.1 points", -3.1, 0.1],
  ["0.342", 0.342, 0.001],
])("%s is read as people mean it", (written, value, step) => {
  expect(readNumber(written)?.value).toBeCloseTo(value, 9);
  expect(readNumber(written)?.step).toBeCloseTo(step, 9);
});

test("a written number agrees to its own digits, no further", () => {
  expect(agrees("34%", 0.3421, 100)).toBe(true);
  expect(agrees("34.2%", 0.3421, 100)).toBe(true);
  expect(agrees("34.3%", 0.3421, 100)).toBe(false);
  expect(agrees("3.1 points", -0.031, 100)).toBe(true);
  expect(agrees("+3.1 points", -0.031, 100)).toBe(false);
  expect(agrees("many", 0.3421, 100)).toBe(false);
});

test("headings with nothing under them go, from the innermost out", () => {
  expect(dropEmptySections("# A\n\n## B\n\n### C\n\n## D\n\ntext\n")).toBe("# A\n\n## D\n\ntext\n");
  expect(dropEmptySections("# A\n\n## B\n\n### C\n\ntext\n")).toBe("# A\n\n## B\n\n### C\n\ntext\n");
});

test("slips are told from other words", () => {
  expect(nearest("chrat", ["chart", "table"])).toBe("chart");
  expect(nearest("zebra", ["chart", "table"])).toBeNull();
});
