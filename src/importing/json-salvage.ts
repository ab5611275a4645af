import { type ElementLists, type ElementSpan, elementSpans } from "./json-elements.ts";

/** Values larger than this are not looked into when they are damaged. */
const MOST = 64 * 2 ** 20;

/** Is it JSON? Text in latin1, one character a byte, is as good as decoded text for that. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A page whose damaged elements have been taken out, its lines where they were; and those elements. */
export interface SavedPage {
  text: string;
  damaged: { line: number; raw: string }[];
}

const lineEnds = (text: string) => text.replace(/[^\n]+/g, "");

/** The text with only `kept` of each list's elements; line ends stay, so that lines do. */
function without(text: string, spans: readonly ElementSpan[], kept: ReadonlySet<ElementSpan>): string {
  let result = "";
  let at = 0;
  let list = -1;
  let some = false;
  for (const span of spans) {
    const end = span.end ?? text.length;
    if (span.list !== list) {
      result += text.slice(at, span.start);
      some = false;
    } else result += lineEnds(text.slice(at, span.start));
    list = span.list;
    if (kept.has(span)) result += (some ? "," : "") + text.slice(span.start, end);
    else result += lineEnds(text.slice(span.start, end));
    some ||= kept.has(span);
    at = end;
  }
  return result;
}

/**
 * Of a page that is no JSON (cut off, a damaged byte), the elements that are, as a page again; null where no element
 * can be saved.
 */
export function savedPage(text: string, firstLine: number, spec: ElementLists): SavedPage | null {
  if (text.length > MOST) return null;
  const { spans, closers } = elementSpans(text, firstLine, spec);
  const last = spans[spans.length - 1];
  if (!last) return null;
  const kept = new Set(spans.filter(({ start, end }) => end !== null && isJson(text.slice(start, end))));
  if (kept.size === 0) return null;
  const body = without(text, spans, kept);
  const rest = last.end === null ? "" : text.slice(last.end);
  const saved = [body + rest, body + closers].find(isJson);
  if (saved === undefined) return null;
  const damaged = spans
    .filter((span) => !kept.has(span))
    .map(({ start, end, line }) => ({ line, raw: text.slice(start, end ?? text.length) }));
  return { text: saved, damaged };
}
