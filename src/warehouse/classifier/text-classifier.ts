import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SENTIMENT_LABELS, type SentimentLabel } from "../../text/sentiment.ts";
import { classifierError } from "./classifier-error.ts";
import type { ClassifierFolder } from "./classifier-folder.ts";
import { classesOf } from "./label-names.ts";
import { batchesOf, inputsOf, tokensOf } from "./token-batches.ts";
import {
  loadTransformers,
  type SequenceClassifier,
  type Tensor,
  type Tokenizer,
  type Transformers,
} from "./transformers.ts";

/** Tokens of a model whose files name no maximum. */
const USUAL_TOKENS = 512;
/** Probabilities of texts: negative, neutral, positive, text after text. */
export interface ClassifiedTexts {
  probabilities: Float32Array;
  /** Texts longer than the model reads; the rest of them was left out. */
  cut: number;
}

const CLASSES = SENTIMENT_LABELS.length;

/** What the tokenizer says, bounded by the model's positions; some tokenizers say an astronomic number for none. */
function mostTokens({ model_max_length: said }: Tokenizer, { positions }: ClassifierFolder): number {
  const bounds = [said, positions].filter((bound) => typeof bound === "number" && bound > 2 && bound < 1e6);
  return bounds.length > 0 ? Math.min(...(bounds as number[])) : USUAL_TOKENS;
}

/** A local ONNX text classifier through `@huggingface/transformers`; nothing is fetched. */
export class TextClassifier {
  private constructor(
    private readonly folder: ClassifierFolder,
    private readonly classes: readonly number[],
    private readonly tokenizer: Tokenizer,
    private readonly model: SequenceClassifier,
    private readonly Tensor: Transformers["Tensor"],
    /** Tokens of a text that are read. */
    readonly mostTokens: number,
  ) {}

  /**
   * Load the model. Throws an EarshotError where the package is missing, the files cannot be read as a model, or its
   * labels mean nothing.
   * @param labels what study.yaml says the labels mean; null: their names speak for themselves
   */
  static async open(
    folder: ClassifierFolder,
    labels: Readonly<Record<string, SentimentLabel>> | null,
  ): Promise<TextClassifier> {
    const classes = classesOf(folder.labels, labels, folder.place);
    const { AutoTokenizer, AutoModelForSequenceClassification, Tensor } = loadTransformers(folder.bytes);
    const remedy = "Copy the file anew from where the model came from, or export the model again.";
    const load = async <T>(file: string, read: () => Promise<T>): Promise<T> => {
      try {
        return await read();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw classifierError(
          `${folder.place}/${file}`,
          `cannot be read: ${why.split("\n")[0]}`,
          remedy,
          error,
        );
      }
    };
    const local = { local_files_only: true };
    const tokenizer = await load("tokenizer.json", () => AutoTokenizer.from_pretrained(folder.path, local));
    const subfolder = dirname(folder.weights) === "." ? "" : dirname(folder.weights);
    const beside = join(folder.path, subfolder);
    const externalData = folder.weightParts.map((path) => ({ path, data: readFileSync(join(beside, path)) }));
    const model = await load(folder.weights, () =>
      AutoModelForSequenceClassification.from_pretrained(folder.path, {
        ...local,
        subfolder,
        model_file_name: basename(folder.weights, ".onnx"),
        dtype: "fp32",
        device: "cpu",
        session_options: externalData.length > 0 ? { externalData } : {},
      }),
    );
    return new TextClassifier(folder, classes, tokenizer, model, Tensor, mostTokens(tokenizer, folder));
  }

  /** Probabilities of each text. Texts of like length are read together. */
  async classify(texts: readonly string[]): Promise<ClassifiedTexts> {
    const tokens = texts.map((text) => tokensOf(this.tokenizer, text, this.mostTokens));
    const probabilities = new Float32Array(texts.length * CLASSES);
    for (const rows of batchesOf(tokens.map(({ ids }) => ids.length))) {
      const scores = await this.scores(rows.map((row) => tokens[row]?.ids ?? []));
      scores.forEach((each, n) => {
        this.addProbabilities(each, probabilities, (rows[n] as number) * CLASSES);
      });
    }
    return { probabilities, cut: tokens.filter(({ cut }) => cut).length };
  }

  /** Outputs of the model, a row for each text. */
  private async scores(rows: readonly number[][]): Promise<number[][]> {
    const place = `${this.folder.place}/${this.folder.weights}`;
    const width = this.classes.length;
    let logits: Tensor | undefined;
    try {
      ({ logits } = await this.model(inputsOf(rows, this.tokenizer.pad_token_id ?? 0, this.Tensor)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const remedy = "Weights and tokenizer are of different models: copy all files from the same place.";
      throw classifierError(place, `the model cannot read the tokens: ${why}`, remedy, error);
    }
    if (logits?.dims.length !== 2 || logits.dims[0] !== rows.length || logits.dims[1] !== width)
      throw classifierError(
        place,
        `its output has the shape ${JSON.stringify(logits?.dims)}, but config.json names ${width} labels`,
        "Weights and config.json are of different models: copy all files from the same place.",
      );
    const { data } = logits;
    return rows.map((_, n) => Array.from({ length: width }, (_, k) => Number(data[n * width + k])));
  }

  /** Softmax, the outputs of a class added up. */
  private addProbabilities(scores: readonly number[], into: Float32Array, at: number): void {
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (!Number.isFinite(sum))
      throw classifierError(
        `${this.folder.place}/${this.folder.weights}`,
        "it gives no numbers (NaN or infinite)",
        "Export the model again, without half precision.",
      );
    weights.forEach((weight, k) => {
      const cell = at + (this.classes[k] as number);
      into[cell] = (into[cell] as number) + weight / sum;
    });
  }
}
