import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from "@duckdb/node-api";
import { normaliseText, wordForms, words } from "../../text/normalise/index.ts";
import { textsOf } from "../../warehouse/chunk-texts.ts";

function textFunction(name: string, change: (text: string) => string | null): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    returnType: VARCHAR,
    parameterTypes: [VARCHAR],
    mainFunction: (_info, input, output) => {
      const texts = textsOf(input.getColumnVector(0));
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts[row] ?? null;
        output.setItem(row, text === null ? null : change(text));
      }
      output.flush();
    },
  });
}

/** Words of a text, one a line; null where there is none. */
function wordLines(text: string): string | null {
  const found = words(normaliseText(text));
  return found.length === 0 ? null : found.join("\n");
}

/** Forms of a word, `kind<tab>form`, one a line. */
function formLines(word: string): string {
  const lines = wordForms(word).map(({ kind, form }) => `${kind}\t${form}`);
  return lines.length < 2 ? (lines[0] ?? "") : [...new Set(lines)].join("\n");
}

/** Make `earshot_words(text)` and `earshot_word_forms(word)` known to the database. */
export function registerWordFunctions(connection: DuckDBConnection): void {
  connection.registerScalarFunction(textFunction("earshot_words", wordLines));
  connection.registerScalarFunction(textFunction("earshot_word_forms", formLines));
}
