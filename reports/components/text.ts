import { escapeText, Markup } from "./markup.ts";
import { type Part, parseMessage } from "./message.ts";

/** Messages of one language, by key. */
export type Catalogue = Readonly<Record<string, string>>;
export type Value = string | number | Markup | null | undefined;
export type Values = Readonly<Record<string, Value>>;

const RANGE = { day: "numeric", month: "long", year: "numeric" } as const;

const DATES = {
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "short" },
  weekday: { weekday: "short" },
  day: { weekday: "short", day: "numeric", month: "short" },
  dated: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Words, numbers and dates of one site language. Pure: the same on the server and in the browser. */
export class Text {
  readonly language: string;
  readonly messages: Catalogue;
  private readonly parsed = new Map<string, readonly Part[]>();
  private readonly plurals: Intl.PluralRules;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();
  private ranges: Intl.DateTimeFormat | undefined;
  private lists: Intl.ListFormat | undefined;
  private bare: Intl.NumberFormat | undefined;
  private readonly names: { language?: Intl.DisplayNames; region?: Intl.DisplayNames } = {};

  constructor(language: string, messages: Catalogue) {
    this.language = language;
    this.messages = messages;
    this.plurals = new Intl.PluralRules(language);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.messages, key);
  }

  /** The message as plain text. Throws on an unknown key: a missing text must not reach a page. */
  say(key: string, values: Values = {}): string {
    return this.render(this.parts(key), values, (value) => this.plain(value), 0);
  }

  /** The message as markup: its own words and text values escaped, markup values kept. */
  markup(key: string, values: Values = {}): Markup {
    const show = (value: Value) => (value instanceof Markup ? value.text : escapeText(this.plain(value)));
    return new Markup(this.render(this.parts(key), values, show, 0, escapeText));
  }

  number(value: number, digits = 0): string {
    const shown = Number(value.toFixed(digits)) === 0 ? 0 : value;
    return this.format(digits).format(shown).replace(/^-/, "−");
  }

  /** Signed number, `+3.1` or `−0.4`; zero has no sign. */
  signed(value: number, digits = 0): string {
    const rounded = Number(value.toFixed(digits));
    return rounded > 0 ? `+${this.number(rounded, digits)}` : this.number(rounded, digits);
  }

  /** A fraction of 1 as per cent in the language's own way: `34.2%`, `34,2 %`. */
  percent(share: number, digits = 1): string {
    return this.format(digits, "percent").format(share);
  }

  /** Making a format costs far more than using it, so each is made once. */
  private format(digits: number, style: "decimal" | "percent" = "decimal"): Intl.NumberFormat {
    const key = `${style} ${digits}`;
    let format = this.numbers.get(key);
    if (!format) {
      format = new Intl.NumberFormat(this.language, {
        style,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      this.numbers.set(key, format);
    }
    return format;
  }

  /** A date `YYYY-MM-DD` or a UTC time; never shifted by a zone. */
  date(iso: string, style: keyof typeof DATES = "long"): string {
    let format = this.dates.get(style);
    if (!format) {
      format = new Intl.DateTimeFormat(this.language, { ...DATES[style], timeZone: "UTC" });
      this.dates.set(style, format);
    }
    return format.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
  }

  /** Two dates as one range, e.g. `27 April – 3 May 2026`. */
  range(from: string, to: string): string {
    const at = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);
    this.ranges ??= new Intl.DateTimeFormat(this.language, { ...RANGE, timeZone: "UTC" });
    return this.ranges.formatRange(at(from), at(to));
  }

  list(items: readonly string[]): string {
    this.lists ??= new Intl.ListFormat(this.language, { type: "conjunction" });
    return this.lists.format(items);
  }

  /** Name of a period id: `2026-w18` → `week 18, 2026`; `2026-05` → `May 2026`; `2026-q2` → `Q2 2026`. */
  period(id: string): string {
    const [year = id, rest = ""] = id.split("-");
    if (rest.startsWith("w")) return this.say("period.week", { number: String(Number(rest.slice(1))), year });
    if (rest.startsWith("q")) return this.say("period.quarter", { number: rest.slice(1), year });
    if (!/^\d{2}$/.test(rest)) return id;
    return new Intl.DateTimeFormat(this.language, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      new Date(`${year}-${rest}-01T00:00:00Z`),
    );
  }

  /** Name of a language code, country code or other id by `Intl`; the id where it is not known. */
  name(type: "language" | "region", code: string): string {
    try {
      this.names[type] ??= new Intl.DisplayNames([this.language], { type });
      return this.names[type].of(code) ?? code;
    } catch {
      return code;
    }
  }

  private plain(value: Value): string {
    if (typeof value === "number") {
      this.bare ??= new Intl.NumberFormat(this.language);
      return this.bare.format(value).replace(/^-/, "−");
    }
    return value === null || value === undefined ? "" : String(value);
  }

  private parts(key: string): readonly Part[] {
    const known = this.parsed.get(key);
    if (known) return known;
    if (!this.has(key)) throw new RangeError(`unknown message: ${key} (${this.language})`);
    const parts = parseMessage(this.messages[key] as string);
    this.parsed.set(key, parts);
    return parts;
  }

  private render(
    parts: readonly Part[],
    values: Values,
    show: (value: Value) => string,
    count: number,
    literal: (text: string) => string = (text) => text,
  ): string {
    return parts
      .map((part) => {
        if (part.kind === "text") return literal(part.text);
        if (part.kind === "number") return literal(this.plain(count));
        const value = values[part.name];
        if (value === undefined) throw new RangeError(`missing value in message: ${part.name}`);
        if (part.kind === "value") return show(value);
        const number = Number(value);
        const form = part.plural
          ? (part.forms.get(`=${number}`) ?? part.forms.get(this.plurals.select(number)))
          : part.forms.get(String(value));
        const chosen = form ?? (part.forms.get("other") as readonly Part[]);
        return this.render(chosen, values, show, part.plural ? number : count, literal);
      })
      .join("");
  }
}
