import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { overview } from "../../src/cli/help.ts";
import { loadVerb, verbNames } from "../../src/cli/main.ts";
import { VERB_SUMMARIES } from "../../src/cli/verb-summaries.ts";
import { EXIT } from "../../src/errors.ts";
import { withCommandReference } from "./reference-text.ts";

const page = readFileSync("docs/reference.md", "utf8");

test("docs/reference.md describes every command and option as the code has them", async () => {
  const wanted = await withCommandReference(page);
  expect(page === wanted, "run `node_modules/.bin/tsx test/cli/write-reference.ts`").toBe(true);
});

test("every exit code is documented in the reference and in the help", async () => {
  const help = overview(Object.entries(VERB_SUMMARIES));
  for (const code of Object.values(EXIT)) {
    expect(page, `exit code ${code}`).toMatch(new RegExp(`^\\| ${code} +\\| \\w`, "m"));
    expect(help, `exit code ${code}`).toMatch(new RegExp(`^ +${code} +\\w`, "m"));
  }
});

test("every verb has a summary, an example of itself, and described options", async () => {
  for (const name of verbNames()) {
    const verb = await loadVerb(name);
    expect(verb.name).toBe(name);
    expect(VERB_SUMMARIES[name], `summary of ${name} in verb-summaries.ts`).toBe(verb.summary);
    expect(verb.summary.length).toBeGreaterThan(20);
    expect(
      verb.examples.some((example) => example.includes(`earshot ${name}`)),
      name,
    ).toBe(true);
    for (const [option, { description }] of Object.entries(verb.options)) {
      expect(description.length, `${name} --${option}`).toBeGreaterThan(10);
    }
  }
});
