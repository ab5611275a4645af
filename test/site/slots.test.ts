import { expect, test } from "vitest";
import { Slots } from "../../src/site/slots.ts";

test("a block that Framework put into a paragraph stands alone; a sentence stays in its paragraph", () => {
  const slots = new Slots();
  const chart = slots.keep("<figure>drawn</figure>");
  const sentence = slots.keep("Up by <b>3</b>.");
  const page = `<h2>How much</h2>\n<p>${chart}</p>\n<p>${sentence}</p>\n<p>See ${sentence}</p>`;
  expect(slots.restore(page)).toBe(
    "<h2>How much</h2>\n<figure>drawn</figure>\n<p>Up by <b>3</b>.</p>\n<p>See Up by <b>3</b>.</p>",
  );
});

test("two blocks in one paragraph both stand alone", () => {
  const slots = new Slots();
  const marks = `${slots.keep("<figure>1</figure>")}\n${slots.keep("<table></table>")}`;
  expect(slots.restore(`<p>${marks}</p>`)).toBe("<figure>1</figure>\n<table></table>");
});
