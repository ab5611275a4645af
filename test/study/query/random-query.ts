import type { QueryNode } from "../../../src/study/query/ast.ts";

/** Deterministic stream of numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A small world, so that random queries and texts meet often. */
export const WORLD = [
  ..."apple Apple APPLE Äpple apples apple's Tesco tescóban tesco's Nestlé nestle straße STRASSE ap banana bananas".split(
    " ",
  ),
  ..."#apple #Apple @apple @Apple $AAPL #tesco 🍎 👍🏽 👍 東京タワー 東京 กรุงเทพ https://shop.apple.com/x?y=1 www.Tesco.com".split(
    " ",
  ),
  ..."Nokialla nokia Rimis rimī Helsingissä H&M h m don't l'Oréal loréal 3.5 coca-cola CocaCola IKEA:n great.Apple the a of pear Häuser Hauses القاهرة قاهرة dying die".split(
    " ",
  ),
];

const WORDS = [
  ..."apple Apple apples tesco nestle Nestlé nestlé strasse banana pear the a h&m coca-cola don't tesco's oréal 3.5 東京".split(
    " ",
  ),
  ..."nokia rimi helsinki *京* 東京* #apple @apple $aapl #tesco 🍎 👍 ap* *ple ?pple b*n* #ap* tes?o great.apple".split(
    " ",
  ),
];

export class RandomQuery {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)]!;
  }

  text(): string {
    const words = Array.from({ length: Math.floor(this.random() * 9) }, () => this.pick(WORLD));
    return words.join(this.random() < 0.2 ? ", " : " ");
  }

  node(depth: number): QueryNode {
    const at = { start: 0, end: 0 };
    const kind = depth <= 0 ? 0.9 : this.random();
    if (kind < 0.18) return { type: "and", items: [this.node(depth - 1), this.node(depth - 1)], at };
    if (kind < 0.36) {
      const items = Array.from({ length: 2 + Math.floor(this.random() * 3) }, () => this.node(depth - 1));
      return { type: "or", items, at };
    }
    if (kind < 0.46) return { type: "not", item: this.node(depth - 1), at };
    if (kind < 0.52)
      return { type: "scope", scope: this.pick(["title", "text"] as const), item: this.node(depth - 1), at };
    if (kind < 0.6) return this.#column();
    return this.positioned(depth);
  }

  /** Something NEAR can measure from. */
  positioned(depth: number): QueryNode {
    const at = { start: 0, end: 0 };
    const kind = this.random();
    if (depth > 0 && kind < 0.25) {
      const [left, right] = [this.positioned(depth - 1), this.positioned(depth - 1)];
      return {
        type: "near",
        left,
        right,
        distance: 1 + Math.floor(this.random() * 5),
        ordered: this.random() < 0.5,
        at,
      };
    }
    if (depth > 0 && kind < 0.35)
      return { type: "or", items: [this.positioned(depth - 1), this.positioned(depth - 1)], at };
    if (kind < 0.5) {
      const text = Array.from({ length: 2 + Math.floor(this.random() * 2) }, () => this.pick(WORDS)).join(
        " ",
      );
      const slop = this.random() < 0.5 ? null : Math.floor(this.random() * 4);
      return { type: "phrase", text, exact: this.random() < 0.1, slop, at };
    }
    if (kind < 0.56)
      return {
        type: "stem",
        text: this.pick(["apples", "tesco", "banana", "nokia", "rimi", "haus", "قاهرة", "die"]),
        language: this.pick([null, "hu", "en", "fi", "lv", "nl", "de", "ar"]),
        at,
      };
    if (kind < 0.64) {
      const fuzzy = this.random() < 0.7 ? 1 : 2;
      const text = this.pick([
        "bannan",
        "tecsco",
        "strasse",
        ...(fuzzy === 1 ? ["aple", "teco", "nokkia"] : []),
      ]);
      return { type: "word", text, exact: false, fuzzy, at };
    }
    return { type: "word", text: this.pick(WORDS), exact: this.random() < 0.15, fuzzy: 0, at };
  }

  #column(): QueryNode {
    const at = { start: 0, end: 0 };
    const is = (field: string, value: string): QueryNode => ({
      type: "field",
      field,
      test: { op: "is", value },
      at,
    });
    return this.pick<QueryNode>([
      is("author", "ann*"),
      is("author", "@bob"),
      is("site", "example.com"),
      is("url", "news"),
      is("link", "apple.com"),
      is("link", "tesco.com"),
      is("country", this.pick(["LV", "latvia", "gbr", "United Kingdom", "u*"])),
      is("platform", this.pick(["x", "face*"])),
      is("type", this.pick(["social", "news?"])),
      is("site", this.pick(["*.example.com", "community", "shop.example.com"])),
      is("url", this.pick(["*/1", "https://www.example.com", "n?ws"])),
      is("link", this.pick(["shop.apple.com/x", "*.com"])),
      is("kind", "repost"),
      is("lang", "en"),
      {
        type: "field",
        field: this.pick(["followers", "engagement"]),
        test: {
          op: "compare",
          sign: this.pick(["<", "<=", ">", ">=", "="] as const),
          value: this.pick(["0", "10", "100"]),
        },
        at,
      },
      {
        type: "field",
        field: "date",
        test: {
          op: "compare",
          sign: this.pick(["<", "<=", ">", ">=", "="] as const),
          value: "2026-01-05",
        },
        at,
      },
      { type: "field", field: "engagement", test: { op: "range", low: "1", high: "10" }, at },
      { type: "field", field: "date", test: { op: "range", low: "2026-01-05", high: null }, at },
      { type: "raw", text: this.pick(["H&M", "Apple", "3.5", "tesco's"]), at },
    ]);
  }
}
