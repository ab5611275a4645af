import { mix } from "../text/hash.ts";
import type { FreshWords } from "./word-keys.ts";

/** Terms of a batch of texts as numbers of words, text after text, with the words first met in it. */
export interface TermBatch {
  /** For every term the key of its word. */
  keys: Uint32Array<ArrayBuffer>;
  /** The key of a pair's second word; else `NO_NEXT` less the kind. */
  others: Uint32Array<ArrayBuffer>;
  /** Where the terms of each text end. */
  ends: Uint32Array<ArrayBuffer>;
  fresh: FreshWords[];
}

/** Terms of texts, each once a text in the order in which it says them. */
export class TermLists {
  private keys = new Uint32Array(1 << 16);
  private others = new Uint32Array(1 << 16);
  private ends = new Uint32Array(1 << 13);
  private length = 0;
  private texts = 0;
  /** Hash table of the terms of one text: the place of a term, counted from 1 through all texts. */
  private places = new Uint32Array(1 << 10);
  private first = 0;

  /** Add a term to the text, unless it has it. */
  push(key: number, other: number): void {
    const mask = this.places.length - 1;
    let at = mix(Math.imul(key, 0x9e3779b1) ^ other) & mask;
    for (let place = this.places[at]!; place > this.first; place = this.places[at]!) {
      if (this.keys[place - 1] === key && this.others[place - 1] === other) return;
      at = (at + 1) & mask;
    }
    if (this.length === this.keys.length) {
      this.keys = longer(this.keys);
      this.others = longer(this.others);
    }
    this.keys[this.length] = key;
    this.others[this.length++] = other;
    this.places[at] = this.length;
    if ((this.length - this.first) * 2 > this.places.length) this.spread();
  }

  private spread(): void {
    const { first, length } = this;
    this.places = new Uint32Array(this.places.length * 2);
    const mask = this.places.length - 1;
    for (let place = first + 1; place <= length; place++) {
      let at = mix(Math.imul(this.keys[place - 1]!, 0x9e3779b1) ^ this.others[place - 1]!) & mask;
      while (this.places[at] !== 0) at = (at + 1) & mask;
      this.places[at] = place;
    }
  }

  /** The text has no more terms. */
  endText(): void {
    if (this.texts === this.ends.length) this.ends = longer(this.ends);
    this.ends[this.texts++] = this.length;
    this.first = this.length;
  }

  /** The texts that were ended; none are left. */
  take(): Omit<TermBatch, "fresh"> {
    const taken = {
      keys: this.keys.slice(0, this.length),
      others: this.others.slice(0, this.length),
      ends: this.ends.slice(0, this.texts),
    };
    this.length = 0;
    this.first = 0;
    this.texts = 0;
    this.places.fill(0);
    return taken;
  }
}

function longer(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(list.length * 2);
  grown.set(list);
  return grown;
}
