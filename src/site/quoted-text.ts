import { redactText } from "../privacy/index.ts";
import { type Cell, textChunks, type Warehouse } from "../warehouse/index.ts";
import { type KnownPersons, personsNamed, withoutNames } from "./person-names.ts";

/** Every author id and name of the mentions, except words that the study itself uses for its topics. */
export async function knownPersons(warehouse: Warehouse, ownWords: readonly string[]): Promise<KnownPersons> {
  if (!(await warehouse.exists("mentions"))) return personsNamed([], []);
  const names: string[] = [];
  const distinct = textChunks(
    warehouse,
    `select distinct name
     from (
       select author_id as name from mentions
       union all
       select author_name from mentions
     )
     where name is not null`,
  );
  for await (const chunk of distinct) for (const name of chunk) if (name !== null) names.push(name);
  return personsNamed(names, ownWords);
}

const PERSONAL =
  /author|user|handle|name$|url|link|post|mention_id|native_id|example|quote|text_hash|thread|original_id/i;

const NAMED_VALUES = new Set(["channel", "country", "language"]);

/** `cause_value` of a spike is the key of a post or author unless it names a channel, country or language. */
export function publicCauseValue(kind: Cell, value: Cell): Cell {
  return typeof kind === "string" && NAMED_VALUES.has(kind) ? value : null;
}

const names = (text: string, persons: KnownPersons) => withoutNames(text, persons) !== text;

/**
 * What analysis quoted from mentions, fit for the public: text redacted, null where it names a person; in JSON,
 * members about persons or single posts are left out unless they are counts or flags, and list items that name a
 * person go too.
 */
export function publicQuote(value: Cell, persons: KnownPersons): Cell {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") {
    const parsed = asJson(value);
    if (parsed !== undefined) return JSON.stringify(withoutPersons(parsed, persons) ?? null);
    return names(value, persons) || redactText(value) !== value ? null : value;
  }
  return JSON.stringify(withoutPersons(value, persons) ?? null);
}

function asJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutPersons(value: unknown, persons: KnownPersons): unknown {
  if (typeof value === "string")
    return names(value, persons) || redactText(value) !== value ? undefined : value;
  if (Array.isArray(value)) {
    return value.map((item) => withoutPersons(item, persons)).filter((item) => item !== undefined);
  }
  if (value === null || typeof value !== "object") return value;
  const kept: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (PERSONAL.test(key) && typeof member !== "number" && typeof member !== "boolean") continue;
    const cleaned = withoutPersons(member, persons);
    if (cleaned === undefined && /term|word|label/i.test(key)) return undefined;
    if (cleaned !== undefined) kept.push([key, cleaned]);
  }
  return Object.fromEntries(kept);
}
