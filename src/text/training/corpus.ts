import { DENSE_COUNT, DenseFeatures } from "../dense-features.ts";
import { HashedFeatures } from "../features.ts";
import { groupSalt } from "../language-group.ts";
import { type Lexicon, languageSalt } from "../lexicon.ts";
import { Tokens } from "../tokens.ts";
import { ValenceShifters } from "../valence-shifters.ts";

/** A labelled text as training reads it. */
export interface LabelledText {
  text: string;
  /** ISO 639-1. */
  language: string;
  /** Index of the class. */
  label: number;
  /** Data set and language: the unit whose class prior is levelled. */
  source: string;
}

/** The features of many texts in flat arrays; text `i` has `starts[i] .. starts[i + 1]`. */
export interface Corpus {
  count: number;
  starts: Int32Array;
  /** Where the character features of a text begin. */
  middles: Int32Array;
  buckets: Int32Array;
  dense: Float32Array;
}

/** Extract the features of `texts` for a table of 2^`bits` buckets. */
export function extractCorpus(
  texts: readonly Pick<LabelledText, "text" | "language">[],
  lexicon: Lexicon,
  bits: number,
): Corpus {
  const mask = 2 ** bits - 1;
  const tokens = new Tokens();
  const hashed = new HashedFeatures();
  const dense = new DenseFeatures();
  const shifters = new ValenceShifters();
  const starts = new Int32Array(texts.length + 1);
  const middles = new Int32Array(texts.length);
  const denseValues = new Float32Array(texts.length * DENSE_COUNT);
  let buckets = new Int32Array(texts.length * 200 + 30000);
  let used = 0;
  texts.forEach((each, i) => {
    tokens.read(each.text);
    hashed.read(tokens, groupSalt(each.language));
    dense.read(tokens, lexicon, shifters, languageSalt(each.language));
    denseValues.set(dense.values, i * DENSE_COUNT);
    const size = hashed.words + hashed.characters;
    if (used + size > buckets.length) {
      const larger = new Int32Array(Math.ceil(buckets.length * 1.5) + size);
      larger.set(buckets);
      buckets = larger;
    }
    for (let k = 0; k < size; k++) buckets[used + k] = (hashed.hashes[k] as number) & mask;
    starts[i] = used;
    middles[i] = used + hashed.words;
    used += size;
  });
  starts[texts.length] = used;
  return { count: texts.length, starts, middles, buckets: buckets.subarray(0, used), dense: denseValues };
}
