import type { FieldRule } from "./dialect.ts";

/** Why fields of the vendors have no counterpart here, and what to do instead. */
export const NO_SENTIMENT: FieldRule = {
  drop: "sentiment is worked out after the topic is found; filter the tables by label",
};
export const NO_PLACE: FieldRule = {
  drop: "exports hold no place finer than the country; write country:CODE, or the places as words",
};
export const NO_CONTINENT: FieldRule = {
  drop: "there is no field for continents; write the countries, country:(de OR fr OR it)",
};
export const NO_PERSON: FieldRule = {
  drop: "nothing about who the authors are is known here; write their names with author:",
};
export const NO_PICTURE: FieldRule = {
  drop: "pictures and videos are not looked at; only what the text says is found",
};
export const NO_THREAD: FieldRule = {
  drop: "there is no field for threads; thread_id and original_id of the table mentions hold them",
};
export const NO_ANSWERED: FieldRule = {
  drop: "there is no field for who is answered; @handle finds the answers that name them",
};
export const NO_VERIFIED: FieldRule = {
  drop: "there is no field for it; author_verified of the table mentions holds it where the export says",
};
export const NO_TIME_OF_DAY: FieldRule = {
  drop: "there is no field for the time of day; published_at of the table mentions holds it",
};
export const NO_REACH: FieldRule = {
  drop: "reach is the vendor's own model; filter the tables by reach, or write followers:>1000",
};
export const NO_EXTRA: FieldRule = {
  drop: "no field holds it; what else an export says is in the table extras, and study.yaml can map it",
};
export const NO_LABEL: FieldRule = {
  drop: "tags and marks given in the vendor's tool do not decide what a topic is; extras holds them",
};
