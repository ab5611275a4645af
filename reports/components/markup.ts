/** Text that is already safe as HTML or SVG. Only {@link element} and {@link join} make it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Child = Markup | string | number | null | undefined | false | readonly Child[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  $: "&#36;",
  "{": "&#123;",
  "}": "&#125;",
  "`": "&#96;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Text as HTML or SVG character data or attribute value. Besides the five markup characters, `$`, braces and
 * line ends are written as references: pages pass through Markdown and through the site builder, which read
 * `${…}` as code and an empty line as the end of a block. Control characters, which XML forbids, and bidirectional
 * overrides, which could reorder the text around them, become U+FFFD.
 */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[&<>"'${}`\n\r]/g, (c) => ENTITIES[c] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "\ufffd")
  );
}

/** Children as one piece of markup; strings are escaped, null, undefined and false are left out. */
export function join(...children: Child[]): Markup {
  return new Markup(children.map(render).join(""));
}

function render(child: Child): string {
  if (child === null || child === undefined || child === false) return "";
  if (child instanceof Markup) return child.text;
  if (typeof child === "string") return escapeText(child);
  if (typeof child === "number") return String(child);
  return child.map(render).join("");
}

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const VOID = new Set(["br", "hr", "img", "input", "link", "meta", "wbr"]);

/**
 * One element. Attribute values and strings among the children are escaped; `true` writes the bare attribute,
 * `false`, null and undefined leave it out; numbers in attributes are rounded to two decimals.
 */
export function element(name: string, attributes: Attributes = {}, ...children: Child[]): Markup {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (value === true) text += ` ${key}=""`;
    else text += ` ${key}="${typeof value === "number" ? round(value) : escapeText(value)}"`;
  }
  if (VOID.has(name)) return new Markup(`${text}>`);
  return new Markup(`${text}>${join(...children).text}</${name}>`);
}

/** A number for a coordinate: at most two decimals, no exponent. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
