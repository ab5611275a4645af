import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { byteGramKey } from "../../src/text/language/language-model.ts";

/** ELD keeps its scores less this. */
const BASE = 53;

/** N-grams of the package `eld` (Nito T.M., Apache-2.0) by key, with scores by place in `languages`. */
export interface EldGrams {
  languages: string[];
  grams: Map<number, [number, number][]>;
}

/** Read ELD's n-gram table of a size (`large`, `medium`, `small`) from node_modules below `root`. */
export async function readEldGrams(root: string, size: string): Promise<EldGrams> {
  const folder = join(root, "node_modules", "eld", "src");
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const { dictionary } = (await load("dictionary.js")) as { dictionary: string[] };
  const { ngramsData } = (await load(`ngrams/${size}.js`)) as {
    ngramsData: { languages: Record<string, string>; ngrams: Record<string, Record<string, number>> };
  };
  const byteOf = new Map<string, number>();
  dictionary.forEach((character, byte) => {
    if (byte >= 0x80 && character !== " ") byteOf.set(character, byte);
  });
  const grams = new Map<number, [number, number][]>();
  for (const [gram, scores] of Object.entries(ngramsData.ngrams)) {
    const edges = (gram.startsWith(" ") ? 1 : 0) | (gram.endsWith(" ") ? 2 : 0);
    const inner = Array.from(gram.trim(), (c) =>
      /[a-z'`]/.test(c) ? c.charCodeAt(0) : (byteOf.get(c) ?? 0),
    );
    const key = byteGramKey(Uint8Array.from(inner), 0, inner.length, edges);
    grams.set(
      key,
      Object.entries(scores).map(([language, score]) => [Number(language), score + BASE]),
    );
  }
  return { languages: Object.values(ngramsData.languages), grams };
}
