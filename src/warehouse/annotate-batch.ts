import { readFileSync } from "node:fs";
import { EMOTIONS, EmotionModel } from "../text/emotion.ts";
import { LanguageModel } from "../text/language/language-model.ts";
import { normaliseText, readWords, type WordReceiver } from "../text/normalise/index.ts";
import { SentimentModel } from "../text/sentiment.ts";
import { TermReader } from "../text/terms.ts";
import { type TermBatch, TermLists } from "./term-lists.ts";
import { packLanguage, type TextBatch, unpackLanguage } from "./text-batch.ts";
import { NO_NEXT, type WordBatch, WordKeys, WordRows } from "./word-keys.ts";

/** What is to be found out of each text: path of the model file, and the languages that a model is asked for (null: all). */
export interface AnnotationPlan {
  /** Identify languages that are not known. */
  language: string | null;
  sentiment: { file: string; languages: readonly string[] | null } | null;
  emotion: { file: string; languages: readonly string[] | null } | null;
  /** Cut the words of the texts that are to be indexed. */
  words: boolean;
  /** Cut terms, without these stop words by language. */
  terms: ReadonlyMap<string, readonly string[]> | null;
}

/** What was found out of the texts of a batch, in their order. */
export interface AnnotatedBatch {
  /** Packed languages. */
  languages: Uint16Array<ArrayBuffer>;
  confidence: Float32Array<ArrayBuffer> | null;
  /** Three probabilities a text; the first is {@link NOT_ASKED} where the model was not asked. */
  sentiment: Float32Array<ArrayBuffer> | null;
  /** Probabilities in the order of `EMOTIONS`, the same. */
  emotion: Float32Array<ArrayBuffer> | null;
  words: WordBatch | null;
  terms: TermBatch | null;
}

/** In place of a probability: the text is not in a language that is scored. */
export const NOT_ASKED = -1;

interface Scored {
  width: number;
  languages: ReadonlySet<string> | null;
  scoreInto(text: string, language: string, out: Float32Array, at: number): void;
}

function scored(
  plan: AnnotationPlan["sentiment"],
  width: number,
  load: (bytes: Uint8Array) => Pick<Scored, "scoreInto">,
): Scored | null {
  if (plan === null) return null;
  const model = load(readFileSync(plan.file));
  return {
    width,
    languages: plan.languages === null ? null : new Set(plan.languages),
    scoreInto: (text, language, out, at) => model.scoreInto(text, language, out, at),
  };
}

/** Takes the words of texts as rows of numbers. */
class WordCutter implements WordReceiver {
  private readonly rows = new WordRows();
  private number = 0;
  private position = 0;

  constructor(private readonly keys: WordKeys) {}

  read(text: string, number: number): void {
    this.number = number;
    this.position = 0;
    readWords(normaliseText(text), this);
  }

  word(source: string, from: number, to: number): void {
    this.rows.push(this.keys.of(source, from, to), this.number, this.position++);
  }

  take(): WordBatch {
    return { ...this.rows.take(), fresh: this.keys.takeFresh() };
  }
}

/** Annotates batches with its own copy of the models: one visit to a text gives all that is asked. */
export class BatchAnnotator {
  private readonly language: LanguageModel | null;
  private readonly sentiment: Scored | null;
  private readonly emotion: Scored | null;
  private readonly words: WordCutter | null;
  private readonly terms: { reader: TermReader; keys: WordKeys; lists: TermLists } | null;

  /** `thread` of `threads`, so that words get numbers that no other thread gives. */
  constructor(plan: AnnotationPlan, thread = 0, threads = 1) {
    this.language = plan.language === null ? null : LanguageModel.decode(readFileSync(plan.language));
    this.sentiment = scored(plan.sentiment, 3, (bytes) => SentimentModel.decode(bytes));
    this.emotion = scored(plan.emotion, EMOTIONS.length, (bytes) => EmotionModel.decode(bytes));
    this.words = plan.words ? new WordCutter(new WordKeys(thread, threads)) : null;
    this.terms = plan.terms && {
      reader: new TermReader(plan.terms),
      keys: new WordKeys(thread, threads),
      lists: new TermLists(),
    };
  }

  annotate(batch: TextBatch): AnnotatedBatch {
    const { count, ends, languages } = batch;
    const confidence = this.language === null ? null : new Float32Array(count);
    const sentiment = this.sentiment && new Float32Array(count * this.sentiment.width);
    const emotion = this.emotion && new Float32Array(count * this.emotion.width);
    const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    let from = 0;
    for (let row = 0; row < count; row++) {
      const to = ends[row] as number;
      const text = bytes.toString("utf8", from, to);
      from = to;
      let language: string;
      if (this.language === null || confidence === null) language = unpackLanguage(languages[row] as number);
      else {
        const guess = this.language.identify(text);
        language = guess.language;
        languages[row] = packLanguage(language);
        confidence[row] = guess.confidence;
      }
      if (sentiment) score(this.sentiment as Scored, text, language, sentiment, row);
      if (emotion) score(this.emotion as Scored, text, language, emotion, row);
      if (this.words !== null && batch.indexed[row] === 1) this.words.read(text, batch.first + row);
      if (this.terms !== null) this.readTerms(text, language);
    }
    const words = this.words?.take() ?? null;
    const terms = this.terms && { ...this.terms.lists.take(), fresh: this.terms.keys.takeFresh() };
    return { languages, confidence, sentiment, emotion, words, terms };
  }

  private readTerms(text: string, language: string): void {
    const { reader, keys, lists } = this.terms as NonNullable<typeof this.terms>;
    reader.read(text, language, (kind, word, next) =>
      lists.push(keys.of(word), next === null ? NO_NEXT - kind : keys.of(next)),
    );
    lists.endText();
  }
}

function score(model: Scored, text: string, language: string, out: Float32Array, row: number): void {
  const at = row * model.width;
  if (model.languages !== null && !model.languages.has(language)) out[at] = NOT_ASKED;
  else model.scoreInto(text, language, out, at);
}

/** The buffers of a result that can be handed over to another thread. */
export function buffersOf(result: AnnotatedBatch): ArrayBuffer[] {
  const { languages, confidence, sentiment, emotion, words, terms } = result;
  const places = words ? [words.texts, words.keys, words.positions] : [];
  const lists = terms ? [terms.keys, terms.others, terms.ends] : [];
  const arrays = [languages, confidence, sentiment, emotion, ...places, ...lists];
  return arrays.flatMap((array) => (array ? [array.buffer] : []));
}
