const MAX_DEPTH = 12;
const MAX_PATHS = 5000;

/** A bracket closes the level it fits; one too many closes none, so that what follows keeps its place. */
function close(stack: { array: boolean }[], array: boolean): void {
  const top = stack[stack.length - 1];
  if (top?.array === array) stack.pop();
  else if (array && stack.length < 1000) {
    const open = stack.map((level) => level.array).lastIndexOf(true);
    if (open >= 0) stack.length = open;
  }
}

/**
 * Key paths in a text of JSON values, `a.b` and arrays as `a[]`, with how often each was met. Reads a text that is
 * cut off as far as it goes, and skips what is no JSON; never builds values, so depth and size don't matter.
 */
export function keyPaths(text: string): Map<string, number> {
  const paths = new Map<string, number>();
  const stack: { prefix: string; array: boolean }[] = [];
  let key: string | null = null;
  let at = 0;
  const prefix = () => stack[stack.length - 1]?.prefix ?? "";
  const note = (path: string) => {
    if (path !== "" && (paths.has(path) || paths.size < MAX_PATHS))
      paths.set(path, (paths.get(path) ?? 0) + 1);
  };
  const join = (name: string) => (prefix() === "" ? name : `${prefix()}.${name}`);
  while (at < text.length) {
    const character = text[at] as string;
    if (character === '"') {
      const end = stringEnd(text, at);
      if (end < 0) break;
      const value = text.slice(at + 1, end);
      at = end + 1;
      const top = stack[stack.length - 1];
      if (top && !top.array && key === null && /^\s*:/.test(text.slice(at, at + 64))) key = value;
      else if (key !== null) {
        note(join(key));
        key = null;
      }
    } else if (character === "{" || character === "[") {
      const array = character === "[";
      const base = key === null ? prefix() : join(key);
      if (key !== null) note(base);
      key = null;
      const own = array ? `${base}[]` : base;
      stack.push({ prefix: stack.length < MAX_DEPTH ? own : (stack[stack.length - 1]?.prefix ?? ""), array });
      if (array) note(own);
      at += 1;
    } else if (character === "}" || character === "]") {
      close(stack, character === "]");
      key = null;
      at += 1;
    } else {
      if (key !== null && /[-0-9tfn]/.test(character)) {
        note(join(key));
        key = null;
      }
      if (
        character === "\n" &&
        stack.length > 0 &&
        /^\s*\{"/.test(text.slice(at + 1, at + 4)) &&
        key === null &&
        stack.length > 40
      )
        stack.length = 0;
      at += 1;
    }
  }
  return paths;
}

function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** Key paths over lines of JSON, each line on its own, so that a torn line harms no other. */
export function linePaths(text: string, cut: boolean): Map<string, number> {
  const lines = text.split("\n");
  if (cut && lines.length > 1) lines.pop();
  const all = new Map<string, number>();
  for (const line of lines.slice(0, 2000)) {
    for (const [path, count] of keyPaths(line)) all.set(path, (all.get(path) ?? 0) + count);
  }
  return all;
}
