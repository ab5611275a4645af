/** A seeded source of chance. Streams made by `fork` do not disturb one another: adding to one leaves the rest as it was. */
export class Dice {
  readonly #seed: string;
  #state: number;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = fnv1a(seed);
  }

  fork(name: string): Dice {
    return new Dice(`${this.#seed}/${name}`);
  }

  /** Uniform on [0, 1): mulberry32. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number low … high, both possible. */
  between(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(p: number): boolean {
    return this.uniform() < p;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.uniform() * list.length)];
    if (item === undefined) throw new Error("nothing to pick from an empty list");
    return item;
  }

  /** A key of `weights`, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      rest -= weight;
      if (rest < 0) return key;
    }
    return entries.at(-1)![0];
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Whole number with this mean and variance mean + mean² · spread². */
  count(mean: number, spread: number): number {
    return this.poisson(mean * Math.exp(spread * this.normal() - (spread * spread) / 2));
  }

  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let product = 1 - this.uniform();
    let n = 0;
    for (; product > limit; n++) product *= 1 - this.uniform();
    return n;
  }

  /** Log-normal whole number around a median. */
  heavy(median: number, sigma: number): number {
    return Math.floor(median * Math.exp(sigma * this.normal()));
  }

  letters(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.uniform() * alphabet.length)]).join("");
  }

  digits(length: number): string {
    return String(this.between(1, 9)) + this.letters("0123456789", length - 1);
  }

  shuffle<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(this.uniform() * (i + 1));
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
