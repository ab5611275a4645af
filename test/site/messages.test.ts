import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Part, parseMessage } from "../../reports/components/message.ts";
import { Text } from "../../reports/components/text.ts";
import { SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const read = (language: string) =>
  JSON.parse(readFileSync(join(PACKAGE_ROOT, "reports/messages", `${language}.json`), "utf8")) as Record<
    string,
    string
  >;

/** The same in every language: only values and punctuation. */
const SHARED = ["sentence.joint", "change.relative", "index.title", "topic.name"];

function argumentsOf(parts: readonly Part[]): Set<string> {
  const names = new Set<string>();
  for (const part of parts) {
    if (part.kind === "value" || part.kind === "choice") names.add(part.name);
    if (part.kind === "choice")
      for (const form of part.forms.values()) for (const name of argumentsOf(form)) names.add(name);
  }
  return names;
}

function plurals(parts: readonly Part[]): ReadonlyMap<string, unknown>[] {
  return parts.flatMap((part) =>
    part.kind === "choice" && part.plural ? [part.forms, ...[...part.forms.values()].flatMap(plurals)] : [],
  );
}

const english = read("en");

test.each(SITE_LANGUAGES.filter((language) => language !== "en"))(
  "%s says everything, with the same values",
  (language) => {
    const own = read(language);
    expect(Object.keys(english).filter((key) => !(key in own) && !SHARED.includes(key))).toEqual([]);
    expect(Object.keys(own).filter((key) => !(key in english))).toEqual([]);
    for (const [key, message] of Object.entries(own)) {
      const values = argumentsOf(parseMessage(message));
      expect([...values].sort(), key).toEqual([...argumentsOf(parseMessage(english[key] as string))].sort());
    }
  },
);

test.each(SITE_LANGUAGES)("%s has a form for each plural category of the language", (language) => {
  const rules = new Intl.PluralRules(language);
  const needed = new Set([0, 1, 2, 3, 5, 10, 11, 21, 100, 101, 111].map((n) => rules.select(n)));
  for (const [key, message] of Object.entries(read(language))) {
    for (const forms of plurals(parseMessage(message))) {
      for (const category of needed) expect([...forms.keys()], `${language} ${key}`).toContain(category);
    }
  }
});

test("plural and case forms follow the language", () => {
  const text = (language: string) => new Text(language, { ...english, ...read(language) });
  expect(text("en").say("feed.count", { n: 1 })).toBe("1 mention");
  expect(text("nl").say("feed.count", { n: 2 })).toBe("2 vermeldingen");
  expect(text("fi").say("feed.count", { n: 5 })).toBe("5 mainintaa");
  expect(text("hu").say("feed.count", { n: 5 })).toBe("5 említés");
  expect(text("lv").say("feed.count", { n: 21 })).toBe("21 pieminējums");
  expect(text("lv").say("feed.count", { n: 11 })).toBe("11 pieminējumu");
  const points = (n: string, count: number) => text("lv").say("unit.points", { n, count });
  expect([points("41", 41), points("11", 11), points("3", 3)]).toEqual([
    "41 punkts",
    "11 punktu",
    "3 punkti",
  ]);
  expect(text("en").say("unit.points", { n: "+1", count: 1 })).toBe("+1 point");
  expect(text("nl").percent(0.342)).toBe("34,2%");
  expect(text("fi").percent(0.342)).toBe("34,2\u00a0%");
  expect(text("en").number(-0.04, 1)).toBe("0.0");
  expect(text("en").signed(-0.04, 2)).toBe("−0.04");
  expect(text("hu").period("2026-w18")).toBe("2026. 18. hét");
});

test("a message with a missing value, an unknown key or bad syntax is an error, not an empty text", () => {
  const text = new Text("en", { a: "{n} x", b: "{n, plural, one {x}}", c: "}" });
  expect(() => text.say("a")).toThrow("missing value in message: n");
  expect(() => text.say("b", { n: 1 })).toThrow(SyntaxError);
  expect(() => text.say("c")).toThrow(SyntaxError);
  expect(() => text.say("constructor")).toThrow("unknown message");
});
