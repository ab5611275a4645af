import type { EvidenceRow } from "./spike-evidence.ts";

/** Why a day is a spike, in words and in parts. Words name no person and no handle. */
export interface SpikeCause {
  cause: string;
  /** one_post, one_author, channel, country, language, many_voices or unknown. */
  cause_kind: string;
  /** Part of the mentions beyond the usual that it explains, 0 to 1. */
  cause_share: number | null;
  /** Mentions of the day it stands for. */
  cause_mentions: number | null;
  /** People who wrote these. */
  cause_authors: number | null;
  /** Channel, country or language; key of the post or author, for the site to resolve where privacy allows. */
  cause_value: string | null;
}

const HALF = 0.5;
/** Fewest mentions of the day for a cause to be named. */
const FEWEST = 5;
/** A channel or country must also have grown in share; else it is only the biggest. */
const SHARE_GAIN = 0.15;
const LABELS: Readonly<Record<string, string>> = {
  platform: "channel",
  source_type: "channel",
  country: "country",
  language: "language",
};

interface Explained {
  row: EvidenceRow;
  share: number;
}

function explainedBy(rows: readonly EvidenceRow[], dimension: string, excess: number): Explained | undefined {
  const row = rows.find((one) => one.dimension === dimension && one.on_day >= FEWEST);
  return row ? { row, share: Math.min(1, (row.on_day - row.usual) / excess) } : undefined;
}

function found(kind: string, { row, share }: Explained, cause: string): SpikeCause {
  const counts = { cause_mentions: row.on_day, cause_authors: row.authors };
  return { cause, cause_kind: kind, cause_share: share, ...counts, cause_value: row.value };
}

/**
 * The likely cause of a spike: one post and its reposts, one author, a channel, country or language, else many
 * voices with their terms. A cause must explain half of the mentions beyond the usual.
 */
export function causeOfSpike(
  spike: { observed: number; expected: number; authors: number; terms: readonly string[] },
  evidence: readonly EvidenceRow[],
): SpikeCause {
  const excess = Math.max(1, spike.observed - spike.expected);
  const about = spike.terms.length > 0 ? `; terms: ${spike.terms.slice(0, 5).join(", ")}` : "";
  const post = explainedBy(evidence, "post", excess);
  if (post && post.share >= HALF) {
    return found(
      "one_post",
      post,
      `one post with its reposts and copies: ${post.row.on_day} of ${spike.observed} mentions`,
    );
  }
  const author = explainedBy(evidence, "author", excess);
  if (author && author.share >= HALF) {
    return found(
      "one_author",
      author,
      `one author: ${author.row.on_day} of ${spike.observed} mentions${about}`,
    );
  }
  for (const dimension of ["platform", "source_type", "country", "language"]) {
    const one = explainedBy(evidence, dimension, excess);
    const usually = one && one.row.usual_total > 0 ? one.row.usual / one.row.usual_total : 1;
    const gain = one ? one.row.on_day / spike.observed - usually : 0;
    if (one && one.share >= HALF && gain >= SHARE_GAIN) {
      const kind = LABELS[dimension]!;
      return found(
        kind,
        one,
        `mostly ${kind} ${one.row.value}: ${one.row.on_day} of ${spike.observed} mentions${about}`,
      );
    }
  }
  if (spike.authors >= 5) {
    return {
      cause: `many voices: ${spike.authors} authors${about}`,
      cause_kind: "many_voices",
      cause_share: null,
      cause_mentions: spike.observed,
      cause_authors: spike.authors,
      cause_value: null,
    };
  }
  return {
    cause: `no single cause found${about}`,
    cause_kind: "unknown",
    cause_share: null,
    cause_mentions: null,
    cause_authors: null,
    cause_value: null,
  };
}
