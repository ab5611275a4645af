import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { BOLD, cutLabel, fitsBeside, PLAIN, roughWidth } from "../../reports/components/letters.ts";
import { drawTermBars } from "../../reports/components/term-bars.ts";
import { Text } from "../../reports/components/text.ts";
import { drawTimeRows } from "../../reports/components/time-rows.ts";

const LABEL = "Kaikki maininnat";
const LATEST = "viikko 45: ei näytetä (vähän kirjoittajia)";

function overlaps(svg: string, first: string, second: string) {
  const { document } = new JSDOM(svg).window;
  const box = (selector: string, letter: number) => {
    const text = document.querySelector(selector);
    const x = Number(text?.getAttribute("x"));
    const width = roughWidth(text?.textContent ?? "", letter);
    const left = text?.getAttribute("text-anchor") === "end" ? x - width : x;
    return { left, right: left + width, y: Number(text?.getAttribute("y")) };
  };
  const [a, b] = [box(first, BOLD), box(second, PLAIN)];
  return Math.abs(a.y - b.y) < 12 && a.left < b.right && b.left < a.right;
}

test.each([320, 345, 760])("a label and its newest value never lie over each other, %d px wide", (width) => {
  for (const [label, latest] of [
    [LABEL, LATEST],
    ["Sulmora", "11%"],
  ] as const) {
    const row = { label, latest, colour: 1, points: [], marks: [], levels: [] };
    const model = {
      ...{ id: "x", rows: [row, { ...row, latest: "1%" }], gaps: [], partial: [], tips: [] },
      ...{ domain: [0, 1] as const, from: 20_000, to: 20_050, style: "points" as const },
      tick: String,
    };
    const drawn = drawTimeRows(model, width, new Text("en", {}));
    expect(overlaps(drawn.text, ".label", ".latest"), label).toBe(false);
  }
});

test.each([320, 760])("nor do a long term and its counts, %d px wide", (width) => {
  const long = {
    term: "face with symbols on mo… 🤬",
    text: "51, others 51 (50 authors)",
    now: 51,
    before: null,
  };
  const short = { term: "tea", text: "5", now: 5, before: null };
  for (const rows of [[long, short], [short]])
    expect(overlaps(drawTermBars(rows, 0, width).text, ".label", ".detail")).toBe(false);
});

test("emoji and signs of wide scripts take two letters, and a cut label fits", () => {
  expect(roughWidth("茶🤬a", 10)).toBe(50);
  expect(fitsBeside(LABEL, LATEST, 300)).toBe(false);
  expect(fitsBeside("Sulmora", "11%", 300)).toBe(true);
  expect(cutLabel("Delta", 100)).toBe("Delta");
  const cut = cutLabel("Delta Air Lines", 100);
  expect(cut).toMatch(/^Delta.*…$/);
  expect(roughWidth(cut, BOLD)).toBeLessThanOrEqual(100);
});
