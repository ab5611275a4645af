import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constant, node, outsideConstant, textModel } from "./onnx-graph.ts";

const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

/** A real, tiny classifier: each word has weights for the labels, and a text has the mean of its words' times four. */
export interface TinyClassifier {
  /** Word → weight for each label. */
  words: Record<string, number[]>;
  labels: string[];
  /** Most tokens of a text, the first and last sign counted. */
  tokens?: number;
  /** Below the folder. */
  weights?: string;
  /** File for the words' weights, from the folder of the others; without it they are all in one file. */
  outside?: string;
}

export const GOOD_OR_BAD: TinyClassifier = {
  words: { good: [-3, 0, 3], bad: [3, 0, -3], table: [0, 3, 0] },
  labels: ["negative", "neutral", "positive"],
};

/** A row of weights for each word. */
function rowsOf({ words, labels }: TinyClassifier): number[][] {
  return [...SPECIAL.map(() => labels.map(() => 0)), ...Object.values(words)];
}

function weightsOf(tiny: TinyClassifier): Uint8Array {
  const { labels, outside } = tiny;
  const rows = rowsOf(tiny);
  const width = labels.length;
  const times = labels.flatMap((_, row) => labels.map((_, column) => (row === column ? 4 : 0)));
  const parts = [
    node("Gather", ["words", "input_ids"], ["each"]),
    node("Cast", ["attention_mask"], ["mask"], { to: 1 }),
    node("Unsqueeze", ["mask", "last"], ["wide"]),
    node("Mul", ["each", "wide"], ["seen"]),
    node("ReduceSum", ["seen", "tokens"], ["sum"], { keepdims: 0 }),
    node("ReduceSum", ["mask", "tokens"], ["count"], { keepdims: 1 }),
    node("Div", ["sum", "count"], ["mean"]),
    node("MatMul", ["mean", "times"], ["logits"]),
    outside === undefined
      ? constant("words", [rows.length, width], Float32Array.from(rows.flat()))
      : outsideConstant("words", [rows.length, width], outside, rows.length * width * 4),
    constant("times", [width, width], Float32Array.from(times)),
    constant("tokens", [1], BigInt64Array.of(1n)),
    constant("last", [1], BigInt64Array.of(2n)),
  ];
  return textModel(parts, width);
}

function tokenizer(words: readonly string[]) {
  const special = (content: string, id: number) => ({
    ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
  });
  const sign = (name: string) => ({ SpecialToken: { id: name, type_id: 0 } });
  const known = (name: string) => ({ id: name, ids: [SPECIAL.indexOf(name)], tokens: [name] });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map(special),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [sign("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, sign("[SEP]")],
      pair: [],
      special_tokens: { "[CLS]": known("[CLS]"), "[SEP]": known("[SEP]") },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries([...SPECIAL, ...words].map((word, id) => [word, id])),
    },
  };
}

/** Write the classifier as an export tool would: config.json, tokenizer and onnx/model.onnx. */
export function writeClassifier(folder: string, tiny: TinyClassifier = GOOD_OR_BAD): void {
  const { words, labels, tokens = 8, weights = "onnx/model.onnx", outside } = tiny;
  mkdirSync(join(folder, weights, ".."), { recursive: true });
  writeFileSync(join(folder, weights), weightsOf(tiny));
  if (outside !== undefined) {
    const file = join(folder, weights, "..", outside);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, new Uint8Array(Float32Array.from(rowsOf(tiny).flat()).buffer));
  }
  const json = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  const id2label = Object.fromEntries(labels.map((label, i) => [i, label]));
  json("config.json", { model_type: "bert", id2label, max_position_embeddings: tokens });
  const [pad, unknown, first, last] = SPECIAL;
  json("tokenizer_config.json", {
    tokenizer_class: "BertTokenizer",
    do_lower_case: true,
    ...{ model_max_length: tokens, pad_token: pad, unk_token: unknown, cls_token: first, sep_token: last },
  });
  json("tokenizer.json", tokenizer(Object.keys(words)));
}
