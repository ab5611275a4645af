import type { SentimentModel, SentimentScore } from "./sentiment.ts";
import { TOKEN, Tokens } from "./tokens.ts";

/** A word of a text and how much it spoke for the label (log-odds; negative: against it). */
export interface DecidingWord {
  word: string;
  weight: number;
}

const MOST_TOKENS = 80;

function logOdds(score: SentimentScore, label: SentimentScore["label"]): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, score[label]));
  return Math.log(p / (1 - p));
}

/**
 * The words that decided a text's label: each word, emoji or sign is taken out in turn, and the change of the
 * label's log-odds is its weight. The strongest first; of a longer text the first 80 tokens are tried.
 */
export function explainSentiment(
  model: SentimentModel,
  text: string,
  language: string,
  most = 5,
): DecidingWord[] {
  const score = model.score(text, language);
  const whole = logOdds(score, score.label);
  const tokens = new Tokens();
  tokens.read(text);
  const words: DecidingWord[] = [];
  for (let i = 0; i < Math.min(tokens.count, MOST_TOKENS); i++) {
    const kind = tokens.kind[i];
    if (kind === TOKEN.url || kind === TOKEN.handle || kind === TOKEN.number) continue;
    const from = tokens.from[i] as number;
    const to = tokens.to[i] as number;
    const without = model.score(`${text.slice(0, from)} ${text.slice(to)}`, language);
    words.push({ word: text.slice(from, to), weight: whole - logOdds(without, score.label) });
  }
  return words
    .filter(({ weight }) => Math.abs(weight) >= 0.05)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, most)
    .map(({ word, weight }) => ({ word, weight: Math.round(weight * 100) / 100 }));
}
