import { groupOf } from "../language-group.ts";
import type { Lexicon } from "../lexicon.ts";
import { type ExtractedHashes, extractHashes } from "./extract-hashes.ts";
import { MOST_FORMS } from "./kin-forms.ts";
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
export interface Corpus extends Omit<ExtractedHashes, "hashes" | "kin"> {
  count: number;
  /** Features by their number in the vocabulary; rarer ones are left out. */
  ids: Int32Array;
  vocabulary: Vocabulary;
  /** Forms that words share across languages; null where they were not asked for. */
  kin: Kin | null;
  /** Group of near languages of each text: place in `groupNames`. */
  groups: Uint8Array;
  groupNames: string[];
}

/** Which words have which forms, by number in the vocabulary. */
export interface Kin {
  /** Number of a word, then of its {@link MOST_FORMS} forms (−1: none), one after another. */
  forms: Int32Array;
  /** 1 where a feature is a form: it is learned with, but no text is scored by it. */
  isForm: Uint8Array;
}

/** Word and forms as numbers of the vocabulary; words too rare for it are left out. */
function kinOf(hashes: readonly number[], vocabulary: Vocabulary): Kin {
  const stride = MOST_FORMS + 1;
  const forms: number[] = [];
  const isForm = new Uint8Array(vocabulary.size);
  for (let at = 0; at < hashes.length; at += stride) {
    const word = vocabulary.idOf(hashes[at] as number);
    for (let k = 1; k < stride; k++) {
      const hash = hashes[at + k] as number;
      const form = hash === 0 ? -1 : vocabulary.idOf(hash);
      if (form >= 0) isForm[form] = 1;
      if (word < 0) continue;
      if (k === 1) forms.push(word);
      forms.push(form);
    }
  }
  return { forms: Int32Array.from(forms), isForm };
}

/**
 * Extract the features of `texts`; those that occur fewer than `least` times in all of them are left out. `withKin`: also
 * the forms that words share across languages, for training alone.
 */
export function extractCorpus(
  texts: readonly Pick<LabelledText, "text" | "language">[],
  lexicon: Lexicon,
  least = 1,
  withKin = false,
): Corpus {
  const { hashes, kin, ...extracted } = extractHashes(texts, lexicon, withKin);
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
  const groupNames = [...new Set(texts.map(({ language }) => groupOf(language)))].sort();
  return {
    ...extracted,
    count: texts.length,
    ids: hashes.subarray(0, used),
    vocabulary,
    kin: withKin ? kinOf(kin, vocabulary) : null,
    groups: Uint8Array.from(texts, ({ language }) => groupNames.indexOf(groupOf(language))),
    groupNames,
  };
}
