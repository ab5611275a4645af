import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { studyJsonSchema, vendorNames } from "../../src/study/index.ts";
import { FIELDS, SCOPES } from "../../src/study/query/fields.ts";
import { inflectionLanguages } from "../../src/text/inflection/index.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const read = (name: string) => readFileSync(join(PACKAGE_ROOT, "docs", name), "utf8");

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

function keys(schema: Schema): string[] {
  return Object.entries(schema.properties ?? {})
    .flatMap(([name, inner]) => [name, ...keys(inner)])
    .concat(schema.items ? keys(schema.items) : []);
}

it("every key of study.yaml is documented", () => {
  const documented = read("study.md");
  const missing = [...new Set(keys(studyJsonSchema() as Schema))].filter(
    (key) => !new RegExp(`\`(?:[a-z_]+\\.)*${key}[\`.]`).test(documented),
  );
  expect(missing).toEqual([]);
});

it("every field, vendor and inflected language of the query language is documented", () => {
  const documented = read("queries.md");
  const missing = [...FIELDS.keys(), ...SCOPES].filter((name) => !documented.includes(`\`${name}:`));
  expect(missing).toEqual([]);
  for (const vendor of vendorNames()) expect(documented.toLowerCase()).toContain(vendor);
  const named = new Intl.DisplayNames("en", { type: "language" });
  for (const language of inflectionLanguages()) expect(documented).toContain(named.of(language));
});
