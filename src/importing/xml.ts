import { StringDecoder } from "node:string_decoder";
import { EarshotError } from "../errors.ts";

/** A tag or a run of text. */
export interface XmlPiece {
  text?: string;
  name: string;
  tag: string;
  closing: boolean;
  empty: boolean;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const MAX_PIECE = 64 * 2 ** 20;

/** Text of XML with its entities resolved (the five named ones, numbers, and Excel's `_x000D_`). */
export function decodeXml(text: string): string {
  const plain = text.includes("&")
    ? text.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, name: string) => {
        if (!name.startsWith("#")) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] as string) : whole;
        const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
      })
    : text;
  return plain.includes("_x")
    ? plain.replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : plain;
}

/** An attribute of a tag, its entities not resolved. */
export function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0) return undefined;
  const from = at + name.length + 3;
  return tag.slice(from, tag.indexOf('"', from));
}

/** Cuts a stream of XML into tags and texts; no document type, no external entity is ever looked at. */
export class XmlPieces {
  /** What waits for its end: a run of text, or a tag from its `<` on. */
  private parts: string[] = [];
  private size = 0;
  private inTag = false;
  private readonly decoder = new StringDecoder("utf8");
  private readonly take: (piece: XmlPiece) => void;

  constructor(take: (piece: XmlPiece) => void) {
    this.take = take;
  }

  push(chunk: Buffer): void {
    const added = this.decoder.write(chunk);
    this.parts.push(added);
    this.size += added.length;
    if (added.includes(this.inTag ? ">" : "<")) this.cut(this.parts.join(""));
    if (this.size > MAX_PIECE) throw new EarshotError("a cell of the workbook is larger than 64 MiB");
  }

  private cut(xml: string): void {
    let at = 0;
    let open = 0;
    for (;;) {
      open = xml.indexOf("<", at);
      const close = open < 0 ? -1 : xml.indexOf(">", open);
      if (close < 0) break;
      if (open > at)
        this.take({ text: decodeXml(xml.slice(at, open)), name: "", tag: "", closing: false, empty: false });
      this.tag(xml.slice(open, close + 1));
      at = close + 1;
    }
    const rest = xml.slice(at);
    this.parts = [rest];
    this.size = rest.length;
    this.inTag = open >= 0;
  }

  private tag(tag: string): void {
    const closing = tag[1] === "/";
    const name = /^<\/?(?:[A-Za-z0-9]+:)?([A-Za-z0-9]+)/.exec(tag)?.[1] ?? "";
    this.take({ name, tag, closing, empty: tag.endsWith("/>") });
  }
}
