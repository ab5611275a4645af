/** Published numbers that add up: the sum of `sign` × value over the cells is nothing. */
export interface Equation {
  cells: readonly number[];
  /** One sign per cell: 1, or −1 for a total and what is taken away. */
  signs: readonly number[];
}

/** Below 2^26, so that products of two remainders are exact. */
const PRIME = 67_108_859;

const modulo = (value: number) => ((value % PRIME) + PRIME) % PRIME;

function inverse(value: number): number {
  let [a, b, x, y] = [modulo(value), PRIME, 1, 0];
  while (b > 0) {
    const q = Math.floor(a / b);
    [a, b] = [b, a - q * b];
    [x, y] = [y, x - q * y];
  }
  return modulo(x);
}

type Line = Map<number, number>;

/** The equations in unknown cells only, as lines of remainders. */
function linesOf(equations: readonly Equation[], unknown: ReadonlySet<number>): Line[] {
  return equations.flatMap(({ cells, signs }) => {
    const line: Line = new Map();
    for (const [i, cell] of cells.entries()) {
      if (!unknown.has(cell)) continue;
      const coefficient = modulo((line.get(cell) ?? 0) + (signs[i] ?? 1));
      if (coefficient === 0) line.delete(cell);
      else line.set(cell, coefficient);
    }
    return line.size > 0 ? [line] : [];
  });
}

/** Lines by the cells in them, and cells by the number of lines they are in. */
class Columns {
  readonly lines = new Map<number, Set<Line>>();
  private readonly byCount: Set<number>[] = [];

  constructor(lines: readonly Line[]) {
    for (const line of lines) for (const cell of line.keys()) this.add(cell, line);
  }

  add(cell: number, line: Line): void {
    const known = this.lines.get(cell) ?? new Set();
    this.move(cell, known.size, known.size + 1);
    this.lines.set(cell, known.add(line));
  }

  drop(cell: number, line: Line): void {
    const known = this.lines.get(cell);
    if (!known?.delete(line)) return;
    this.move(cell, known.size + 1, known.size);
  }

  /** The cell in the fewest lines. */
  next(): number | undefined {
    for (const cells of this.byCount) for (const cell of cells ?? []) return cell;
    return undefined;
  }

  private move(cell: number, from: number, to: number): void {
    this.byCount[from]?.delete(cell);
    if (to === 0) return;
    for (let n = this.byCount.length; n <= to; n++) this.byCount.push(new Set());
    this.byCount[to]?.add(cell);
  }
}

const shortest = (lines: Iterable<Line>) => [...lines].reduce((a, b) => (b.size < a.size ? b : a));

/** Gaussian elimination, the cells in the fewest lines first; each pivot with its line, in order. */
function eliminate(lines: readonly Line[]): { cell: number; line: Line }[] {
  const columns = new Columns(lines);
  const pivots: { cell: number; line: Line }[] = [];
  for (let cell = columns.next(); cell !== undefined; cell = columns.next()) {
    const holding = columns.lines.get(cell) ?? new Set();
    const pivot = shortest(holding);
    const scale = inverse(pivot.get(cell) ?? 1);
    for (const each of pivot.keys()) columns.drop(each, pivot);
    for (const line of [...holding]) {
      const factor = modulo((line.get(cell) ?? 0) * scale);
      for (const [each, value] of pivot) {
        const before = line.get(each);
        const now = modulo((before ?? 0) - modulo(factor * value));
        if (now === 0) {
          line.delete(each);
          columns.drop(each, line);
        } else {
          line.set(each, now);
          if (before === undefined) columns.add(each, line);
        }
      }
    }
    pivots.push({ cell, line: pivot });
  }
  return pivots;
}

/** A generator of remainders that gives the same ones each time (Park and Miller's minimal standard). */
function remainders(): () => number {
  let state = 20_260_705;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return 1 + (state % (PRIME - 1));
  };
}

/**
 * Unknown cells that follow from the equations and the known cells by any combination of them. One random solution of
 * the homogeneous system is drawn, modulo a prime of 26 bits: a cell that follows is zero in every solution, one that
 * does not is zero in a random one with a chance of 1 in 67 million (and is then taken to follow, which errs on the
 * safe side).
 */
export function linearlyDerivable(equations: readonly Equation[], unknown: ReadonlySet<number>): Set<number> {
  const lines = linesOf(equations, unknown);
  const touched = new Set(lines.flatMap((line) => [...line.keys()]));
  const pivots = eliminate(lines);
  const draw = remainders();
  const solution = new Map<number, number>();
  const drawn = (cell: number) => {
    const known = solution.get(cell);
    if (known !== undefined) return known;
    const fresh = draw();
    solution.set(cell, fresh);
    return fresh;
  };
  for (const { cell, line } of pivots.toReversed()) {
    let sum = 0;
    for (const [other, value] of line) if (other !== cell) sum = modulo(sum + modulo(value * drawn(other)));
    solution.set(cell, modulo(modulo(-sum) * inverse(line.get(cell) ?? 1)));
  }
  return new Set([...touched].filter((cell) => drawn(cell) === 0));
}

/**
 * Unknown cells that follow because counts are whole and not negative: bounds of each are drawn tighter from equation
 * to equation until nothing moves (interval propagation). A cell whose bounds meet is known.
 * @param values of all cells, as they are known to who publishes
 * @param least the smallest value that a reader must reckon with: 1 where only what is not zero is hidden
 */
export function boundedExactly(
  equations: readonly Equation[],
  unknown: ReadonlySet<number>,
  values: readonly number[],
  least: (cell: number) => number,
): Set<number> {
  const low = new Map([...unknown].map((cell) => [cell, least(cell)]));
  const high = new Map([...unknown].map((cell) => [cell, Number.POSITIVE_INFINITY]));
  const open = equations.filter(({ cells }) => cells.some((cell) => unknown.has(cell)));
  let moved = true;
  for (let round = 0; moved && round < 50; round++) {
    moved = false;
    for (const equation of open) moved = tighten(equation, unknown, values, low, high) || moved;
  }
  return new Set([...unknown].filter((cell) => low.get(cell) === high.get(cell)));
}

function tighten(
  { cells, signs }: Equation,
  unknown: ReadonlySet<number>,
  values: readonly number[],
  low: Map<number, number>,
  high: Map<number, number>,
): boolean {
  let known = 0;
  const terms: { cell: number; sign: number; least: number; most: number }[] = [];
  for (const [i, cell] of cells.entries()) {
    const sign = signs[i] ?? 1;
    if (!unknown.has(cell)) known += sign * (values[cell] ?? 0);
    else {
      const [a, b] = [low.get(cell) ?? 0, high.get(cell) ?? 0];
      terms.push({ cell, sign, least: sign > 0 ? a : -b, most: sign > 0 ? b : -a });
    }
  }
  let moved = false;
  for (const term of terms) {
    let [least, most] = [known, known];
    for (const other of terms) {
      if (other === term) continue;
      least += other.least;
      most += other.most;
    }
    const [from, to] = term.sign > 0 ? [-most, -least] : [least, most];
    if (from > (low.get(term.cell) ?? 0)) {
      low.set(term.cell, from);
      moved = true;
    }
    if (to < (high.get(term.cell) ?? 0)) {
      high.set(term.cell, to);
      moved = true;
    }
  }
  return moved;
}
