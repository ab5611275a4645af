const EYES = ":;=8xX";
const NOSES = "-^o'";
const MOUTHS = ")(DPpdb/\\|3][*oOsS@>}{";
/** Mouths that letters and digits share: only after a sign for eyes, never in `8D` or `xo`. */
const SOLID = ")(D3][";

/** 1 at the code units that can begin an emoticon. */
const STARTS = new Uint8Array(65536);
for (const first of `${EYES}<^`) STARTS[first.charCodeAt(0)] = 1;

function has(set: string, text: string, i: number, end: number): boolean {
  return i < end && set.includes(text[i] as string);
}

function endsWord(text: string, i: number, end: number): boolean {
  return i >= end || !/[\p{L}\p{N}]/u.test(text[i] as string);
}

function repeated(text: string, i: number, end: number): number {
  let to = i + 1;
  while (to < end && text[to] === text[i] && to - i < 20) to++;
  return to;
}

/** Length in code units of the Western emoticon at `i`, or 0: `:)`, `;-P`, `:'(`, `=D`, `<3`, `</3`, `^^`, `xD`. */
export function emoticonAt(text: string, i: number, end: number): number {
  if (STARTS[text.charCodeAt(i)] !== 1) return 0;
  const first = text[i] as string;
  if (first === "<") {
    if (text[i + 1] === "3" && i + 1 < end) return 2;
    return text[i + 1] === "/" && text[i + 2] === "3" && i + 2 < end ? 3 : 0;
  }
  if (first === "^") {
    if (text[i + 1] === "^" && i + 1 < end) return 2;
    return text[i + 1] === "_" && text[i + 2] === "^" && i + 2 < end ? 3 : 0;
  }
  if (!EYES.includes(first)) return 0;
  const letterEyes = first === "x" || first === "X" || first === "8";
  if (letterEyes) {
    if (first !== "8" && text[i + 1] === "D" && endsWord(text, i + 2, end)) return 2;
    return first === "8" && has(")-", text, i + 1, end) && has(SOLID, text, i + 2, end) ? 3 : 0;
  }
  let at = i + 1;
  if (has(NOSES, text, at, end) && has(MOUTHS, text, at + 1, end)) at++;
  if (!has(MOUTHS, text, at, end)) return 0;
  const to = repeated(text, at, end);
  if (/[\p{L}\p{N}]/u.test(text[at] as string) && !endsWord(text, to, end)) return 0;
  return to - i;
}
