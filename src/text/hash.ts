/** Start value and prime of FNV-1a (Fowler, Noll and Vo), fed with UTF-16 code units. */
export const FNV_START = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

/** A feature's fingerprint in a table of weights: its hash shifted by this, the highest eight bits. */
export const FINGERPRINT_SHIFT = 24;

/** Spread a hash over all 32 bits (finaliser of MurmurHash3, Appleby 2008). */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a of a string's code units, as the tokeniser hashes a word that is lower-case already. */
export function hashText(text: string): number {
  let h = FNV_START;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME);
  return h;
}

/** Seeded xorshift32 (Marsaglia 2003): numbers in [0, 1), the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = mix(seed | 0) || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
