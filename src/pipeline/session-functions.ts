import { EXACT_SUM } from "../warehouse/exact-sum.ts";
import { sha256 } from "./fingerprint.ts";

/** Hash of the definition of `exact_sum`, the function that every session of Earshot has. */
export const EXACT_SUM_VERSION = sha256(EXACT_SUM).slice(0, 8);

/** Functions of the session that a text of SQL or code uses, with their versions: what they are is part of its fingerprint. */
export const sessionFunctions = (text: string): Record<string, string> =>
  /\bexact_sum\b/i.test(text) ? { exact_sum: EXACT_SUM_VERSION } : {};
