/** What may leave the workspace: redaction, keyed pseudonyms, small-cell suppression. No files but the secret. */

export type { Equation } from "./derivable.ts";
export { type Cell, givenAway, hiddenLinkedCells } from "./linked-cells.ts";
export { pseudonym, studySecret } from "./pseudonym.ts";
export { redactText } from "./redact.ts";
export { type CellRules, FEWEST_AUTHORS, hiddenCells } from "./small-cells.ts";
