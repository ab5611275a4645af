import { type ListChunk, listChunks, type Warehouse } from "earshot/warehouse";

/**
 * Numbers of the periods and topics: what is counted is counted in each of them.
 * @param documents the texts, as they stand in a from clause
 */
export const cellsSql = (documents = "term_documents"): string =>
  `select period, topic, count(*) as documents, row_number() over (order by period, topic)::integer as cell
  from ${documents} group by period, topic`;

/** Texts of a cell by author: the terms of the next text are `halves[2 · from]` on, lower half before higher. */
export interface DocumentReceiver {
  beginCell?(cell: number): void;
  /** All texts of a cell have been received. */
  endCell(cell: number): Promise<void>;
  /** `author`: another number for each author of the cell. */
  document(author: number, halves: Int32Array, from: number, to: number): void;
}

/**
 * Hand over the terms of all texts that are counted, cell by cell and within a cell author by author, so that
 * whoever counts needs memory for one cell only, and knows an author by the one before.
 */
export async function readDocuments(
  warehouse: Warehouse,
  receiver: DocumentReceiver,
  documents = "term_documents",
): Promise<void> {
  const chunks = listChunks(
    warehouse,
    `select cells.cell, term_documents.author, text_term_lists.terms
     from ${documents} as term_documents
     inner join (${cellsSql(documents)}) as cells using (period, topic)
     inner join text_term_lists using (text_hash)
     order by cells.cell, term_documents.author`,
  );
  let cell = 0;
  let author: unknown;
  let number = 0;
  const take = async (chunk: ListChunk) => {
    const [cells, authors] = chunk.numbers as [Int32Array, BigUint64Array];
    for (let row = 0; row < chunk.rows; row++) {
      const next = cells[row] as number;
      if (next !== cell) {
        if (cell !== 0) await receiver.endCell(cell);
        cell = next;
        receiver.beginCell?.(cell);
        author = undefined;
        number = 0;
      }
      const who = authors[row];
      if (who !== author) {
        author = who;
        number++;
      }
      const from = chunk.from(row);
      receiver.document(number, chunk.halves, from, from + chunk.length(row));
    }
  };
  for await (const chunk of chunks) await take(chunk);
  if (cell !== 0) await receiver.endCell(cell);
}
