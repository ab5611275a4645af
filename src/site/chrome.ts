import { element, join, type Markup } from "../../reports/components/markup.ts";
import { type PageContext, pageLink, toRoot } from "./page-context.ts";

/** One entry of the navigation. */
export interface NavEntry {
  /** Page without language prefix, e.g. `topics/acme`. */
  page: string;
  label: string;
  section: "main" | "topics" | "stories" | "about" | "none";
  colour?: number;
  /** A topic inside another: stands below it, set in. */
  inner?: boolean;
}

/** Name of a site language in itself. */
export function languageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** Head of a page: name of the site, navigation, languages, and the banner of the internal profile. */
export function pageHeader(
  context: PageContext,
  nav: readonly NavEntry[],
  languages: readonly string[],
): Markup {
  const { data, text } = context;
  const study = data.run.study;
  const home = pageLink(context, "index") ?? "./";
  const here = context.path.slice(context.prefix.length);
  const link = (entry: NavEntry) =>
    element(
      "li",
      { class: entry.inner ? "inner" : null },
      element(
        "a",
        {
          href: pageLink(context, entry.page),
          "aria-current": entry.page === here ? "page" : null,
          class: entry.colour === undefined ? null : `topic c${entry.colour}`,
        },
        entry.label,
      ),
    );
  const sections = (["main", "topics", "stories", "about"] as const).map((section) => {
    const entries = nav.filter((entry) => entry.section === section);
    if (entries.length === 0) return null;
    return [
      section === "main" ? null : element("h2", { class: "nav-head" }, text.say(`nav.${section}`)),
      element("ul", {}, entries.map(link)),
    ];
  });
  const menu = element(
    "nav",
    { "aria-label": text.say("nav.label"), class: "site-nav" },
    languages.length > 1 && languageSwitch(context, languages, here),
    sections,
  );
  return join(
    element("a", { href: "#observablehq-main", class: "skip" }, text.say("nav.skip")),
    study.profile === "internal" &&
      element("p", { class: "banner", role: "note" }, text.say("banner.internal")),
    element(
      "div",
      { class: "masthead" },
      element("a", { href: home, class: "site-title" }, study.siteTitle),
      element("details", { class: "menu" }, element("summary", {}, text.say("nav.menu")), menu),
    ),
  );
}

function languageSwitch(context: PageContext, languages: readonly string[], here: string): Markup {
  const { text } = context;
  const items = languages.map((code, index) =>
    element(
      "li",
      {},
      element(
        "a",
        {
          href: `${toRoot(context.path)}${index === 0 ? "" : `${code}/`}${here}.html`,
          hreflang: code,
          lang: code,
          "aria-current": code === text.language ? "true" : null,
        },
        languageName(code),
      ),
    ),
  );
  return element("ul", { class: "languages", "aria-label": text.say("nav.languages") }, items);
}

/** Foot of a page: which run it is from, and what the intervals mean. */
export function pageFooter(context: PageContext): Markup {
  const { data, text } = context;
  const cite = pageLink(context, "figures#cite");
  return join(
    element(
      "p",
      {},
      text.say("footer.run", {
        id: data.run.id,
        date: text.date(data.run.startedAt),
        n: data.run.inputs.length,
      }),
    ),
    element("p", {}, text.say("footer.sampling")),
    element(
      "p",
      {},
      cite && join(element("a", { href: cite }, text.say("footer.cite")), " · "),
      element("a", { href: `${toRoot(context.path)}${context.prefix}feed.xml` }, text.say("footer.feed")),
    ),
  );
}
