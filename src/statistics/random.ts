/** A source of random numbers that repeats for the same seed. Never the clock's. */
export interface Random {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Whole number 0 … n − 1. */
  below(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with this shape and scale 1. */
  gamma(shape: number): number;
  /** Poisson with this mean. */
  poisson(mean: number): number;
  /** Negative binomial with this mean and size (variance mean + mean²/size). */
  negativeBinomial(mean: number, size: number): number;
  /** Beta distributed, 0 to 1. */
  beta(a: number, b: number): number;
}

/** Seeded generator: sfc32 (Doty-Humphrey 2010) filled by splitmix32; the same numbers on every machine. */
export function seededRandom(seed: number): Random {
  const uniform = sfc32(seed);
  const below = (n: number) => Math.floor(uniform() * n);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    return marsagliaTsang(shape, normal, uniform);
  };
  const poisson = (mean: number): number => {
    if (mean > 30) {
      // X ~ Gamma(m) is the waiting time of the m-th event (Ahrens and Dieter 1974).
      const m = Math.floor(mean * 0.875);
      const wait = gamma(m);
      return wait > mean ? binomial(m - 1, mean / wait, uniform) : m + poisson(mean - wait);
    }
    let product = 1 - uniform();
    let count = 0;
    for (const limit = Math.exp(-mean); product > limit; count++) product *= 1 - uniform();
    return count;
  };
  return {
    uniform,
    below,
    normal,
    gamma,
    poisson,
    negativeBinomial: (mean, size) => poisson((gamma(size) / size) * mean),
    beta: (a, b) => {
      const left = gamma(a);
      return left / (left + gamma(b));
    },
  };
}

function sfc32(seed: number): () => number {
  let state = seed >>> 0;
  const fill = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
  let [a, b, c, counter] = [fill(), fill(), fill(), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

/** Marsaglia and Tsang 2000, shape ≥ 1. */
function marsagliaTsang(shape: number, normal: () => number, uniform: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function binomial(n: number, p: number, uniform: () => number): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (uniform() < p) count++;
  return count;
}

/** The same elements in random order (Fisher and Yates); the input is left as it is. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const copy = [...values];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
