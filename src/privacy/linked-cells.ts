import { boundedExactly, type Equation, linearlyDerivable } from "./derivable.ts";
import { FEWEST_AUTHORS } from "./small-cells.ts";

/** A count that is published, or that follows from published ones. */
export interface Cell {
  /** Distinct authors behind it; nobody is no secret. */
  authors: number;
  value: number;
  /** Not a number of the site: follows from others, and must not where it has few authors. */
  implied?: boolean;
  /** Published, however many others are hidden: not given up for them. */
  open?: boolean;
  /** A reader does not see that there is such a cell: it may be zero. */
  nameless?: boolean;
  /** Hidden whatever its authors. */
  withheld?: boolean;
  /** What is lost with it: of cells that could be hidden beside a secret, those of the lowest cost go first. */
  cost?: number;
}

function canHide(cells: readonly Cell[], index: number, hidden: ReadonlySet<number>): boolean {
  const { authors, implied, open } = cells[index] as Cell;
  return authors > 0 && !implied && !open && !hidden.has(index);
}

const isFew = (authors: number) => authors > 0 && authors < FEWEST_AUTHORS;

/**
 * Which cells of tables that add up to each other must be hidden. Primary: those of 1 to 4 authors, or `withheld`.
 * Secondary (as in statistical disclosure control for linked tables, Willenborg and de Waal 2001): while an equation has
 * one unknown only, or its hidden cells are fewer than five authors altogether, the smallest visible cell in it goes
 * too; then, while any combination of equations (full elimination) or whole, non-negative bounds give a primary cell
 * away, the smallest visible cell beside it goes.
 * @returns indices of hidden cells
 */
export function hiddenLinkedCells(cells: readonly Cell[], equations: readonly Equation[]): Set<number> {
  const secret = secretCells(cells);
  const hidden = new Set([...secret].filter((index) => !cells[index]?.implied));
  for (const [index, { withheld }] of cells.entries()) if (withheld) hidden.add(index);
  if (hidden.size + secret.size === 0) return hidden;
  const around = equationsAround(cells.length, equations);
  for (let round = 0; ; round++) {
    protectSums(cells, equations, hidden);
    const before = hidden.size;
    for (const cell of givenAway(cells, equations, hidden))
      hideBeside(cell, 1 + (round >> 1), cells, around, hidden);
    if (hidden.size === before) return hidden;
  }
}

/** Cells of one to four authors that no reader may know. */
function secretCells(cells: readonly Cell[]): Set<number> {
  const few = cells.flatMap(({ authors, open }, index) => (isFew(authors) && !open ? [index] : []));
  return new Set(few);
}

/** Secret cells that a reader could work out. */
export function givenAway(
  cells: readonly Cell[],
  equations: readonly Equation[],
  hidden: ReadonlySet<number>,
): number[] {
  const unknown = new Set(hidden);
  for (const [index, { implied }] of cells.entries()) if (implied) unknown.add(index);
  const values = cells.map((cell) => cell.value);
  const least = (index: number) => (cells[index]?.implied || cells[index]?.nameless ? 0 : 1);
  const linear = linearlyDerivable(equations, unknown);
  const bounded = boundedExactly(equations, unknown, values, least);
  return [...secretCells(cells)].filter((index) => linear.has(index) || bounded.has(index));
}

function equationsAround(length: number, equations: readonly Equation[]): Equation[][] {
  const around: Equation[][] = Array.from({ length }, () => []);
  for (const equation of equations) for (const cell of equation.cells) around[cell]?.push(equation);
  return around;
}

function protectSums(cells: readonly Cell[], equations: readonly Equation[], hidden: Set<number>): void {
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const equation of equations) protectSum(equation, cells, hidden);
  }
}

/** Cells in the order in which they are given up: the cheap before the dear, then those of few authors. */
const inOrder = (cells: readonly Cell[]) => (a: number, b: number) =>
  (cells[a]?.cost ?? 0) - (cells[b]?.cost ?? 0) ||
  (cells[a]?.authors ?? 0) - (cells[b]?.authors ?? 0) ||
  a - b;

/** One sum by itself: at least two unknown cells, and at least five authors among those hidden on its known side. */
function protectSum({ cells: members, signs }: Equation, cells: readonly Cell[], hidden: Set<number>): void {
  const count = (index: number) => cells[index]?.authors ?? 0;
  if (!members.some((index) => hidden.has(index))) return;
  const gone = members.filter((i) => count(i) > 0 && (hidden.has(i) || cells[i]?.implied));
  const totalKnown = !gone.some((index) => signs[members.indexOf(index)] === -1);
  let people = gone.reduce((sum, index) => sum + count(index), 0);
  let unknown = gone.length;
  const next = members.filter((index) => canHide(cells, index, hidden)).sort(inOrder(cells));
  for (const index of next) {
    if (unknown > 1 && (!totalKnown || people >= FEWEST_AUTHORS)) return;
    hidden.add(index);
    unknown += 1;
    people += count(index);
  }
}

/** Hide visible cells in the equations around a cell, or around those that stand in them, and so on. */
function hideBeside(
  cell: number,
  most: number,
  cells: readonly Cell[],
  around: readonly Equation[][],
  hidden: Set<number>,
): void {
  const seen = new Set([cell]);
  let edge = [cell];
  while (edge.length > 0) {
    const near = new Set(
      edge.flatMap((index) => (around[index] ?? []).flatMap((equation) => equation.cells)),
    );
    const chosen = [...near].filter((index) => canHide(cells, index, hidden)).sort(inOrder(cells));
    const cheapest = cells[chosen[0] ?? 0]?.cost;
    for (const index of chosen.slice(0, most).filter((each) => cells[each]?.cost === cheapest))
      hidden.add(index);
    if (chosen.length > 0) return;
    edge = [...near].filter((index) => !seen.has(index));
    for (const index of edge) seen.add(index);
  }
}
