/**
 * A message in the subset of ICU MessageFormat that the catalogues use: `{name}`,
 * `{name, plural, one {…} other {…}}` (with `#` and exact forms `=0 {…}`) and `{name, select, a {…} other {…}}`.
 */
export type Part =
  | { kind: "text"; text: string }
  | { kind: "value"; name: string }
  | { kind: "number" }
  | { kind: "choice"; name: string; plural: boolean; forms: ReadonlyMap<string, readonly Part[]> };

/** Parse a message. Throws on unbalanced braces or a choice without `other`. */
export function parseMessage(source: string): readonly Part[] {
  const [parts, end] = parseParts(source, 0, false);
  if (end !== source.length) throw new SyntaxError(`unbalanced } in message: ${source}`);
  return parts;
}

function parseParts(source: string, start: number, inPlural: boolean): [Part[], number] {
  const parts: Part[] = [];
  let text = "";
  let at = start;
  const flush = () => {
    if (text) parts.push({ kind: "text", text });
    text = "";
  };
  while (at < source.length && source[at] !== "}") {
    const c = source[at] as string;
    if (c === "#" && inPlural) {
      flush();
      parts.push({ kind: "number" });
      at++;
    } else if (c === "{") {
      flush();
      const [part, end] = parseArgument(source, at + 1);
      parts.push(part);
      at = end;
    } else {
      text += c;
      at++;
    }
  }
  flush();
  return [parts, at];
}

function parseArgument(source: string, start: number): [Part, number] {
  const head = /^\s*(\w+)\s*(?:(\})|,\s*(plural|select)\s*,)/.exec(source.slice(start));
  if (!head) throw new SyntaxError(`invalid argument in message: ${source}`);
  const name = head[1] as string;
  let at = start + head[0].length;
  if (head[2]) return [{ kind: "value", name }, at];
  const plural = head[3] === "plural";
  const forms = new Map<string, readonly Part[]>();
  for (;;) {
    const form = /^\s*(=?[\w-]+)\s*\{/.exec(source.slice(at));
    if (!form) break;
    const [parts, end] = parseParts(source, at + form[0].length, plural);
    forms.set(form[1] as string, parts);
    at = end + 1;
  }
  const close = /^\s*\}/.exec(source.slice(at));
  if (!close || !forms.has("other")) throw new SyntaxError(`invalid choice "${name}" in message: ${source}`);
  return [{ kind: "choice", name, plural, forms }, at + close[0].length];
}
