import type { Text } from "../../reports/components/text.ts";

import { channelName } from "./channel-name.ts";
import { quotedTerm } from "./term-text.ts";

/** The columns of `spikes` that say why. */
export interface Cause {
  cause?: string | null;
  cause_kind?: string | null;
  cause_share?: number | null;
  cause_mentions?: number | null;
  cause_value?: string | null;
  /** JSON list of terms. */
  terms?: string | null;
  authors?: number | null;
}

function termsOf(terms: string | null | undefined, most: number): string[] {
  if (!terms) return [];
  try {
    const parsed: unknown = JSON.parse(terms);
    return Array.isArray(parsed)
      ? parsed.filter((t): t is string => typeof t === "string").slice(0, most)
      : [];
  } catch {
    return [];
  }
}

function kindSentence(text: Text, cause: Cause): string | null {
  const { cause_kind: kind, cause_mentions: mentions, cause_value: value } = cause;
  const n = mentions ?? 0;
  switch (kind) {
    case "one_post":
      return mentions === null ? text.say("cause.one-post.most") : text.say("cause.one-post", { n });
    case "one_author":
      return mentions === null ? text.say("cause.one-author.most") : text.say("cause.one-author", { n });
    case "channel":
      return value ? text.say("cause.channel", { n, name: channelName(value) }) : null;
    case "country":
      return value ? text.say("cause.country", { n, name: text.name("region", value) }) : null;
    case "language":
      return value ? text.say("cause.language", { n, name: text.name("language", value) }) : null;
    case "many_voices":
      return text.say("cause.many-voices", { n: cause.authors ?? n });
    default:
      return null;
  }
}

/**
 * The likely cause of a spike in the language of the page: one post's reposts, one author, a channel, country or
 * language, many voices, and the terms that stand out. Says so when no single cause was found.
 */
export function explainCause(text: Text, cause: Cause): string {
  const kind = kindSentence(text, cause);
  const terms = termsOf(cause.terms, 5);
  const about =
    terms.length > 0
      ? text.say("cause.terms", { terms: terms.map((term) => quotedTerm(text, term)).join(", ") })
      : null;
  const sentences = [kind, about].filter((sentence) => sentence);
  if (sentences.length > 0) return sentences.join(" ");
  return cause.cause_kind === undefined && cause.cause ? cause.cause : text.say("cause.none");
}
