import type { FeedIndex, ShownText } from "./feed-columns.ts";
import { once } from "./feed-search.ts";

/** Reads the texts of rows, a file of neighbours at a time, each file once. */
export class FeedTexts {
  private readonly blocks: readonly number[];
  private readonly load: (file: string) => Promise<ShownText[]>;
  private readonly loading = new Map<number, Promise<ShownText[]>>();
  private readonly read = new Map<number, ShownText>();

  /** @param load contents of a file of the feed by name */
  constructor(index: Pick<FeedIndex, "blocks" | "first">, load: (file: string) => Promise<ShownText[]>) {
    this.blocks = index.blocks;
    this.load = load;
    for (const { number, text } of index.first) this.read.set(number, text);
  }

  /** The text of a row if it was read already. */
  get(row: number): ShownText | null {
    return this.read.get(row) ?? null;
  }

  /** Read the texts of these rows; each file's rows are told as soon as it is there. Rejects when a file is missing. */
  async fetch(rows: readonly number[], arrived: (rows: number[]) => void): Promise<void> {
    const wanted = new Map<number, number[]>();
    for (const row of rows) {
      if (this.read.has(row)) continue;
      const block = this.blockOf(row);
      wanted.set(block, [...(wanted.get(block) ?? []), row]);
    }
    await Promise.all(
      [...wanted].map(async ([block, of]) => {
        await once(this.loading, block, () => this.readBlock(block));
        arrived(of);
      }),
    );
  }

  private async readBlock(block: number): Promise<ShownText[]> {
    const texts = await this.load(textFile(block));
    const from = this.blocks[block] ?? 0;
    for (const [place, text] of texts.entries()) this.read.set(from + place, text);
    return texts;
  }

  private blockOf(row: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.blocks[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Name of a numbered file of texts. */
export const textFile = (block: number) => `text-${String(block).padStart(4, "0")}.json`;
