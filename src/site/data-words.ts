import type { Text } from "../../reports/components/text.ts";

/** Why rows were left out, as the importer writes it, and the key of the message that says the same. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["the header again", "header"],
  ["not valid JSON", "invalid-json"],
  ["not a JSON object", "no-object"],
  ["a service message, no post", "service"],
  ["a message of the stream, no post", "stream"],
  ["neither a post nor a message of the stream", "neither-stream"],
  ["an account event, no post", "account"],
  ["a deletion, no post", "deletion"],
  ["a like, follow or other record, no post", "record"],
  ["a commit without a collection", "commit"],
  ["a post that is gone or not shown", "gone"],
  ["a channel or playlist, no video", "channel"],
  ["the app itself, no review", "app"],
  ["neither a post nor a boost", "boost"],
  ["a placeholder for comments that were not sent", "placeholder"],
  ["X API answer without posts (counts, users, lists or compliance)", "answer"],
  ["an error message, no mention", "error"],
  ["no mention in it", "nothing"],
  ["empty row", "empty"],
  ["unclosed quote", "quote"],
  ["not valid UTF-8", "utf8"],
  ["same id", "same-id"],
  ["same address", "same-address"],
  ["same author, time and text", "same-author"],
  ["same day and text, in another file", "same-day"],
]);

/** A reason in the language of the page; one of a workspace's own format as it stands. */
export function reasonWords(text: Text, reason: string): string {
  const key = REASONS.get(reason);
  if (key !== undefined) return text.say(`reason.${key}`);
  const [, n, width] = /^(\d+) (?:fields?|cells?) instead of (\d+)$/.exec(reason) ?? [];
  return n === undefined ? reason : text.say("reason.fields", { n: Number(n), width: Number(width) });
}

const count = (digits: string | undefined) => Number((digits ?? "").replaceAll(",", ""));

/** How the time zone of a file is known, in the language of the page; what the importer writes otherwise, as it stands. */
export function zoneEvidence(text: Text, evidence: string, zone: string): string {
  const rest = evidence.startsWith(zone) ? evidence.slice(zone.length).replace(/^,? /, "") : evidence;
  const proved = /^proved by ([\d,]+) of ([\d,]+) rows with a time in their id$/.exec(rest);
  if (proved) return text.say("zone.proved", { n: count(proved[1]), total: count(proved[2]) });
  const format = /^as (.+) writes it$/.exec(rest);
  if (format) return text.say("zone.format", { format: format[1] });
  const agree = /^stated in every row; ([\d,]+) of ([\d,]+) ids with a time agree$/.exec(rest);
  if (agree) {
    const numbers = { n: count(agree[1]), total: count(agree[2]) };
    return `${text.say("zone.stated")}; ${text.say("zone.agree", numbers)}`;
  }
  if (rest === "stated in every row") return text.say("zone.stated");
  if (rest === "from the source's settings in study.yaml") return text.say("zone.source");
  if (rest.startsWith("assumed (the study's zone)")) return text.say("zone.assumed");
  return evidence;
}

/** What a kind of figure is, in the language of the page; that of a workspace's own figures as their table says it. */
export function figureDefinition(text: Text, metric: string, definition: string): string {
  const change = metric.endsWith("_change");
  const key = `figure.define.${change ? metric.slice(0, -"_change".length) : metric}`;
  if (!text.has(key)) return definition;
  return change ? `${text.say("figure.define.change")} ${text.say(key)}` : text.say(key);
}
