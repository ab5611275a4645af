import { literal } from "../../warehouse/sql-text.ts";
import type { Row } from "../../warehouse/values.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { Terminal } from "../verb.ts";

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

/** Print how far coders agree and the machine with them; as JSON the rows, with the units they disagree on. */
export async function showQuality(warehouse: Warehouse, sample: string, terminal: Terminal): Promise<void> {
  const quality = await warehouse.rows(
    `select * from label_quality where sample = ${literal(sample)} order by language <> 'all', units desc, language`,
  );
  const disagreements = await warehouse.rows(`
    select unit, topic, language, list(coder || ': ' || sentiment order by coder) as codes
    from human_labels where sample = ${literal(sample)} and sentiment is not null
    group by unit, topic, language having count(distinct sentiment) > 1 order by unit`);
  const corrected = await warehouse.rows(
    `select period, topic, view, net, low, high, machine_net, labelled from validated_sentiment
     where sample = ${literal(sample)} and method = 'prediction_powered' order by all`,
  );
  if (terminal.json) {
    terminal.data(`${JSON.stringify({ sample, quality, disagreements, corrected }, null, 2)}\n`);
    return;
  }
  for (const row of quality) terminal.say(sentenceOf(row));
  terminal.say(`${disagreements.length} units with disagreement`);
  for (const row of disagreements.slice(0, 20)) {
    terminal.say(
      `  ${row["unit"]} (${row["topic"]}, ${row["language"]}): ${(row["codes"] as string[]).join(", ")}`,
    );
  }
  if (disagreements.length > 20) terminal.say(`  … all of them with --json`);
  terminal.say(
    corrected.length > 0
      ? `Net sentiment of ${corrected.length} topics, periods and views is corrected by these labels from now on`
      : "No topic and period has 30 labelled mentions yet: net sentiment stays the machine's (draw with --topic and --period)",
  );
}
