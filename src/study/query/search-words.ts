import { inflectedPattern, matchesInflected, sameStem } from "../../text/inflection/index.ts";
import { editDistance } from "../../text/normalise/index.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { CompiledTopics } from "./compile.ts";
import type { Pattern, WordTest } from "./word-tests.ts";

/**
 * A comparison that no single SQL condition says: SQL finds the forms with the same beginning (or end), code
 * looks at those few.
 */
interface Search {
  set: number;
  kinds: readonly number[];
  /** One of these must be the form's beginning, or its end where `end` is true; `plain`: without accents. */
  keys: { text: string; end: boolean; plain?: boolean }[];
  /** What the form must begin with; may be empty. */
  prefix: string;
  /** What the form must come near to, by bytes; null where nearness does not matter. */
  near: string | null;
  fits(form: string): boolean;
}

/** Characters of a key that the join looks at. */
const LONGEST_KEY = 3;

function fuzzySearch(text: string, edits: number): Pick<Search, "keys" | "prefix" | "near" | "fits"> | null {
  const letters = [...text];
  const half = Math.floor(letters.length / 2);
  // One edit touches at most two neighbours: either what is left of the middle stays, or what is right of it.
  if (edits !== 1 || letters.length < 4) return null;
  return {
    keys: [
      { text: letters.slice(0, half).slice(0, LONGEST_KEY).join(""), end: false },
      {
        text: letters
          .slice(half + 1)
          .slice(-LONGEST_KEY)
          .join(""),
        end: true,
      },
    ],
    prefix: "",
    near: text,
    fits: (form) => editDistance(form, text) <= edits,
  };
}

/** Stemmers that also take something off the beginning of a word. */
const CHANGES_BEGINNING: ReadonlySet<string> = new Set(["ar", "ga", "ta"]);

/** First letter that all words of a stem share but for accents (“Häuser”, “Haus”); none in some languages. */
function stemKeys(text: string, languages: readonly string[]): Search["keys"] {
  const letters = languages.some((language) => CHANGES_BEGINNING.has(language)) ? 0 : 1;
  const first = [...text].slice(0, letters).join("");
  return [{ text: first.normalize("NFD").replace(/\p{Mn}/gu, ""), end: false, plain: true }];
}

function searchOf(pattern: Pattern): Pick<Search, "keys" | "prefix" | "near" | "fits"> | null {
  const beginning = (text: string) => [{ text: [...text].slice(0, LONGEST_KEY).join(""), end: false }];
  switch (pattern.type) {
    case "fuzzy":
      return fuzzySearch(pattern.text, pattern.edits);
    case "inflected": {
      const { prefix } = inflectedPattern(pattern.text, pattern.languages);
      if (prefix === "") return null;
      const fits = (form: string) => matchesInflected(form, pattern.text, pattern.languages);
      return { keys: beginning(prefix), prefix, near: null, fits };
    }
    case "stem": {
      const fits = (form: string) => sameStem(form, pattern.text, pattern.languages);
      return { keys: stemKeys(pattern.text, pattern.languages), prefix: "", near: null, fits };
    }
    default:
      return null;
  }
}

/** Is the comparison answered by `addSearchedWords`? Else `patternSql` says it. */
export function isSearched({ pattern }: WordTest): boolean {
  return searchOf(pattern) !== null;
}

function searches(compiled: CompiledTopics): Search[] {
  return compiled.sets.flatMap((tests, set) =>
    tests.flatMap(({ kinds, pattern }) => {
      const search = searchOf(pattern);
      return search ? [{ set, kinds, ...search }] : [];
    }),
  );
}

/** One edit of a character beyond ASCII is up to four of bytes, which is what DuckDB counts. */
const NEAR_ENOUGH = `length(form) between length(near) - 1 and length(near) + 1
      and damerau_levenshtein(form, near) <= if(strlen(form) = length(form) and strlen(near) = length(near), 1, 4)`;

async function candidates(
  warehouse: Warehouse,
  all: readonly Search[],
): Promise<{ search: number; form: string }[]> {
  const groups = new Map<string, string[]>();
  all.forEach(({ keys, kinds, prefix, near }, i) => {
    const mask = kinds.reduce((sum, kind) => sum + 2 ** kind, 0);
    for (const { text, end, plain } of keys) {
      const form = plain ? "strip_accents(f.form)" : "f.form";
      const side = `${end ? "right" : "left"}(${form}, ${[...text].length})`;
      const row = `(${i}, ${mask}, ${literal(text)}, ${literal(prefix)}, ${literal(near)}::varchar)`;
      groups.set(side, [...(groups.get(side) ?? []), row]);
    }
  });
  const parts = [...groups].map(
    ([side, values]) => `
      select s.search, f.form
      from cache.word_forms as f
      join (values ${values.join(", ")}) as s (search, mask, key, prefix, near) on s.key = ${side}
      where (s.mask >> f.kind) & 1 = 1
        and starts_with(f.form, s.prefix)
        and (s.near is null or (${NEAR_ENOUGH}))`,
  );
  return warehouse.rows(parts.join(" union "));
}

/** Add the words that misspellings, case endings and stems find to `query_words`. */
export async function addSearchedWords(warehouse: Warehouse, compiled: CompiledTopics): Promise<void> {
  const all = searches(compiled);
  if (all.length === 0) return;
  const found = (await candidates(warehouse, all)).filter(({ search, form }) => all[search]!.fits(form));
  if (found.length === 0) return;
  const rows = found.flatMap(({ search, form }) => {
    const { set, kinds } = all[search]!;
    return kinds.map((kind) => `(${set}, ${kind}, ${literal(form)})`);
  });
  await warehouse.run(`
    insert into query_words
    select distinct q.set_id, f.word_id
    from (values ${rows.join(", ")}) as q (set_id, kind, form)
    join cache.word_forms as f on f.form = q.form and f.kind = q.kind
    except
    select set_id, word_id from query_words`);
}
