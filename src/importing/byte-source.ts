import { closeSync, openSync, readSync } from "node:fs";

/** Bytes that can be looked at in any order. */
export interface ByteSource {
  readonly size: number;
  /** The byte at a place; -1 outside. */
  at(place: number): number;
  /** Bytes from `start` to `end`, one character each. */
  slice(start: number, end: number): string;
}

/** Text in latin1 as bytes. */
export function textBytes(text: string): ByteSource {
  return {
    size: text.length,
    at: (place) => (place >= 0 && place < text.length ? text.charCodeAt(place) : -1),
    slice: (start, end) => text.slice(start, end),
  };
}

const BLOCK = 2 ** 20;
const BLOCKS = 8;

/** A file of which only some blocks are in memory; close it. */
export class FileBytes implements ByteSource {
  readonly size: number;
  private readonly handle: number;
  private readonly blocks = new Map<number, Buffer>();
  private block: Buffer = Buffer.alloc(0);
  private from = 0;
  private readonly start: number;

  /** `size` bytes of a file, from `start` on. */
  constructor(path: string, start: number, size: number) {
    this.handle = openSync(path, "r");
    this.start = start;
    this.size = size;
  }

  at(place: number): number {
    const offset = place - this.from;
    if (offset >= 0 && offset < this.block.length) return this.block[offset] as number;
    if (place < 0 || place >= this.size) return -1;
    this.turnTo(Math.floor(place / BLOCK));
    return this.block[place - this.from] ?? -1;
  }

  slice(start: number, end: number): string {
    const offset = start - this.from;
    if (offset >= 0 && end - this.from <= this.block.length)
      return this.block.toString("latin1", offset, Math.max(offset, end - this.from));
    const bytes = Buffer.alloc(Math.max(0, Math.min(end, this.size) - start));
    return bytes
      .subarray(0, readSync(this.handle, bytes, 0, bytes.length, this.start + start))
      .toString("latin1");
  }

  close(): void {
    closeSync(this.handle);
  }

  private turnTo(index: number): void {
    let block = this.blocks.get(index);
    if (block) this.blocks.delete(index);
    else {
      block = Buffer.alloc(Math.min(BLOCK, this.size - index * BLOCK));
      block = block.subarray(0, readSync(this.handle, block, 0, block.length, this.start + index * BLOCK));
    }
    this.blocks.set(index, block);
    if (this.blocks.size > BLOCKS) this.blocks.delete(this.blocks.keys().next().value as number);
    this.block = block;
    this.from = index * BLOCK;
  }
}
