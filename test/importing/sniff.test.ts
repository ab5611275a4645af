import { expect, test } from "vitest";
import { sniffTable } from "../../src/importing/sniff.ts";

const sniffed = (text: string) => sniffTable(Buffer.from(text), "utf-8", false);

test("the header decides on the delimiter where more than half of the rows are damaged and share another sign", () => {
  const sound = "2026-05-04;anna;FI;good tea\n";
  const damaged = [1, 2, 4, 5, 6].map((signs) => `2026-05-04${";x".repeat(signs)}, good tea\n`).join("");
  const layout = sniffed(`Submitted;Reviewer;Country;Review\n${(sound.repeat(4) + damaged).repeat(10)}`);
  expect(layout).toMatchObject({
    dialect: { delimiter: ";" },
    header: ["Submitted", "Reviewer", "Country", "Review"],
    headerLine: 1,
  });
  expect(layout?.sample).toHaveLength(40);
});

test("a preamble does not decide: the rows below it do", () => {
  const layout = sniffed(`made by hand, in May\n\nday;who;what\n${"2026-05-04;anna;good tea\n".repeat(9)}`);
  expect(layout).toMatchObject({ dialect: { delimiter: ";" }, header: ["day", "who", "what"] });
});
