import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { figureDefinition, reasonWords, zoneEvidence } from "../../src/site/data-words.ts";
import { locateWorkspace, PACKAGE_ROOT } from "../../src/workspace.ts";

const textOf = (language: string) => new Text(language, readCatalogue(locateWorkspace("."), language));
const others = SITE_LANGUAGES.filter((language) => language !== "en");

/** Every reason that stands as a plain text in the importer's code. */
function reasonsOfImporter(): string[] {
  const folder = join(PACKAGE_ROOT, "src/importing");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const code = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const found = [...code.matchAll(/\breason: "([^"]+)"|'(same [^']+)' as reason/g)].map(
    (m) => m[1] ?? m[2] ?? "",
  );
  return [...new Set(found)].filter((reason) => reason !== "" && reason !== "varchar");
}

test.each(others)("no reason and no evidence of the importer stays English (%s)", (language) => {
  const text = textOf(language);
  const reasons = [
    ...reasonsOfImporter(),
    "empty row",
    "unclosed quote",
    "3 fields instead of 186",
    "1 cells instead of 8",
  ];
  expect(reasons.length).toBeGreaterThan(20);
  const english = textOf("en");
  for (const reason of reasons) {
    expect(reasonWords(text, reason), reason).not.toBe(reason);
    expect(reasonWords(text, reason), reason).not.toBe(reasonWords(english, reason));
  }
  for (const evidence of [
    "UTC, proved by 1,796 of 1,800 rows with a time in their id",
    "UTC, from the source's settings in study.yaml",
    "UTC, as YouTube Data Tools comments writes it",
    "UTC assumed (the study's zone): nothing in the file proves another",
    "stated in every row",
    "stated in every row; 3,548 of 3,548 ids with a time agree",
  ])
    expect(zoneEvidence(text, evidence, "UTC")).not.toMatch(/proved|stated|assumed|writes|rows/);
});

test("numbers in reasons and evidence are kept, and what is not known stands as it is", () => {
  const text = textOf("nl");
  expect(reasonWords(text, "3 fields instead of 186")).toBe("3 velden in plaats van 186");
  expect(zoneEvidence(text, "UTC, proved by 1,796 of 1,800 rows with a time in their id", "UTC")).toContain(
    "1.796 van 1.800",
  );
  expect(reasonWords(text, "constructor")).toBe("constructor");
  expect(zoneEvidence(text, "the vendor said so", "UTC")).toBe("the vendor said so");
});

test.each(others)("what figures are is said in the language of the page (%s)", (language) => {
  const text = textOf(language);
  expect(figureDefinition(text, "sov_change", "Change against …")).toBe(
    `${text.say("figure.define.change")} ${text.say("figure.define.sov")}`,
  );
  expect(figureDefinition(text, "own_metric", "My own.")).toBe("My own.");
});
