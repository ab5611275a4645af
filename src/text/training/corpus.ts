import { DENSE_COUNT, DenseFeatures } from "../dense-features.ts";
import { HashedFeatures } from "../features.ts";
import { groupOf, groupSalt } from "../language-group.ts";
import { type Lexicon, languageSalt } from "../lexicon.ts";
import { Tokens } from "../tokens.ts";
import { ValenceShifters } from "../valence-shifters.ts";
import { Vocabulary } from "./vocabulary.ts";

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
  /** Features by their number in the vocabulary; rarer ones are left out. */
  ids: Int32Array;
  vocabulary: Vocabulary;
  /** 1/√(number of word features of the text, the rare ones too), and of character features. */
  wordScales: Float32Array;
  characterScales: Float32Array;
  dense: Float32Array;
  /** Group of near languages of each text: place in `groupNames`. */
  groups: Uint8Array;
  groupNames: string[];
}

type Text = Pick<LabelledText, "text" | "language">;
type Extracted = Omit<Corpus, "ids" | "vocabulary"> & { hashes: Int32Array };

function extractHashes(texts: readonly Text[], lexicon: Lexicon): Extracted {
  const tokens = new Tokens();
  const hashed = new HashedFeatures();
  const dense = new DenseFeatures();
  const shifters = new ValenceShifters();
  const starts = new Int32Array(texts.length + 1);
  const middles = new Int32Array(texts.length);
  const wordScales = new Float32Array(texts.length);
  const characterScales = new Float32Array(texts.length);
  const denseValues = new Float32Array(texts.length * DENSE_COUNT);
  let hashes = new Int32Array(texts.length * 250 + 30000);
  let used = 0;
  texts.forEach((each, i) => {
    tokens.read(each.text);
    hashed.read(tokens, groupSalt(each.language));
    dense.read(tokens, lexicon, shifters, languageSalt(each.language));
    denseValues.set(dense.values, i * DENSE_COUNT);
    const size = hashed.words + hashed.characters;
    if (used + size > hashes.length) {
      const larger = new Int32Array(Math.ceil(hashes.length * 1.5) + size);
      larger.set(hashes);
      hashes = larger;
    }
    hashes.set(hashed.hashes.subarray(0, size), used);
    starts[i] = used;
    middles[i] = used + hashed.words;
    wordScales[i] = 1 / Math.sqrt(Math.max(1, hashed.words));
    characterScales[i] = 1 / Math.sqrt(Math.max(1, hashed.characters));
    used += size;
  });
  starts[texts.length] = used;
  const groupNames = [...new Set(texts.map(({ language }) => groupOf(language)))].sort();
  const groups = Uint8Array.from(texts, ({ language }) => groupNames.indexOf(groupOf(language)));
  return {
    count: texts.length,
    starts,
    middles,
    hashes: hashes.subarray(0, used),
    wordScales,
    characterScales,
    dense: denseValues,
    groups,
    groupNames,
  };
}

/** Extract the features of `texts`; those that occur fewer than `least` times in all of them are left out. */
export function extractCorpus(texts: readonly Text[], lexicon: Lexicon, least = 1): Corpus {
  const { hashes, ...extracted } = extractHashes(texts, lexicon);
  const { starts, middles } = extracted;
  const vocabulary = new Vocabulary(hashes, least);
  let used = 0;
  let from = 0;
  for (let i = 0; i < texts.length; i++) {
    const [middle, end] = [middles[i] as number, starts[i + 1] as number];
    starts[i] = used;
    for (let k = from; k < end; k++) {
      if (k === middle) middles[i] = used;
      const id = vocabulary.idOf(hashes[k] as number);
      if (id >= 0) hashes[used++] = id;
    }
    if (middle === end) middles[i] = used;
    from = end;
  }
  starts[texts.length] = used;
  return { ...extracted, ids: hashes.subarray(0, used), vocabulary };
}
