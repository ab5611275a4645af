const EYES = ":;=8xX";
const NOSES = "-^o'";
const MOUTHS = ")(DPpdb/\\|3][*oOsS@>}{";
/** Mouths that letters and digits share: only after a sign for eyes, never in `8D` or `xo`. */
const SOLID = ")(D3][";
const LETTER_D = 0x44;

/** 1 at the code units that can begin an emoticon. */
const STARTS = new Uint8Array(65536);
for (const first of `${EYES}<^`) STARTS[first.charCodeAt(0)] = 1;

function has(set: string, units: Uint16Array, i: number, end: number): boolean {
  return i < end && set.includes(String.fromCharCode(units[i] as number));
}

function isWordUnit(code: number): boolean {
  return /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
}

function endsWord(units: Uint16Array, i: number, end: number): boolean {
  return i >= end || !isWordUnit(units[i] as number);
}

function repeated(units: Uint16Array, i: number, end: number): number {
  let to = i + 1;
  while (to < end && units[to] === units[i] && to - i < 20) to++;
  return to;
}

/** Does `signs` stand behind the unit at `i`? */
function follows(signs: string, units: Uint16Array, i: number, end: number): boolean {
  if (i + signs.length >= end) return false;
  for (let k = 0; k < signs.length; k++) if (units[i + 1 + k] !== signs.charCodeAt(k)) return false;
  return true;
}

/** Length in code units of the Western emoticon at `i`, or 0: `:)`, `;-P`, `:'(`, `=D`, `<3`, `</3`, `^^`, `xD`. */
export function emoticonAt(units: Uint16Array, i: number, end: number): number {
  const code = units[i] as number;
  return STARTS[code] === 1 ? emoticonOf(String.fromCharCode(code), units, i, end) : 0;
}

function emoticonOf(first: string, units: Uint16Array, i: number, end: number): number {
  if (first === "<") {
    if (follows("3", units, i, end)) return 2;
    return follows("/3", units, i, end) ? 3 : 0;
  }
  if (first === "^") {
    if (follows("^", units, i, end)) return 2;
    return follows("_^", units, i, end) ? 3 : 0;
  }
  if (first === "x" || first === "X" || first === "8") {
    if (first !== "8") return units[i + 1] === LETTER_D && endsWord(units, i + 2, end) ? 2 : 0;
    return has(")-", units, i + 1, end) && has(SOLID, units, i + 2, end) ? 3 : 0;
  }
  let at = i + 1;
  if (has(NOSES, units, at, end) && has(MOUTHS, units, at + 1, end)) at++;
  if (!has(MOUTHS, units, at, end)) return 0;
  const to = repeated(units, at, end);
  return isWordUnit(units[at] as number) && !endsWord(units, to, end) ? 0 : to - i;
}
