import type { Tokenizer, Transformers } from "./transformers.ts";

/** A batch has at most so many texts, and so many tokens with their padding. */
const MOST_TEXTS = 64;
const MOST_TOKENS = 4096;
/** No token stands for more signs of a text; what is beyond need not be looked at. */
const SIGNS_OF_TOKEN = 100;

/**
 * Ids of a text's tokens, at most `most`. A longer text loses its end, not the marks that the model expects around every
 * text, as in the tokenizers that such models are trained with.
 */
export function tokensOf(tokenizer: Tokenizer, text: string, most: number): { ids: number[]; cut: boolean } {
  const start = text.slice(0, most * SIGNS_OF_TOKEN);
  const ids = tokenizer.encode(start);
  if (ids.length <= most) return { ids, cut: start.length < text.length };
  const bare = tokenizer.encode(start, { add_special_tokens: false });
  const marks = ids.length - bare.length;
  const before =
    [...Array(marks + 1).keys()].find((at) => bare.every((id, i) => ids[at + i] === id)) ?? marks;
  const after = marks - before;
  return { ids: [...ids.slice(0, most - after), ...ids.slice(ids.length - after)], cut: true };
}

/** Numbers of texts that are read together: of like length, so that little is padding. */
export function* batchesOf(lengths: readonly number[]): Generator<number[]> {
  const order = [...lengths.keys()].sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
  let batch: number[] = [];
  for (const row of order) {
    const size = batch.length + 1;
    if (batch.length > 0 && (size > MOST_TEXTS || size * (lengths[row] as number) > MOST_TOKENS)) {
      yield batch;
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) yield batch;
}

/** What a model reads: ids, padded on the right to equal length, which of them count, and that all are of one sentence. */
export function inputsOf(rows: readonly number[][], padding: number, Tensor: Transformers["Tensor"]) {
  const width = Math.max(...rows.map((ids) => ids.length), 1);
  const tensor = (of: (id: number | undefined) => number) => {
    const cells = rows.flatMap((ids) => Array.from({ length: width }, (_, i) => BigInt(of(ids[i]))));
    return new Tensor("int64", BigInt64Array.from(cells), [rows.length, width]);
  };
  return {
    input_ids: tensor((id) => id ?? padding),
    attention_mask: tensor((id) => (id === undefined ? 0 : 1)),
    token_type_ids: tensor(() => 0),
  };
}
