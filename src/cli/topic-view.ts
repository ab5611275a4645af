import type { TopicTestResult, TopicView } from "../study/index.ts";
import { counted, percent } from "./numbers.ts";
import { printable } from "./terminal.ts";
import { asTable } from "./text-table.ts";

const ROLE = { any: "any of", required: "required", excluded: "excluded" } as const;
const ONLY = { any: "lost without it", required: "kept out by it", excluded: "taken out by it" } as const;

function section(title: string, body: string): string {
  return body === "" ? "" : `\n${title}\n${body}`;
}

function clauses(view: TopicView, columns: number): string {
  const rows = view.clauses.map((c) => [
    c.clause,
    ROLE[c.role],
    String(c.alone),
    String(c.only),
    ONLY[c.role],
  ]);
  const names = ["clause", "role", "finds alone", "only it", "meaning"];
  return asTable(names, rows, [false, false, true, true, false], columns);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${printable(text.replace(/\s+/g, " "))}\n`).join("");
}

/** What a topic finds and why, as plain text. */
export function topicViewText(view: TopicView, columns: number): string {
  const share = view.total === 0 ? 0 : view.mentions / view.total;
  const terms = view.terms.map((t) => `${t.term} (${t.inside} inside, ${t.outside} outside)`);
  const tags = view.hashtags.map((t) => `${t.term} (${t.inside} inside, ${t.outside} outside)`);
  const wrong = view.misspellings.map((m) => `${m.form} for ${m.of} (${counted(m.texts, "text")} outside)`);
  return [
    `${view.topic}: ${counted(view.mentions, "mention")} of ${counted(view.total, "mention")} (${percent(share)})\n`,
    `  ${printable(view.query.replace(/\s+/g, " "))}\n`,
    section("Clauses", clauses(view, columns)),
    section("Shared with", lines(view.overlaps.map((o) => `${o.topic}: ${counted(o.shared, "mention")}`))),
    section("Words that mark it", lines(terms)),
    section("Hashtags beside it", lines(tags)),
    section("Written nearly so, and not found", lines(wrong)),
    section("Inside", lines(view.inside.map((s) => `${s.mention_id}  ${s.text}`))),
    section("Just outside", lines(view.outside.map((s) => `${s.mention_id}  ${s.text}`))),
  ].join("");
}

/** Outcome of the topics' test texts, failures first. */
export function topicTestsText(results: readonly TopicTestResult[]): string {
  const failed = results.filter((r) => r.expected !== r.found);
  const said = failed.map(
    (r) => `${r.topic}: ${r.expected ? "must match and does not" : "must not match and does"}: ${r.text}`,
  );
  const passed = counted(results.length - failed.length, "test text");
  return `${lines(said)}${passed} passed, ${failed.length} failed\n`;
}
