import { literal } from "../../warehouse/sql-text.ts";
import type { Row } from "../../warehouse/values.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { Terminal } from "../verb.ts";
import type { Disagreement } from "./disagreements.ts";

/** So many disagreements are told one by one. */
const SHOWN = 20;

const number = (value: unknown, digits = 2) => (typeof value === "number" ? value.toFixed(digits) : "–");

function sentenceOf(row: Row): string {
  const parts = [
    `${row["language"]}: ${row["units"]} units, ${row["coders"]} coders`,
    `alpha ${number(row["alpha"])} (95 % ${number(row["alpha_low"])} to ${number(row["alpha_high"])}, ${row["reading"]})`,
    `machine against majority (${row["compared"]}): macro-F1 ${number(row["macro_f1"])}, accuracy ${number(row["accuracy"])}`,
    `recall negative ${number(row["recall_negative"])}, neutral ${number(row["recall_neutral"])}, positive ${number(row["recall_positive"])}`,
  ];
  if (row["precision"] !== null) {
    parts.push(
      `about the topic ${number(row["precision"])} (${number(row["precision_low"])} to ${number(row["precision_high"])})`,
    );
  }
  return parts.join("; ");
}

/** Precision and recall of a topic's query, from all samples together. */
function querySentence(row: Row): string {
  const interval = (name: string) =>
    `${number(row[name])} (${number(row[`${name}_low`])} to ${number(row[`${name}_high`])})`;
  const precision = row["precision"] === null ? "" : `precision ${interval("precision")}`;
  const recall =
    row["recall"] === null
      ? "recall unknown: draw with --outside"
      : `recall ${interval("recall")}, ${row["judged_outside"]} judged outside`;
  return `query ${row["topic"]}: ${[precision, recall].filter(Boolean).join("; ")}`;
}

/** What coders said of one thing, `ab: negative, cd: neutral`; empty where they do not differ. */
function differing(unit: Disagreement, what: "sentiment" | "relevant"): string {
  const said = unit.opinions.filter((opinion) => opinion[what] !== null);
  if (new Set(said.map((opinion) => opinion[what])).size < 2) return "";
  return said.map((opinion) => `${opinion.coder}: ${opinion[what]}`).join(", ");
}

function sayDisagreements({ units, files }: Disagreements, terminal: Terminal): void {
  const open = units.filter((unit) => unit.decision === null);
  const decided = units.length - open.length;
  terminal.say(
    `${open.length} unit${open.length === 1 ? "" : "s"} with disagreement${decided > 0 ? `; ${decided} decided` : ""}`,
  );
  for (const unit of open.slice(0, SHOWN)) {
    const relevant = differing(unit, "relevant");
    const said = [differing(unit, "sentiment"), relevant && `relevant ${relevant}`].filter(Boolean);
    terminal.say(`  ${unit.unit} (${unit.topic}, ${unit.language}): ${said.join("; ")}`);
  }
  if (open.length > SHOWN) terminal.say(`  … and ${open.length - SHOWN} more`);
  if (open.length > 0 && files.length > 0)
    terminal.say(
      `All of them with their texts: ${files.toReversed().join(" or ")}; decide there in sentiment and relevant, then: earshot label --read FILE`,
    );
}

/** Units on which coders disagree or that are decided, and the files that list them. */
export interface Disagreements {
  units: readonly Disagreement[];
  files: readonly string[];
}

/** Disagreements without the texts, which are in the files. */
function jsonOf({ units, files }: Disagreements) {
  return { disagreements: units.map(({ text: _, ...unit }) => unit), files };
}

/** Print how far coders agree and the machine with them; as JSON the rows, with the units they disagree on. */
export async function showQuality(
  warehouse: Warehouse,
  sample: string,
  disagreements: Disagreements,
  terminal: Terminal,
): Promise<void> {
  const quality = await warehouse.rows(
    `select * from label_quality where sample = ${literal(sample)} order by language <> 'all', units desc, language`,
  );
  const queries = await warehouse.rows(
    "select query_quality.* from query_quality join topics using (topic) order by position",
  );
  const corrected = await warehouse.rows(
    `select period, topic, view, language, measure, value, low, high, machine, labelled from validated_sentiment
     where sample = ${literal(sample)} and method = 'prediction_powered' order by all`,
  );
  if (terminal.json) {
    terminal.data(
      `${JSON.stringify({ sample, quality, queries, ...jsonOf(disagreements), corrected }, null, 2)}\n`,
    );
    return;
  }
  const gone = await warehouse.row<{ units: number }>(
    `select count(distinct unit) as units from human_labels
     where sample = ${literal(sample)} and mention_id not in (select mention_id from mentions)`,
  );
  if (gone && gone.units > 0)
    terminal.say(
      `${gone.units} units are of mentions that are no longer in the data: they count for the coders' agreement only`,
    );
  for (const row of quality) terminal.say(sentenceOf(row));
  for (const row of queries) terminal.say(querySentence(row));
  sayDisagreements(disagreements, terminal);
  // Units from outside the topics are judged for relevance alone.
  if (quality.length === 0) return;
  const figures = corrected.filter((row) => row["measure"] === "net" && row["view"] === "all");
  terminal.say(
    figures.length > 0
      ? `Corrected by these labels from now on: net sentiment and shares of ${figures.length} topics, periods and languages (all mentions; originals likewise)`
      : "No topic and period has 30 labelled mentions by 10 authors yet: sentiment stays the machine's (draw with --topic and --period)",
  );
  const few = await warehouse.row<{ cells: number }>(
    `select count(*) as cells from validated_sentiment
     where sample = ${literal(sample)} and method = 'too_few' and measure = 'net' and view = 'all' and language = 'all'`,
  );
  if (figures.length > 0 && few && few.cells > 0)
    terminal.say(
      `${few.cells} further topics and periods have too few labels; their figures stay the machine's`,
    );
}
