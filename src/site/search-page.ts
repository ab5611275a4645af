import { element, type Markup } from "../../reports/components/markup.ts";
import { TERMS } from "./definitions.ts";
import { type PageContext, pageLink } from "./page-context.ts";

interface Entry {
  kind: "page" | "topic" | "definition" | "term";
  label: string;
  detail: string;
  href: string;
}

function entries(context: PageContext): Entry[] {
  const { data, text } = context;
  const found: Entry[] = [];
  const add = (kind: Entry["kind"], label: string, detail: string, page: string) => {
    const href = pageLink(context, page);
    if (href) found.push({ kind, label, detail, href });
  };
  for (const page of context.pages) {
    const key = `page.${page}`;
    if (page !== "404" && page !== "search" && text.has(key)) add("page", text.say(key), "", page);
  }
  for (const topic of data.topics)
    add("topic", topic.label, text.say(`role.${topic.role}`), `topics/${topic.topic}`);
  for (const term of TERMS) {
    const words = text.say(`define.${term}.text`);
    add("definition", text.say(`define.${term}.name`), words, `definitions#${term}`);
  }
  const terms = data.table<{ term: string; topic: string; period: string }>("emerging_terms");
  for (const row of terms) {
    const label = data.topic(row.topic)?.label ?? row.topic;
    add("term", row.term, `${label}, ${text.period(row.period)}`, `topics/${row.topic}`);
  }
  return found;
}

/** Everything that can be found, as a list that is complete without scripts and filtered by `components/search.ts`. */
export function searchPage(context: PageContext): Markup {
  const { text } = context;
  return element(
    "section",
    { class: "site-search" },
    element(
      "form",
      { role: "search" },
      element("label", { for: "search-words" }, text.say("search.label")),
      element("input", { type: "search", id: "search-words", name: "q", autocomplete: "off" }),
    ),
    element("p", { class: "search-none", role: "status", hidden: true }, text.say("search.none")),
    element(
      "ul",
      { class: "search-list" },
      entries(context).map((entry) =>
        element(
          "li",
          {},
          element("a", { href: entry.href }, entry.label),
          element("span", { class: "search-kind" }, text.say(`search.${entry.kind}`)),
          entry.detail && element("p", {}, entry.detail),
        ),
      ),
    ),
  );
}
