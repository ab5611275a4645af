import { SENTIMENT_LABELS, type SentimentLabel } from "../../text/sentiment.ts";
import { classifierError } from "./classifier-error.ts";

/** Names that classifiers commonly give the classes, lower case. */
const NAMES: ReadonlyMap<string, SentimentLabel> = new Map([
  ["negative", "negative"],
  ["neg", "negative"],
  ["neutral", "neutral"],
  ["neu", "neutral"],
  ["positive", "positive"],
  ["pos", "positive"],
]);

const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ");

/** A line for study.yaml that says what each label means; the person fills in the classes. */
const example = (labels: readonly string[]) =>
  `labels: { ${labels.map((label) => `${JSON.stringify(label)}: negative`).join(", ")} }`;

/**
 * Class of each output of a classifier, as numbers of {@link SENTIMENT_LABELS}; several outputs may share a class (stars).
 * @param labels names of the outputs, in their order, as config.json has them
 * @param stated what study.yaml says they mean; null: the names speak for themselves
 * @param place folder of the classifier, for messages
 */
export function classesOf(
  labels: readonly string[],
  stated: Readonly<Record<string, SentimentLabel>> | null,
  place: string,
): number[] {
  const meant = stated === null ? NAMES : new Map(Object.entries(stated));
  const key = (label: string) => (stated === null ? label.trim().toLowerCase() : label);
  const fill = `Say in study.yaml, under sentiment, what each means, with the right classes: ${example(labels)}`;
  const strange = labels.filter((label) => !meant.has(key(label)));
  if (strange.length > 0) {
    const what = stated === null ? "it is not known what these labels mean" : "study.yaml leaves out labels";
    throw classifierError(`${place}/config.json`, `${what}: ${listed(strange)}`, fill);
  }
  const unknown = stated === null ? [] : [...meant.keys()].filter((name) => !labels.includes(name));
  if (unknown.length > 0)
    throw classifierError(
      `${place}/config.json`,
      `study.yaml names labels that it does not have: ${listed(unknown)}; it has ${listed(labels)}`,
      fill,
    );
  const classes = labels.map((label) => SENTIMENT_LABELS.indexOf(meant.get(key(label)) as SentimentLabel));
  if (!classes.includes(0) || !classes.includes(2))
    throw classifierError(
      `${place}/config.json`,
      "no label means negative, or none means positive: that is no model of sentiment",
      fill,
    );
  return classes;
}
