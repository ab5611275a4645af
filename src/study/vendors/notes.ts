/** A part of a vendor's query that was changed or left out. */
export interface TranslationNote {
  /** As the vendor's query has it. */
  part: string;
  message: string;
  /** form: it means the same here; differs: it finds somewhat other mentions; lost: it was left out. */
  kind: "form" | "differs" | "lost";
  /** What leaving it out does to the mentions found; absent where nothing is left of the query. */
  effect?: "more" | "fewer";
}
