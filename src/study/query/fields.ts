import { didYouMean } from "../nearest.ts";
import type { FieldTest } from "./ast.ts";

export interface FieldDefinition {
  kind: "text" | "number" | "date" | "link";
  description: string;
  /** The only values there are. */
  values?: readonly string[];
}

/** Fields of the query language; docs/queries.md lists them. */
export const FIELDS: ReadonlyMap<string, FieldDefinition> = new Map<string, FieldDefinition>([
  ["author", { kind: "text", description: "user name or author id" }],
  ["site", { kind: "text", description: "domain of the mention's address, subdomains included" }],
  ["url", { kind: "text", description: "part of the mention's address" }],
  ["link", { kind: "link", description: "domain, or domain and path, of an address inside the text" }],
  ["lang", { kind: "text", description: "language found, ISO 639-1" }],
  ["country", { kind: "text", description: "country: code of ISO 3166-1 or English name" }],
  ["platform", { kind: "text", description: "x, facebook, reddit …" }],
  ["type", { kind: "text", description: "source type: social, news, forum …" }],
  [
    "kind",
    { kind: "text", description: "what the mention is", values: ["original", "repost", "quote", "reply"] },
  ],
  ["followers", { kind: "number", description: "followers of the author" }],
  ["engagement", { kind: "number", description: "likes, comments, shares and quotes together" }],
  ["date", { kind: "date", description: "day of publication in the study's zone" }],
]);

/** Names that open a part of the query rather than test a column. */
export const SCOPES = ["title", "text", "raw", "stem"] as const;

export function knownFieldNames(): string[] {
  return [...SCOPES, ...FIELDS.keys()];
}

interface Wrong {
  message: string;
  hint?: string;
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function checkOrdered(kind: "number" | "date", value: string): Wrong | null {
  if (kind === "number") {
    return /^\d{1,15}(\.\d{1,6})?$/.test(value)
      ? null
      : {
          message: `expected a number, found ${JSON.stringify(value)}`,
          hint: "For example >1000, 100..500 or [100 TO 500].",
        };
  }
  const date = DAY.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)) return null;
  return { message: `expected a day, found ${JSON.stringify(value)}`, hint: "Days are written 2026-05-01." };
}

/** Reads what stands after the colon of a number or date field: `>5`, `5`, `1..5`, `..5`, `[1 TO 5]`. */
export function readOrderedTest(kind: "number" | "date", text: string): FieldTest | Wrong {
  const bracket = /^\s*(\S+)\s+to\s+(\S+)\s*$/i.exec(text);
  const dots = /^([^.]*|.*?)\.\.(.*)$/.exec(text);
  const compare = /^(<=|>=|<|>|=)(.*)$/.exec(text);
  const open = (side: string) => (side === "" || side === "*" ? null : side);
  let test: FieldTest;
  let values: (string | null)[];
  if (bracket || dots) {
    const low = open(((bracket ?? dots)?.[1] ?? "").replace(/^\*$/, ""));
    const high = open((bracket ?? dots)?.[2] ?? "");
    test = { op: "range", low, high };
    values = [low, high];
    if (low === null && high === null) return { message: "this range has no end at all" };
  } else {
    const sign = (compare?.[1] ?? "=") as "=";
    const value = compare ? compare[2]! : text;
    test = { op: "compare", sign, value };
    values = [value];
  }
  for (const value of values) {
    const wrong = value === null ? null : checkOrdered(kind, value);
    if (wrong) return wrong;
  }
  if (test.op === "range" && test.low !== null && test.high !== null) {
    const [low, high] = kind === "number" ? [Number(test.low), Number(test.high)] : [test.low, test.high];
    if (low > high) return { message: `this range ends before it begins: ${test.low} to ${test.high}` };
  }
  return test;
}

/** Checks the value of a text field. */
export function checkTextValue(definition: FieldDefinition, field: string, value: string): Wrong | null {
  if (value.trim() === "") return { message: `${field}: has no value` };
  if (/^[*?]+$/.test(value)) return { message: `${field}: with nothing but wildcards` };
  if (definition.values && !definition.values.includes(value.toLowerCase())) {
    const hint = didYouMean(value, definition.values);
    return { message: `unknown ${field}: ${JSON.stringify(value)}`, ...(hint ? { hint } : {}) };
  }
  return null;
}
