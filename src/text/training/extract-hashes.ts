import { DENSE_COUNT, DenseFeatures } from "../dense-features.ts";
import { HashedFeatures } from "../features.ts";
import { mix } from "../hash.ts";
import { groupSalt } from "../language-group.ts";
import { type Lexicon, languageSalt } from "../lexicon.ts";
import { Tokens } from "../tokens.ts";
import { ValenceShifters } from "../valence-shifters.ts";
import { KinForms, MOST_FORMS } from "./kin-forms.ts";

/** The hashed features of many texts in flat arrays, before rare ones are left out. */
export interface ExtractedHashes {
  /** Text `i` has `hashes[starts[i] .. starts[i + 1])`; from `middles[i]` on they are character features. */
  hashes: Int32Array;
  starts: Int32Array;
  middles: Int32Array;
  /** 1/√(number of word features of the text), and of character features; forms of kin do not count. */
  wordScales: Float32Array;
  characterScales: Float32Array;
  dense: Float32Array;
  /** Each word's hash, then those of its {@link MOST_FORMS} forms (0: none), one after another; empty without kin. */
  kin: number[];
}

/** Reads the features of texts one after another into growing arrays. */
class Extraction {
  private readonly tokens = new Tokens();
  private readonly hashed = new HashedFeatures();
  private readonly dense = new DenseFeatures();
  private readonly shifters = new ValenceShifters();
  private readonly forms = new KinForms();
  private readonly known = new Set<number>();
  private readonly lexicon: Lexicon;
  private hashes: Int32Array;
  private used = 0;
  private readonly kin: number[] = [];

  constructor(lexicon: Lexicon, texts: number) {
    this.lexicon = lexicon;
    this.hashes = new Int32Array(texts * 250 + 40000);
  }

  private makeRoom(size: number): void {
    if (this.used + size <= this.hashes.length) return;
    const larger = new Int32Array(Math.ceil(this.hashes.length * 1.5) + size);
    larger.set(this.hashes);
    this.hashes = larger;
  }

  /** The forms that the words of the text share with kin, after its word features. */
  private addForms(salt: number): void {
    const { tokens, forms } = this;
    for (let t = 0; t < tokens.count; t++) {
      forms.read(tokens, t);
      if (forms.count === 0) continue;
      for (let k = 0; k < forms.count; k++) this.hashes[this.used++] = forms.hashes[k] as number;
      const word = mix((tokens.hash[t] as number) ^ salt);
      if (this.known.has(word)) continue;
      this.known.add(word);
      this.kin.push(word);
      for (let k = 0; k < MOST_FORMS; k++) this.kin.push(k < forms.count ? (forms.hashes[k] as number) : 0);
    }
  }

  /** Read a text; what it holds is written to place `i` of `out`. */
  add(text: string, language: string, i: number, out: ExtractedHashes, withKin: boolean): void {
    const { tokens, hashed, dense } = this;
    const salt = groupSalt(language);
    tokens.read(text);
    hashed.read(tokens, salt);
    dense.read(tokens, this.lexicon, this.shifters, languageSalt(language));
    out.dense.set(dense.values, i * DENSE_COUNT);
    this.makeRoom(hashed.words + hashed.characters + tokens.count * MOST_FORMS);
    out.starts[i] = this.used;
    this.hashes.set(hashed.hashes.subarray(0, hashed.words), this.used);
    this.used += hashed.words;
    if (withKin) this.addForms(salt);
    out.middles[i] = this.used;
    this.hashes.set(hashed.hashes.subarray(hashed.words, hashed.words + hashed.characters), this.used);
    this.used += hashed.characters;
    out.starts[i + 1] = this.used;
    out.wordScales[i] = 1 / Math.sqrt(Math.max(1, hashed.words));
    out.characterScales[i] = 1 / Math.sqrt(Math.max(1, hashed.characters));
  }

  finish(out: ExtractedHashes): ExtractedHashes {
    return { ...out, hashes: this.hashes.subarray(0, this.used), kin: this.kin };
  }
}

/** Extract the hashed and dense features of `texts`; `withKin`: also the forms that words share across languages. */
export function extractHashes(
  texts: readonly { text: string; language: string }[],
  lexicon: Lexicon,
  withKin: boolean,
): ExtractedHashes {
  const extraction = new Extraction(lexicon, texts.length);
  const out: ExtractedHashes = {
    hashes: new Int32Array(0),
    starts: new Int32Array(texts.length + 1),
    middles: new Int32Array(texts.length),
    wordScales: new Float32Array(texts.length),
    characterScales: new Float32Array(texts.length),
    dense: new Float32Array(texts.length * DENSE_COUNT),
    kin: [],
  };
  texts.forEach(({ text, language }, i) => {
    extraction.add(text, language, i, out, withKin);
  });
  return extraction.finish(out);
}
