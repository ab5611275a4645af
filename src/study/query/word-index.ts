import { annotateTexts } from "../../warehouse/annotate-texts.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";

export { wordIndexVersion } from "../../warehouse/word-store.ts";

/**
 * Index the words of the texts that are not indexed yet: for every distinct text its words with positions, for
 * every distinct word the forms under which it is found. Kept in `cache.` by text hash; a changed version of
 * the word rules starts again.
 * @param texts select of `text_hash` (UBIGINT) and `text`; repeated rows do no harm
 * @returns number of texts indexed now
 */
export async function indexWords(
  warehouse: Warehouse,
  texts: string,
  progress?: (done: number, total: number) => void,
): Promise<number> {
  return annotateTexts(warehouse, {
    // Texts that are known are left out before the others are made distinct, which reads them.
    texts: `select text_hash, any_value(text) as text, '' as language
            from (${texts}) as given
            anti join cache.word_texts as known using (text_hash)
            where text_hash is not null
            group by text_hash`,
    wanted: { kind: "words" },
    ...(progress && { progress }),
  });
}
