import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Tokens } from "../../src/text/tokens.ts";
import type { LabelledText } from "../../src/text/training/corpus.ts";
import { literal } from "../../src/warehouse/sql-text.ts";

/** A labelled text with what the training recipe needs to know of its source. */
export interface TrainingText extends LabelledText {
  dataset: string;
  domain: string;
  /** True where the source has no neutral label. */
  binary: boolean;
  /** `shared-dev`: the published development part. */
  side: string;
}

const LABELS = ["neg", "neu", "pos"];

/**
 * The labelled texts of the data folder in a fixed order. XED's neutral rows are left out: their text column
 * holds line numbers. XED's emotions carried over to other languages become negative (anger, disgust, fear,
 * sadness) against positive (joy, trust) where they agree.
 */
export async function readLabelledTexts(folder: string): Promise<TrainingText[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const sentiment = literal(join(folder, "labelled", "sentiment.parquet"));
  const emotion = literal(join(folder, "labelled", "emotion-and-other-tasks.parquet"));
  const reader = await connection.runAndReadAll(
    `select dataset, lang, domain, scheme = 'binary' or dataset = 'xed' as is_binary, side, label, text
     from read_parquet(${sentiment})
     where not (dataset = 'xed' and label = 'neu')
     union all
     select 'xed-projected', lang, 'subtitles', true, split,
       case when regexp_matches(label, 'joy|trust') then 'pos' else 'neg' end, text
     from read_parquet(${emotion})
     where task = 'xed-projected'
       and regexp_matches(label, 'joy|trust') <> regexp_matches(label, 'anger|disgust|fear|sadness')
     order by all`,
  );
  const rows = reader.getRows() as [string, string, string, boolean, string, string, string][];
  connection.closeSync();
  instance.closeSync();
  return rows.map(([dataset, language, domain, binary, side, label, text]) => ({
    dataset,
    language,
    domain,
    binary,
    side,
    text,
    label: LABELS.indexOf(label),
    source: `${dataset}/${language}`,
  }));
}

/** XED's neutral texts in Finnish that hold no words as they are (numbers of lines): those always come out neutral. */
export async function readWordlessNeutral(folder: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select text
     from read_parquet(${literal(join(folder, "labelled", "sentiment.parquet"))})
     where dataset = 'xed' and lang = 'fi' and label = 'neu'
     order by all`,
  );
  const texts = reader.getRows().map(([text]) => String(text));
  connection.closeSync();
  instance.closeSync();
  const tokens = new Tokens();
  return texts.filter((text) => {
    tokens.read(text);
    return !tokens.saysSomething();
  });
}
