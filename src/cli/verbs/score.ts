import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { EarshotError, EXIT } from "../../errors.ts";
import { type DecidingWord, explainSentiment } from "../../text/explain.ts";
import { LanguageModel } from "../../text/language/language-model.ts";
import { SentimentModel } from "../../text/sentiment.ts";
import { PACKAGE_ROOT } from "../../workspace.ts";
import type { Verb, VerbCall } from "../verb.ts";

/** What `earshot score` prints for one text. */
export interface ScoredLine {
  language: string;
  confidence: number;
  label: "negative" | "neutral" | "positive" | "not_scored";
  p_negative: number | null;
  p_neutral: number | null;
  p_positive: number | null;
  model: string | null;
  words?: DecidingWord[];
}

interface Models {
  language: LanguageModel;
  sentiment: SentimentModel;
}

/** The shipped models; sentiment is the workspace's own where `earshot train` made one. */
function loadModels(workspace: string): Models {
  const shipped = (name: string) => join(PACKAGE_ROOT, "data", "models", name);
  const own = join(resolve(workspace), "data", "models", "study-sentiment.bin");
  return {
    language: LanguageModel.decode(readFileSync(shipped("language.bin"))),
    sentiment: SentimentModel.decode(readFileSync(existsSync(own) ? own : shipped("sentiment.bin"))),
  };
}

/** The text of an input line, and its language where the line names it. */
function parseLine(line: string, number: number): { text: string; language: string | null } {
  const fail = (message: string): never => {
    throw new EarshotError(`invalid input, line ${number}: ${message}`, {
      diagnostics: [{ file: "<stdin>", line: number, severity: "error", message, rule: "score-input" }],
      remedy: 'One JSON value a line: "a text" or {"text": "a text", "language": "en"}.',
    });
  };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fail("not JSON");
  }
  if (typeof value === "string") return { text: value, language: null };
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fail("neither text nor object");
  const { text, language } = value as { text?: unknown; language?: unknown };
  if (text !== null && text !== undefined && typeof text !== "string") return fail("`text` is not a text");
  return { text: text ?? "", language: typeof language === "string" ? language : null };
}

const rounded = (p: number) => Math.round(p * 10000) / 10000;

/** Language, label and probabilities of one text; `not_scored` where there is no evidence and no leave to guess. */
export function scoreLine(
  models: Models,
  input: { text: string; language: string | null },
  options: { guess: boolean; explain: boolean },
): ScoredLine {
  const guess =
    input.language === null
      ? models.language.identify(input.text)
      : { language: input.language, confidence: 1 };
  const line = { language: guess.language, confidence: rounded(guess.confidence) };
  const known = models.sentiment.hasEvidence(guess.language) || options.guess;
  if (!known || input.text.trim() === "")
    return { ...line, label: "not_scored", p_negative: null, p_neutral: null, p_positive: null, model: null };
  const score = models.sentiment.score(input.text, guess.language);
  return {
    ...line,
    label: score.label,
    p_negative: rounded(score.negative),
    p_neutral: rounded(score.neutral),
    p_positive: rounded(score.positive),
    model: models.sentiment.version,
    ...(options.explain ? { words: explainSentiment(models.sentiment, input.text, guess.language) } : {}),
  };
}

async function run({ options, workspace, terminal, signal }: VerbCall) {
  const models = loadModels(workspace);
  const choices = { guess: options["guess"] === true, explain: options["explain"] === true };
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY, signal });
  let number = 0;
  let batch: string[] = [];
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    batch.push(JSON.stringify(scoreLine(models, parseLine(line, number), choices)));
    if (batch.length === 1000) {
      terminal.data(batch.join("\n"));
      batch = [];
    }
  }
  if (batch.length > 0) terminal.data(batch.join("\n"));
  return EXIT.done;
}

export const verb: Verb = {
  name: "score",
  summary: "Language and sentiment of texts from standard input, one JSON value a line",
  options: {
    explain: { type: "boolean", description: "add the words that decided, with their weight in log-odds" },
    guess: { type: "boolean", description: "score languages without evidence too" },
  },
  examples: [
    `echo '"I love it"' | earshot score`,
    `echo '{"text": "Nagyon jó!", "language": "hu"}' | earshot score --explain`,
  ],
  run,
};
